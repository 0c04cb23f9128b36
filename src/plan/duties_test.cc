// The register of duties, and which of them an activity says it serves, on both databases.
#include "plan/duties.h"

#include <gtest/gtest.h>

#include "partners/partners.h"
#include "plan/activities.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "testing/stores.h"

namespace heed::plan {
namespace {

class DutiesTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    partners::Partners partners(stores_.main(), clock_, random_);
    partnership_ = partners.create_partnership({.name = "Fenmere", .prefix = "FM"})->id;
    const auto added = [&](const char* name, const char* kind) {
      return *partners.add_organisation(everything(), {.name = name, .kind = kind});
    };
    board_ = added("Fenmere Health Board", "icb");
    council_ = added("Saltby Council", "council");
    activities_ = std::make_unique<Activities>(stores_.main(), clock_, random_);
    duties_ = std::make_unique<Duties>(stores_.main(), clock_, random_);
  }
  Scope everything() const { return Scope::for_operator(partnership_); }
  Scope anyone() const { return Scope::for_public(partnership_); }
  NewDuty to_involve() const {
    return {.organisation = board_,
            .name = "Duty to involve the public",
            .source = "NHS Act 2006, section 14Z45",
            .starts = TimeMs{1'656'630'000'000}};
  }
  DutyId added(const NewDuty& duty) {
    const auto id = duties_->add(everything(), duty, "Priya");
    EXPECT_TRUE(id) << id.error().said << id.error().detail;
    return *id;
  }
  ActivityDetails clinics(std::string organisation, std::string duties) const {
    return {.title = "Evening clinics",
            .purpose = "When clinics run.",
            .decider = "The board",
            .closes = clock_.now() + kDayMs,
            .hear_by = clock_.now() + 9 * kDayMs,
            .organisation = std::move(organisation),
            .duties = std::move(duties)};
  }

  testing::StoreSet stores_{GetParam()};
  platform::ManualClock clock_{TimeMs{1'760'000'000'000}};
  platform::SystemRandom random_;
  PartnershipId partnership_;
  OrganisationId board_, council_;
  std::unique_ptr<Activities> activities_;
  std::unique_ptr<Duties> duties_;
};

TEST_P(DutiesTest, TheRegisterIsReadByAnyoneByOrganisationAndPeriodWithItsClause) {
  NewDuty before = to_involve();
  before.name = "Duty to involve, as it was";
  before.starts = std::nullopt;
  before.ends = TimeMs{1'656'629'999'999};
  added(before);
  NewDuty wanted = to_involve();
  wanted.clause = "Part 7, clause 7.3";
  wanted.clause_link = "https://fenmere.example/constitution#7-3";
  const DutyId id = added(wanted);
  const auto all = duties_->all(anyone());
  ASSERT_TRUE(all) << all.error().detail;
  ASSERT_EQ(all->size(), 2u);
  EXPECT_FALSE((*all)[0].in_force(clock_.now())) << "it has ended, and can still be read";
  const Duty& now = (*all)[1];
  EXPECT_EQ(now.id, id);
  EXPECT_TRUE(now.in_force(clock_.now()));
  EXPECT_FALSE(now.in_force(TimeMs{1'600'000'000'000}));
  EXPECT_EQ(now.organisation_name, "Fenmere Health Board");
  EXPECT_EQ(now.details.clause, "Part 7, clause 7.3");
  EXPECT_EQ(now.details.clause_link, "https://fenmere.example/constitution#7-3");
  EXPECT_EQ(now.by, "Priya");
}

TEST_P(DutiesTest, ADutyIsChangedByWhoSawItAndNeedsItsLaw) {
  const DutyId id = added(to_involve());
  NewDuty ended = to_involve();
  ended.ends = clock_.now();
  ASSERT_TRUE(duties_->change(everything(), id, 1, ended, "Tom"));
  EXPECT_TRUE(
      duties_->change(everything(), id, 1, to_involve(), "Priya").failed_with(ErrorKind::conflict));
  EXPECT_EQ(duties_->all(anyone())->front().details.ends, clock_.now());
  for (const auto& spoil : std::vector<void (*)(NewDuty&)>{
           [](NewDuty& d) { d.source = " "; }, [](NewDuty& d) { d.name = ""; },
           [](NewDuty& d) { d.ends = TimeMs{1}; },
           [](NewDuty& d) {
             d.clause = "7";
             d.clause_link = "javascript:alert(1)";
           },
           [](NewDuty& d) { d.clause_link = "https://fenmere.example/"; },
           [](NewDuty& d) { d.organisation = OrganisationId{}; }}) {
    NewDuty bad = to_involve();
    spoil(bad);
    EXPECT_TRUE(duties_->add(everything(), bad, "Priya").failed_with(ErrorKind::invalid));
  }
  EXPECT_TRUE(duties_->add(anyone(), to_involve(), "Dev").failed_with(ErrorKind::denied));
  EXPECT_TRUE(duties_->set_must_say(anyone(), board_, true, "Dev").failed_with(ErrorKind::denied));
  EXPECT_EQ(duties_->all(anyone())->size(), 1u);
}

