#include "store/together.h"

#include <gtest/gtest.h>

#include <thread>

#include "testing/stores.h"

namespace heed::store {
namespace {

using testing::Backend;

constexpr Migration kNumbers{1, "0001_test_things.sql",
                             "create table thing (n bigint primary key);\n"};

class TogetherTest : public ::testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    const std::vector<Migration> all{kNumbers};
    auto opened = Database::open(testing::fresh_options(GetParam(), "test"), all);
    ASSERT_TRUE(opened) << opened.error().detail;
    db_ = *std::move(opened);
  }
  Result<> add(int n) {
    return db_->write([&](Session& s) -> Result<> {
      TRY(s.exec("insert into thing (n) values ($1)", n));
      return Done{};
    });
  }
  void add_elsewhere(int n) {
    std::thread([&] { EXPECT_TRUE(add(n)); }).join();
  }
  std::int64_t count() {
    const auto found =
        db_->read([](Session& s) { return s.integer("select count(*) from thing"); });
    return found ? *found : -1;
  }
  std::unique_ptr<Database> db_;
};
INSTANTIATE_TEST_SUITE_P(On, TogetherTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

TEST_P(TogetherTest, EverythingReadIsOfOneMoment) {
  {
    const ReadTogether together(*db_);
    EXPECT_EQ(count(), 0);
    add_elsewhere(1);
    EXPECT_EQ(count(), 0);
  }
  EXPECT_EQ(count(), 1);
}

TEST_P(TogetherTest, WhatTheThreadWroteItReads) {
  const ReadTogether together(*db_);
  EXPECT_EQ(count(), 0);
  ASSERT_TRUE(add(1));
  EXPECT_EQ(count(), 1);
}

TEST_P(TogetherTest, AReadInsideAReadHasAConnectionOfItsOwn) {
  ASSERT_TRUE(add(1));
  ASSERT_TRUE(add(2));
  const ReadTogether together(*db_);
  std::vector<std::int64_t> seen;
  ASSERT_TRUE(db_->read([&](Session& s) {
    return s.each("select n from thing order by n", [&](const Row& row) {
      seen.push_back(row.integer(0));
      EXPECT_EQ(count(), 2);
    });
  }));
  EXPECT_EQ(seen, (std::vector<std::int64_t>{1, 2}));
}

TEST_P(TogetherTest, AStatementThatFailsSpoilsNothingAfterIt) {
  ASSERT_TRUE(add(1));
  const ReadTogether together(*db_);
  EXPECT_FALSE(db_->read([](Session& s) { return s.integer("select nothing from nowhere"); }));
  EXPECT_EQ(count(), 1);
}

TEST_P(TogetherTest, StandsInsideAnother) {
  const ReadTogether outer(*db_);
  EXPECT_EQ(count(), 0);
  {
    const ReadTogether inner(*db_);
    EXPECT_EQ(count(), 0);
  }
  EXPECT_EQ(count(), 0);
}

}  // namespace
}  // namespace heed::store
