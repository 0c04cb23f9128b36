// Proposals for change and what people judged of them, on both databases.
#include "plan/service_changes.h"

#include <gtest/gtest.h>

#include <array>

#include "partners/partners.h"
#include "plan/activities.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "testing/stores.h"

namespace heed::plan {
namespace {

class ServiceChangesTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    partners::Partners partners(stores_.main(), clock_, random_);
    partnership_ = partners.create_partnership({.name = "Fenmere", .prefix = "FM"})->id;
    activities_ = std::make_unique<Activities>(stores_.main(), clock_, random_);
    changes_ = std::make_unique<ServiceChanges>(stores_.main(), clock_, random_);
  }
  Scope priya() const { return someone(1, {Capability::plan, Capability::read_summary}); }
  Scope amina() const { return someone(2, {Capability::read_summary}); }
  Scope someone(int who, std::initializer_list<Capability> all) const {
    std::uint32_t bits = 0;
    for (const Capability each : all) bits |= static_cast<std::uint32_t>(each);
    std::array<std::byte, 16> id{};
    id[15] = static_cast<std::byte>(who);
    return Scope::for_person(partnership_, PersonId::from(id), bits);
  }
  static NewServiceChange beds(ChangeKind kind = ChangeKind::substantial_variation) {
    return {.kind = kind,
            .title = "Stroke beds on one site",
            .owner = "Fenmere Health Board",
            .what = "Beds at two hospitals become beds at one.",
            .for_whom = "People who recover from a stroke, and their carers."};
  }
  ServiceChangeId opened() {
    const auto id = changes_->open(priya(), beds(), "Priya");
    EXPECT_TRUE(id) << id.error().detail;
    return *id;
  }
  static std::vector<DomainJudged> judged(Impact access,
                                          Direction direction = Direction::reduction) {
    std::vector<DomainJudged> all;
    for (const DomainAsked& each : domains())
      all.push_back({.domain = each.domain,
                     .impact = Impact::none,
                     .touches = {std::string(each.prompts.front().name)},
                     .evidence = "The travel analysis of May."});
    all[0].impact = access;
    if (access == Impact::none) return all;
    all[0].direction = direction;
    all[0].likelihood = Likelihood::certain;
    return all;
  }
  static InvolvementJudged involved(bool proposals) {
    InvolvementJudged out;
    for (const TriggerAsked& each : triggers())
      out.triggers.push_back({.name = std::string(each.name),
                              .applies = proposals && each.letter == "b",
                              .touches = {std::string(each.prompts.front().name)},
                              .because = "The board asked."});
    for (const AudienceAsked& each : audiences())
      out.audiences.push_back({std::string(each.name), "They are asked."});
    return out;
  }
  std::int64_t significance(ServiceChangeId id, std::int64_t seen, Impact access,
                            std::string_view by = "Priya") {
    const auto number = changes_->judge_significance(priya(), id, seen, judged(access), by);
    EXPECT_TRUE(number) << number.error().said << number.error().detail;
    return number ? *number : 0;
  }
  ServiceChange read(ServiceChangeId id) { return *changes_->one(amina(), id); }

  testing::StoreSet stores_{GetParam()};
  platform::ManualClock clock_{TimeMs{1'760'000'000'000}};
  platform::SystemRandom random_;
  PartnershipId partnership_;
  std::unique_ptr<Activities> activities_;
  std::unique_ptr<ServiceChanges> changes_;
};

