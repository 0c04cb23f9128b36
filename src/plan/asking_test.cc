// Asking: a newer version is never overwritten, and an open questionnaire takes only corrections.
#include <gtest/gtest.h>

#include "partners/partners.h"
#include "plan/activities.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "testing/stores.h"

namespace heed::plan {
namespace {

class AskingTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    partners::Partners partners(stores_.main(), clock_, random_);
    partnership_ = partners.create_partnership({.name = "Fenmere", .prefix = "FM"})->id;
    activities_ = std::make_unique<Activities>(stores_.main(), clock_, random_);
  }
  Scope lead() const { return Scope::for_operator(partnership_); }
  Scope anyone() const { return Scope::for_public(partnership_); }
  ActivityId draft() {
    return *activities_->add(lead(), {.title = "Getting here",
                                      .purpose = "Where the bus stops.",
                                      .decider = "The board",
                                      .closes = clock_.now() + kDayMs,
                                      .hear_by = clock_.now() + 30 * kDayMs});
  }
  questions::Questionnaire asked(const std::string& wording) {
    questions::Questionnaire out;
    out.sections.push_back({.title = {{"en", "Buses"}}, .questions = {}});
    out.sections[0].questions.push_back({.id = question_, .text = {{"en", wording}}});
    return out;
  }

  testing::StoreSet stores_{GetParam()};
  platform::SystemRandom random_;
  platform::ManualClock clock_;
  PartnershipId partnership_;
  std::unique_ptr<Activities> activities_;
  QuestionId question_ = random_.id<QuestionId>();
};

TEST_P(AskingTest, AnEditorThatSawAnOlderVersionIsTold) {
  const ActivityId id = draft();
  ASSERT_TRUE(activities_->ask(lead(), id, 0, asked("How do you get here?")));
  EXPECT_TRUE(activities_->ask(lead(), id, 0, asked("How?")).failed_with(ErrorKind::conflict));
  ASSERT_TRUE(activities_->ask(lead(), id, 1, asked("How do you get home?")));
  EXPECT_EQ(activities_->questionnaire(lead(), id)->version, 2);
  EXPECT_TRUE(activities_->ask(anyone(), id, 2, asked("x")).failed_with(ErrorKind::denied));
}

TEST_P(AskingTest, AnOpenOneTakesOnlyCorrectionsOfItsWordsAndPublishesThem) {
  const ActivityId id = draft();
  ASSERT_TRUE(activities_->ask(lead(), id, 0, asked("How do you get hear?")));
  ASSERT_TRUE(activities_->open(lead(), id));
  EXPECT_TRUE(activities_->ask(lead(), id, 1, asked("How?")).failed_with(ErrorKind::closed));
  const auto fixed = asked("How do you get here?");
  EXPECT_FALSE(activities_->correct_questions(lead(), id, 1, fixed, "Question 1.", " "));
  auto more = fixed;
  more.sections[0].questions[0].required = true;
  EXPECT_TRUE(
      activities_->correct_questions(lead(), id, 1, more, "Question 1.", "A typing mistake.")
          .failed_with(ErrorKind::closed));
  ASSERT_TRUE(
      activities_->correct_questions(lead(), id, 1, fixed, "Question 1.", "A typing mistake."));
  const auto now = activities_->questionnaire(anyone(), id);
  ASSERT_TRUE(now);
  EXPECT_EQ(now->questions()[0]->text.at("en"), "How do you get here?");
  const auto updates = activities_->updates(anyone(), id);
  ASSERT_TRUE(updates);
  ASSERT_EQ(updates->size(), 1u);
  EXPECT_TRUE((*updates)[0].correction);
}

INSTANTIATE_TEST_SUITE_P(On, AskingTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::plan