TEST_P(DutiesTest, AnActivityOfABodyThatMustSayNamesItsDutyOrThatItIsVoluntary) {
  const DutyId duty = added(to_involve());
  ASSERT_TRUE(activities_->add(everything(), clinics("Fenmere Health Board", "")))
      << "nobody has said that it must";
  ASSERT_TRUE(duties_->set_must_say(everything(), board_, true, "Priya"));
  const auto refused = activities_->add(everything(), clinics("Fenmere Health Board", ""));
  ASSERT_TRUE(refused.failed_with(ErrorKind::invalid));
  EXPECT_EQ(refused.error().said,
            "Say which duty of Fenmere Health Board it serves, or that it is voluntary.");
  EXPECT_TRUE(activities_->add(everything(), clinics("Saltby Council", "")))
      << "another body need not";
  const auto voluntary =
      activities_->add(everything(), clinics("Fenmere Health Board", std::string(kVoluntary)));
  ASSERT_TRUE(voluntary);
  const auto serving = activities_->add(everything(), clinics("Fenmere Health Board", duty.text()));
  ASSERT_TRUE(serving) << serving.error().detail;
  const Activity kept = *activities_->activity(everything(), *serving);
  EXPECT_EQ(duties_named(kept.details.duties), std::vector<DutyId>{duty});
  EXPECT_TRUE(
      activities_->change(everything(), *serving, kept.version, clinics("Fenmere Health Board", ""))
          .failed_with(ErrorKind::invalid));
  for (const std::string& bad : {std::string("something"), random_.id<DutyId>().text()})
    EXPECT_TRUE(activities_->add(everything(), clinics("Saltby Council", bad))
                    .failed_with(ErrorKind::invalid))
        << bad;
}

TEST_P(DutiesTest, WhatWasPlannedBeforeDoesNotOpenUntilItSaysItsDuty) {
  const auto id = *activities_->add(everything(), clinics("Fenmere Health Board", ""));
  ASSERT_TRUE(activities_->set_questions(everything(), id, {"How do you get home?"}));
  ASSERT_TRUE(duties_->set_must_say(everything(), board_, true, "Priya"));
  const auto opened = activities_->open(everything(), id);
  ASSERT_TRUE(opened.failed_with(ErrorKind::invalid));
  EXPECT_NE(opened.error().said.find("Say which duty"), std::string::npos) << opened.error().said;
  const Activity draft = *activities_->activity(everything(), id);
  ActivityDetails details = draft.details;
  details.duties = kVoluntary;
  ASSERT_TRUE(activities_->change(everything(), id, draft.version, details));
  EXPECT_TRUE(activities_->open(everything(), id));
}

TEST_P(DutiesTest, WhoMustSayIsReadBesideEveryOrganisation) {
  ASSERT_TRUE(duties_->set_must_say(everything(), board_, true, "Priya"));
  auto holders = duties_->holders(everything());
  ASSERT_TRUE(holders) << holders.error().detail;
  ASSERT_EQ(holders->size(), 2u);
  EXPECT_EQ((*holders)[0].name, "Fenmere Health Board");
  EXPECT_TRUE((*holders)[0].must_say);
  EXPECT_FALSE((*holders)[1].must_say);
  ASSERT_TRUE(duties_->set_must_say(everything(), board_, false, "Tom"));
  EXPECT_FALSE(duties_->holders(everything())->front().must_say);
  EXPECT_TRUE(duties_->set_must_say(everything(), random_.id<OrganisationId>(), true, "Tom")
                  .failed_with(ErrorKind::invalid));
  EXPECT_TRUE(duties_->holders(anyone()).failed_with(ErrorKind::denied));
}

TEST_P(DutiesTest, HowFarPeopleCanShapeItIsOneOfFiveDegrees) {
  for (const std::string_view degree : kInfluences) {
    ActivityDetails details = clinics("", "");
    details.influence = degree;
    const auto id = activities_->add(everything(), details);
    ASSERT_TRUE(id);
    EXPECT_EQ(activities_->activity(everything(), *id)->details.influence, degree);
  }
  ActivityDetails bad = clinics("", "");
  bad.influence = "command";
  EXPECT_TRUE(activities_->add(everything(), bad).failed_with(ErrorKind::invalid));
}

INSTANTIATE_TEST_SUITE_P(Both, DutiesTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::plan