TEST_P(ServiceChangesTest, AProposalIsADevelopmentOrAVariationAndBelongsToAnActivity) {
  const ActivityId activity = *activities_->add(Scope::for_operator(partnership_),
                                                {.title = "Stroke beds", .owner_name = "Priya"});
  for (const ChangeKind kind : kChangeKinds) {
    NewServiceChange wanted = beds(kind);
    wanted.activity = activity;
    const auto id = changes_->open(priya(), wanted, "Priya");
    ASSERT_TRUE(id) << id.error().detail;
    const ServiceChange kept = read(*id);
    EXPECT_EQ(kept.now().kind, kind);
    EXPECT_EQ(kept.now().owner, "Fenmere Health Board");
    EXPECT_EQ(kept.opened_by, "Priya");
    EXPECT_EQ(kept.now().activity, activity);
  }
  EXPECT_EQ(changes_->of_activity(amina(), activity)->size(), 2u);
  NewServiceChange lacking = beds();
  lacking.kind = std::nullopt;
  EXPECT_TRUE(changes_->open(priya(), lacking, "Priya").failed_with(ErrorKind::invalid));
  lacking = beds();
  lacking.activity = random_.id<ActivityId>();
  EXPECT_TRUE(changes_->open(priya(), lacking, "Priya").failed_with(ErrorKind::invalid));
  EXPECT_EQ(changes_->all(amina())->size(), 2u) << "nothing half kept";
}

TEST_P(ServiceChangesTest, OneSubstantialDomainSuggestsSignificantAndAPersonConfirmsIt) {
  const auto id = opened();
  EXPECT_EQ(read(id).newest(About::significance), nullptr);
  ASSERT_EQ(significance(id, 0, Impact::substantial), 1);
  const ServiceChange before = read(id);
  const Judgement* first = before.newest(About::significance);
  EXPECT_TRUE(first->suggestion.yes);
  EXPECT_NE(first->suggestion.because.find("Access (a reduction, certain)"), std::string::npos);
  EXPECT_FALSE(first->outcome) << "Heed suggests; nobody has confirmed it";
  EXPECT_FALSE(before.settled(About::significance));
  clock_.advance(kDayMs);
  ASSERT_TRUE(changes_->settle(priya(), id, About::significance, 1, true, "", "Sue"));
  const ServiceChange after = read(id);
  EXPECT_TRUE(after.settled(About::significance));
  const Outcome outcome = *after.newest(About::significance)->outcome;
  EXPECT_TRUE(outcome.yes);
  EXPECT_EQ(outcome.by, "Sue");
  EXPECT_EQ(outcome.at, clock_.now());
  EXPECT_TRUE(changes_->settle(priya(), id, About::significance, 1, false, "Not at all.", "Tom")
                  .failed_with(ErrorKind::conflict))
      << "settled once";
}

TEST_P(ServiceChangesTest, DepartingFromWhatIsSuggestedNeedsAReason) {
  const auto id = opened();
  significance(id, 0, Impact::substantial);
  EXPECT_TRUE(changes_->settle(priya(), id, About::significance, 1, false, "  ", "Priya")
                  .failed_with(ErrorKind::invalid));
  EXPECT_FALSE(read(id).newest(About::significance)->outcome);
  ASSERT_TRUE(changes_->settle(priya(), id, About::significance, 1, false,
                               "Both councils agreed on 3 May that it is not.", "Priya"));
  const ServiceChange kept = read(id);
  EXPECT_FALSE(kept.newest(About::significance)->outcome->yes);
  EXPECT_TRUE(kept.newest(About::significance)->suggestion.yes) << "what was suggested stays";
  EXPECT_EQ(kept.newest(About::significance)->outcome->why,
            "Both councils agreed on 3 May that it is not.");
}

