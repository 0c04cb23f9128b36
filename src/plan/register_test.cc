// The register on both databases: what is alike is found before anything is saved, the choice is
// kept with the draft or neither is, and another's activity shows no more than it may.
#include "plan/register.h"

#include <gtest/gtest.h>

#include "partners/partners.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "testing/stores.h"

namespace heed::plan {
namespace {

class RegisterTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    partners::Partners partners(stores_.main(), clock_, random_);
    partnership_ = partners.create_partnership({.name = "Fenmere", .prefix = "FM"})->id;
    elsewhere_ = random_.id<PartnershipId>();
    const auto fenmere =
        partners.add_area(everything(), {.name = "Fenmere", .level = partners::AreaLevel::place});
    ASSERT_TRUE(fenmere);
    ASSERT_TRUE(partners.add_area(
        everything(),
        {.name = "Saltby", .level = partners::AreaLevel::neighbourhood, .parent = *fenmere}));
    activities_ = std::make_unique<Activities>(stores_.main(), clock_, random_);
    register_ = std::make_unique<Register>(stores_.main(), clock_, random_);
  }
  Scope everything() const { return Scope::for_operator(partnership_); }
  ActivityDetails spring() const {
    return {.kind = ActivityKind::listening,
            .title = "Leg ulcers: what helps",
            .purpose = "Where people are looked after.",
            .decided = "Nothing that others should read.",
            .owner_name = "Healthwatch",
            .contact = "01632 960 170",
            .closes = clock_.now() + 10 * kDayMs,
            .area = "Fenmere",
            .topics = "leg ulcers",
            .audience = "people with a leg ulcer",
            .organisation = "Healthwatch Fenmere"};
  }
  ActivityDetails clinics() const {
    return {.kind = ActivityKind::survey,
            .title = "Leg-ulcer clinics",
            .purpose = "Which clinics open in the evening.",
            .closes = clock_.now() + 30 * kDayMs,
            .area = "Saltby",
            .topics = "leg ulcers, clinics",
            .audience = "people with a leg ulcer",
            .organisation = "Community Trust"};
  }
  std::size_t how_many() { return activities_->list(everything())->size(); }

  testing::StoreSet stores_{GetParam()};
  platform::ManualClock clock_{TimeMs{1'760'000'000'000}};
  platform::SystemRandom random_;
  PartnershipId partnership_, elsewhere_;
  std::unique_ptr<Activities> activities_;
  std::unique_ptr<Register> register_;
};

TEST_P(RegisterTest, FindsWhatIsAlikeBeforeAnythingIsSaved) {
  const auto first = activities_->add(everything(), spring());
  ASSERT_TRUE(first);
  const auto found = register_->alike(everything(), clinics());
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ(found->front().activity.id, *first);
  EXPECT_TRUE(found->front().close());
  EXPECT_EQ(found->front().area, AreaAlike::inside) << "Saltby is part of Fenmere";
  EXPECT_EQ(found->front().activity.contact, "01632 960 170");
  EXPECT_EQ(how_many(), 1u);
}

TEST_P(RegisterTest, ANearDuplicateIsSavedOnlyWithAChoiceAndWhatIsKnown) {
  const auto first = activities_->add(everything(), spring());
  const auto unseen = register_->plan(everything(), {.details = clinics()}, "Tom");
  ASSERT_FALSE(unseen);
  EXPECT_EQ(unseen.error().kind, ErrorKind::conflict);
  EXPECT_NE(unseen.error().said.find("Leg ulcers: what helps"), std::string::npos);
  const auto no_reason = register_->plan(
      everything(), {.details = clinics(), .choices = {{.other = *first}}, .known = "Much."},
      "Tom");
  ASSERT_FALSE(no_reason);
  const auto not_known = register_->plan(
      everything(), {.details = clinics(), .choices = {{*first, Relation::grew_from, ""}}}, "Tom");
  ASSERT_FALSE(not_known);
  EXPECT_EQ(not_known.error().said, "Say what is known already, before people are asked again.");
  EXPECT_EQ(how_many(), 1u) << "nothing half saved";

  const auto id =
      register_->plan(everything(),
                      {.details = clinics(),
                       .choices = {{*first, Relation::beside, "It asks only about evenings."}},
                       .known = "Bandages slip."},
                      "Tom");
  ASSERT_TRUE(id) << id.error().said << id.error().detail;
  const auto of_new = *register_->related(everything(), *id);
  ASSERT_EQ(of_new.size(), 1u);
  EXPECT_EQ(of_new[0].other.id, *first);
  EXPECT_EQ(of_new[0].why, "It asks only about evenings.");
  EXPECT_EQ(of_new[0].facts, "topic,area,audience,time");
  EXPECT_EQ(of_new[0].by, "Tom");
  EXPECT_FALSE(of_new[0].other_is_newer);
  const auto of_first = *register_->related(everything(), *first);
  ASSERT_EQ(of_first.size(), 1u);
  EXPECT_TRUE(of_first[0].other_is_newer) << "the other partner sees it too";
  EXPECT_EQ(register_->known(everything(), *id)->front().words, "Bandages slip.");
}

TEST_P(RegisterTest, AChoiceThatCannotBeKeptSavesNoDraft) {
  const auto nowhere = random_.id<ActivityId>();
  const auto refused = register_->plan(
      everything(), {.details = clinics(), .choices = {{nowhere, Relation::grew_from, ""}}}, "Tom");
  ASSERT_FALSE(refused);
  EXPECT_EQ(how_many(), 0u);
}

