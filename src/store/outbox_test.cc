#include "store/outbox.h"

#include <gtest/gtest.h>

#include "platform/random.h"
#include "testing/stores.h"

namespace heed::store {
namespace {

using testing::Backend;

class OutboxTest : public ::testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    db_ = testing::open_with(
        GetParam(), std::vector<Migration>{
                        {1, "0001_test_outbox.sql",
                         "create table outbox (id bytea primary key, kind text not null, body text "
                         "not null, due_ms bigint not null, tries bigint not null, done_ms "
                         "bigint);\n"}});
  }
  OutboxId put(std::string_view kind, std::string_view body) {
    const auto id = random_.id<OutboxId>();
    EXPECT_TRUE(db_->write([&](Session& s) -> Result<> {
      TRY(outbox::put(s, id, kind, body, clock_.now()));
      return outbox::put(s, id, kind, "a second put changes nothing", clock_.now());
    }));
    return id;
  }
  std::unique_ptr<Database> db_;
  platform::ManualClock clock_;
  platform::SeededRandom random_{1};
};
INSTANTIATE_TEST_SUITE_P(On, OutboxTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

TEST_P(OutboxTest, WhatIsDueIsDoneOnce) {
  put("mail", "a letter");
  put("other", "not for this handler");
  std::vector<std::string> sent;
  const outbox::Handlers handlers{{"mail", [&](const OutboxId&, const std::string& body) {
                                     sent.push_back(body);
                                     return Result<>(Done{});
                                   }}};
  const auto first = outbox::work(*db_, clock_, handlers);
  ASSERT_TRUE(first) << first.error().detail;
  EXPECT_EQ(*first, 1);
  clock_.advance(kDayMs);
  EXPECT_EQ(*outbox::work(*db_, clock_, handlers), 0);
  EXPECT_EQ(sent, std::vector<std::string>{"a letter"});
  EXPECT_EQ(*outbox::waiting(*db_), 1);
}

TEST_P(OutboxTest, AFailureIsTriedAgainEverLessOften) {
  const OutboxId id = put("mail", "x");
  int tries = 0;
  const outbox::Handlers handlers{{"mail", [&](const OutboxId& given, const std::string&) {
                                     EXPECT_EQ(given, id);
                                     ++tries;
                                     return tries < 3
                                                ? Result<>(fail(ErrorKind::unavailable, "away"))
                                                : Result<>(Done{});
                                   }}};
  EXPECT_EQ(*outbox::work(*db_, clock_, handlers), 0);
  EXPECT_EQ(*outbox::work(*db_, clock_, handlers), 0);
  EXPECT_EQ(tries, 1);
  clock_.advance(kMinuteMs);
  EXPECT_EQ(*outbox::work(*db_, clock_, handlers), 0);
  EXPECT_EQ(tries, 2);
  clock_.advance(kMinuteMs);
  EXPECT_EQ(*outbox::work(*db_, clock_, handlers), 0);
  EXPECT_EQ(tries, 2);  // Two minutes after the second failure.
  clock_.advance(kMinuteMs);
  EXPECT_EQ(*outbox::work(*db_, clock_, handlers), 1);
  EXPECT_EQ(outbox::wait_after_ms(1), kMinuteMs);
  EXPECT_EQ(outbox::wait_after_ms(1000), kDayMs);
}

TEST_P(OutboxTest, AWorkerThatDiedLeavesItsRowToTheNext) {
  put("mail", "x");
  int calls = 0;
  const outbox::Handlers within{
      {"mail", [&](const OutboxId&, const std::string&) {
         // Another worker while this one is at it.
         const auto other =
             outbox::work(*db_, clock_, {{"mail", [&](const OutboxId&, const std::string&) {
                                            ++calls;
                                            return Result<>(Done{});
                                          }}});
         EXPECT_TRUE(other);
         return Result<>(Done{});
       }}};
  EXPECT_EQ(*outbox::work(*db_, clock_, within), 1);
  EXPECT_EQ(calls, 0);
}

}  // namespace
}  // namespace heed::store