TEST_P(ServiceChangesTest, ALaterJudgementIsANewVersionAndEarlierOnesStay) {
  const auto id = opened();
  significance(id, 0, Impact::minor, "Priya");
  ASSERT_TRUE(changes_->settle(priya(), id, About::significance, 1, false, "", "Priya"));
  clock_.advance(kDayMs);
  EXPECT_TRUE(changes_->judge_significance(priya(), id, 0, judged(Impact::none), "Tom")
                  .failed_with(ErrorKind::conflict))
      << "Tom had not seen Priya's";
  ASSERT_EQ(significance(id, 1, Impact::substantial, "Tom"), 2);
  const ServiceChange kept = read(id);
  ASSERT_EQ(kept.judgements.size(), 2u);
  EXPECT_EQ(kept.judgements[0].by, "Tom");
  EXPECT_FALSE(kept.judgements[0].outcome);
  const Judgement& earlier = kept.judgements[1];
  EXPECT_EQ(earlier.by, "Priya");
  EXPECT_EQ(earlier.domains[0].impact, Impact::minor);
  EXPECT_EQ(earlier.domains[0].direction, Direction::reduction);
  EXPECT_EQ(earlier.domains[0].likelihood, Likelihood::certain);
  EXPECT_EQ(earlier.domains[0].evidence, "The travel analysis of May.");
  EXPECT_EQ(earlier.domains[0].touches, std::vector<std::string>{"location"});
  EXPECT_EQ(earlier.judged, TimeMs{clock_.now().ms - kDayMs});
  EXPECT_FALSE(earlier.outcome->yes);
  EXPECT_FALSE(kept.settled(About::significance)) << "the newest is not";
  EXPECT_TRUE(changes_->settle(priya(), id, About::significance, 1, true, "x", "Priya")
                  .failed_with(ErrorKind::conflict));
}

TEST_P(ServiceChangesTest, AProposalThatChangedIsJudgedAgain) {
  const auto id = opened();
  significance(id, 0, Impact::minor);
  ASSERT_TRUE(changes_->settle(priya(), id, About::significance, 1, false, "", "Priya"));
  NewServiceChange more = beds();
  more.what = "The ward closes at night too.";
  EXPECT_TRUE(changes_->change(priya(), id, 0, more, "Tom").failed_with(ErrorKind::conflict));
  ASSERT_TRUE(changes_->change(priya(), id, 1, more, "Tom"));
  const ServiceChange kept = read(id);
  EXPECT_FALSE(kept.settled(About::significance)) << "what was judged is not what it says now";
  ASSERT_EQ(kept.versions.size(), 2u);
  EXPECT_EQ(kept.now().what, "The ward closes at night too.");
  EXPECT_EQ(kept.versions[1].details.what, beds().what) << "and what was judged can be read";
  EXPECT_EQ(kept.newest(About::significance)->change_number, 1);
}

TEST_P(ServiceChangesTest, EachBodysDutyIsJudgedByItself) {
  const auto id = opened();
  const auto board = changes_->judge_duty(priya(), id, 0, "Health board", involved(true), "Priya");
  ASSERT_TRUE(board) << board.error().detail;
  const auto trust = changes_->judge_duty(priya(), id, 0, "The trust", involved(false), "Tom");
  ASSERT_TRUE(trust) << trust.error().detail;
  ASSERT_TRUE(changes_->settle(priya(), id, About::duty, *board, true, "", "Priya"));
  const ServiceChange kept = read(id);
  EXPECT_EQ(kept.holders(), (std::vector<std::string>{"Health board", "The trust"}));
  EXPECT_TRUE(kept.settled(About::duty, "Health board"));
  EXPECT_FALSE(kept.settled(About::duty, "The trust"));
  const Judgement* of_board = kept.newest(About::duty, "Health board");
  EXPECT_TRUE(of_board->suggestion.yes);
  ASSERT_EQ(of_board->involvement.triggers.size(), 3u);
  EXPECT_EQ(of_board->involvement.triggers[1].applies, true);
  EXPECT_EQ(of_board->involvement.triggers[0].touches, std::vector<std::string>{"resources"});
  EXPECT_EQ(of_board->involvement.audiences.back().name, "carers");
  EXPECT_EQ(of_board->involvement.audiences.back().how, "They are asked.");
  EXPECT_FALSE(kept.newest(About::duty, "The trust")->suggestion.yes) << "a no is kept too";
  EXPECT_EQ(kept.newest(About::significance), nullptr) << "another question";
}

