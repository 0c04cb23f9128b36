#include "act/difference.h"

#include <gtest/gtest.h>

#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"
#include "testing/stores.h"

namespace heed::act {
namespace {

class DifferenceTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override { HEED_NEEDS(GetParam()); }
  // An activity that was answered and published now.
  void publish() {
    ASSERT_TRUE(stores_.main().write([&](store::Session& s) {
      return s.exec(
          "insert into activity (partnership_id, id, kind, state, title, purpose, decided, decider,"
          " owner_name, contact, outcome, not_heard, against, published_ms, version, created_ms,"
          " changed_ms) values ($1, $2, 'listening', 'answered', 'Evening clinics', '', '', '', '',"
          " '', '', '', '', $3, 1, $3, $3)",
          anyone_.partnership(), activity_, clock_.now());
    }));
  }
  Difference& difference() {
    if (!difference_) difference_.emplace(stores_.main(), clock_, random_);
    return *difference_;
  }
  testing::StoreSet stores_{GetParam()};
  platform::SystemRandom random_;
  platform::ManualClock clock_;
  const Scope anyone_ = Scope::for_public(random_.id<PartnershipId>());
  const Scope operators_ = Scope::for_operator(anyone_.partnership());
  const ActivityId activity_ = random_.id<ActivityId>();
  std::optional<Difference> difference_;
};
INSTANTIATE_TEST_SUITE_P(On, DifferenceTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

TEST_P(DifferenceTest, IsAskedAtSixAndTwelveMonthsAndToldOnceEach) {
  publish();
  EXPECT_TRUE(difference().due(operators_)->empty());
  EXPECT_TRUE(difference()
                  .say(anyone_, {.activity = activity_, .answer = Answer::yes})
                  .failed_with(ErrorKind::closed));
  Told told(stores_.identity(), clock_, random_);
  std::vector<int> asked;
  for (int day = 0; day < 500; ++day) {
    clock_.advance(kDayMs);
    const auto due = difference().due(operators_);
    ASSERT_TRUE(due) << due.error().detail;
    for (const Asking& one : *due)
      if (told.tell(operators_, letter_asking(one))) asked.push_back(one.months);
  }
  EXPECT_EQ(asked, (std::vector<int>{6, 12}));
  const auto days = asked_on(clock_.now());
  EXPECT_EQ((days[1].ms - days[0].ms) / kDayMs, 182);
  EXPECT_EQ((days[1].ms - clock_.now().ms) / kDayMs, 365);
  const auto letters = told.tellings(anyone_, activity_);
  ASSERT_TRUE(letters);
  ASSERT_EQ(letters->size(), 2u);
  EXPECT_EQ(letters->at(0).path, "/difference/" + activity_.text());
  EXPECT_NE(letters->at(1).words.at(0).words.find("6 months ago"), std::string::npos);
}

TEST_P(DifferenceTest, WhatPeopleSayIsCountedAndTheirWordsAreForWhoMayReadThem) {
  publish();
  clock_.advance(200 * kDayMs);
  for (int i = 0; i < 24; ++i)
    ASSERT_TRUE(difference().say(anyone_, {.activity = activity_,
                                           .answer = i < 21 ? Answer::yes : Answer::no,
                                           .words = i == 0 ? "The shuttle came." : ""}));
  EXPECT_TRUE(difference()
                  .say(anyone_, {.activity = activity_, .words = std::string(100'000, 'x')})
                  .failed_with(ErrorKind::too_large));
  const auto said = difference().said(anyone_, activity_);
  ASSERT_TRUE(said);
  ASSERT_EQ(said->size(), 1u);
  EXPECT_EQ(said->at(0).months, 6);
  EXPECT_EQ(disclosure::describe_total(said->at(0).answers.total()), "24");
  EXPECT_NE(disclosure::describe(said->at(0).answers.cell(2)), "3") << "three people are not shown";
  EXPECT_TRUE(difference().words(anyone_, activity_).failed_with(ErrorKind::denied));
  EXPECT_EQ(*difference().words(operators_, activity_),
            std::vector<std::string>{"The shuttle came."});
}

}  // namespace
}  // namespace heed::act