TEST_P(RegisterTest, WhatIsKnownKeepsEveryVersion) {
  const auto id = *activities_->add(everything(), spring());
  ASSERT_TRUE(register_->say_known(everything(), id, 0, "A little.", "Priya"));
  const auto late = register_->say_known(everything(), id, 0, "Nothing.", "Tom");
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::conflict);
  ASSERT_TRUE(register_->say_known(everything(), id, 1, "More.", "Tom"));
  const auto all = *register_->known(everything(), id);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].words, "More.");
  EXPECT_EQ(all[1].by, "Priya");
  EXPECT_FALSE(register_->say_known(everything(), id, 2, "  ", "Tom"));
}

TEST_P(RegisterTest, TwoMayNotEachHaveGrownFromTheOther) {
  const auto older = *activities_->add(everything(), spring());
  const auto newer = *activities_->add(everything(), clinics());
  ASSERT_TRUE(register_->relate(everything(), newer, {older, Relation::grew_from, ""}, "Tom"));
  EXPECT_FALSE(register_->relate(everything(), older, {newer, Relation::grew_from, ""}, "Tom"));
  EXPECT_FALSE(register_->relate(everything(), newer, {newer, Relation::grew_from, ""}, "Tom"));
  ASSERT_TRUE(register_->relate(everything(), newer, {older, Relation::beside, "Two towns."}, "P"));
  EXPECT_EQ(register_->related(everything(), newer)->size(), 1u) << "the later choice stands";
}

TEST_P(RegisterTest, AConsultationShowsTheEngagementItGrewFromOnceThePublicMaySeeThat) {
  ActivityDetails asked = spring();
  asked.decider = "The board";
  asked.hear_by = clock_.now() + 20 * kDayMs;
  const auto older = *activities_->add(everything(), asked);
  const auto newer = *activities_->add(everything(), clinics());
  ASSERT_TRUE(register_->relate(everything(), newer, {older, Relation::grew_from, ""}, "Priya"));
  const Scope anyone = Scope::for_public(partnership_);
  EXPECT_EQ(register_->grew_from(everything(), newer)->size(), 1u);
  EXPECT_TRUE(register_->grew_from(anyone, newer)->empty()) << "a draft is staff's alone";
  ASSERT_TRUE(activities_->set_questions(everything(), older, {"What helps?"}));
  ASSERT_TRUE(activities_->open(everything(), older));
  const auto seen = *register_->grew_from(anyone, newer);
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].title, "Leg ulcers: what helps");
  EXPECT_TRUE(register_->grew_from(anyone, older)->empty()) << "not the other way";
}

TEST_P(RegisterTest, WhoWantsToJoinIsKeptWithWhatTheyPlanned) {
  const auto id = *activities_->add(everything(), spring());
  ASSERT_TRUE(register_->ask_to_join(
      everything(), {.activity = id, .title = "Leg-ulcer clinics", .wanted = "Evenings?"}, "Tom"));
  const auto asked = *register_->joining(everything(), id);
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].details.wanted, "Evenings?");
  EXPECT_EQ(asked[0].by, "Tom");
  EXPECT_FALSE(register_->ask_to_join(
      everything(), {.activity = random_.id<ActivityId>(), .title = "Of none"}, "Tom"));
  EXPECT_EQ(how_many(), 1u);
}

TEST_P(RegisterTest, IsOfOnePartnershipAndOfThoseWhoMayReadOrPlan) {
  const auto id = *activities_->add(everything(), spring());
  const Scope other = Scope::for_operator(elsewhere_), anyone = Scope::for_public(partnership_);
  EXPECT_TRUE(register_->all(other)->empty());
  EXPECT_TRUE(register_->alike(other, clinics())->empty());
  EXPECT_FALSE(register_->relate(other, id, {id, Relation::grew_from, ""}, "Dev"));
  EXPECT_FALSE(register_->ask_to_join(other, {.activity = id, .title = "Mine"}, "Dev"));
  EXPECT_EQ(register_->all(anyone).error().kind, ErrorKind::denied);
  EXPECT_EQ(register_->alike(anyone, clinics()).error().kind, ErrorKind::denied);
  EXPECT_EQ(register_->joining(anyone, id).error().kind, ErrorKind::denied);
  EXPECT_EQ(register_->plan(anyone, {.details = clinics()}, "Dev").error().kind, ErrorKind::denied);
}

TEST_P(RegisterTest, ADraftThatOthersCountOnIsNotThrownAway) {
  const ActivityId first = *activities_->add(everything(), spring());
  ASSERT_TRUE(register_->ask_to_join(
      everything(), {.activity = first, .title = "Leg-ulcer clinics", .contact = "01632 960 111"},
      "Tom Hale"));
  EXPECT_FALSE(activities_->discard(everything(), first));
  EXPECT_EQ(register_->joining(everything(), first)->size(), 1u);
  const ActivityId linked = *activities_->add(everything(), {.title = "Bandages"});
  const ActivityId alone = *activities_->add(everything(), {.title = "Stairs"});
  ASSERT_TRUE(register_->relate(everything(), linked,
                                {.other = first, .relation = Relation::grew_from}, "Tom Hale"));
  EXPECT_FALSE(activities_->discard(everything(), linked));
  ASSERT_TRUE(register_->say_known(everything(), alone, 0, "Nothing yet.", "Tom Hale"));
  EXPECT_TRUE(activities_->discard(everything(), alone));
}

INSTANTIATE_TEST_SUITE_P(Both, RegisterTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::plan