TEST_P(ServiceChangesTest, AFormalConsultationSaysWhatNobodyHasJudgedBeforeItOpens) {
  const ActivityId activity =
      *activities_->add(Scope::for_operator(partnership_),
                        {.kind = ActivityKind::formal_consultation, .title = "Stroke beds"});
  const auto lacks = [&](std::string_view words) {
    for (const Missing& each : *activities_->missing(amina(), activity))
      if (each.said.find(words) != std::string::npos) {
        EXPECT_FALSE(each.stops) << "it is shown; people decide";
        return true;
      }
    return false;
  };
  EXPECT_TRUE(lacks("No proposal for change belongs to it."));
  NewServiceChange wanted = beds();
  wanted.activity = activity;
  const auto id = *changes_->open(priya(), wanted, "Priya");
  opened();  // Of no activity.
  EXPECT_FALSE(lacks("No proposal for change"));
  EXPECT_TRUE(lacks("Nobody has confirmed whether “Stroke beds on one site” is significant."));
  significance(id, 0, Impact::substantial);
  EXPECT_TRUE(lacks("Nobody has confirmed"));
  ASSERT_TRUE(changes_->settle(priya(), id, About::significance, 1, true, "", "Priya"));
  EXPECT_FALSE(lacks("Nobody has confirmed"));
  ASSERT_TRUE(changes_->end(priya(), id, "It was split in two.", "Priya"));
  EXPECT_TRUE(lacks("No proposal for change belongs to it."));
}

TEST_P(ServiceChangesTest, OnlyWhoPlansJudgesAndNobodyOutsideReads) {
  const auto id = opened();
  const auto domains_judged = judged(Impact::minor);
  for (const Scope& other : {amina(), Scope::for_public(partnership_)}) {
    EXPECT_TRUE(changes_->open(other, beds(), "Dev").failed_with(ErrorKind::denied));
    EXPECT_TRUE(changes_->change(other, id, 1, beds(), "Dev").failed_with(ErrorKind::denied));
    EXPECT_TRUE(changes_->judge_significance(other, id, 0, domains_judged, "Dev")
                    .failed_with(ErrorKind::denied));
    EXPECT_TRUE(changes_->judge_duty(other, id, 0, "Board", involved(true), "Dev")
                    .failed_with(ErrorKind::denied));
    EXPECT_TRUE(changes_->settle(other, id, About::significance, 1, true, "", "Dev")
                    .failed_with(ErrorKind::denied));
    EXPECT_TRUE(changes_->end(other, id, "No.", "Dev").failed_with(ErrorKind::denied));
  }
  const Scope dev = Scope::for_public(partnership_);
  EXPECT_TRUE(changes_->all(dev).failed_with(ErrorKind::denied));
  EXPECT_TRUE(changes_->one(dev, id).failed_with(ErrorKind::denied));
  EXPECT_TRUE(changes_->one(amina(), id));
}

TEST_P(ServiceChangesTest, WhatGoesNoFurtherSaysWhyAndStaysToBeRead) {
  const auto id = opened();
  const auto other = opened();
  significance(id, 0, Impact::none);
  EXPECT_TRUE(changes_->end(priya(), id, " ", "Priya").failed_with(ErrorKind::invalid));
  ASSERT_TRUE(changes_->end(priya(), id, "The money went elsewhere.", "Priya"));
  EXPECT_TRUE(changes_->end(priya(), id, "Again.", "Priya").failed_with(ErrorKind::closed));
  EXPECT_TRUE(changes_->change(priya(), id, 1, beds(), "Tom").failed_with(ErrorKind::closed));
  EXPECT_TRUE(changes_->judge_significance(priya(), id, 1, judged(Impact::none), "Tom")
                  .failed_with(ErrorKind::closed));
  EXPECT_TRUE(changes_->settle(priya(), id, About::significance, 1, false, "", "Tom")
                  .failed_with(ErrorKind::closed));
  const auto all = *changes_->all(amina());
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].id, other);
  EXPECT_EQ(all[1].ended_why, "The money went elsewhere.");
  EXPECT_EQ(all[1].ended, clock_.now());
}

INSTANTIATE_TEST_SUITE_P(Both, ServiceChangesTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::plan
