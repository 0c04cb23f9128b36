// Taking back and erasing what one said, on both databases.
#include "listen/own.h"

#include <gtest/gtest.h>

#include <future>

#include "listen/intake.h"
#include "listen/voices.h"
#include "partners/partners.h"
#include "plan/activities.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "record/keys.h"
#include "record/record.h"
#include "store/outbox.h"
#include "testing/stores.h"

namespace heed::listen {
namespace {

class OwnTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    keys_ = *record::Keys::open(stores_.keys(), random_);
    record_ = std::make_unique<record::Record>(stores_.main(), *keys_, clock_, "feedback.example");
    partners::Partners partners(stores_.main(), clock_, random_);
    partnership_ = partners.create_partnership({.name = "Fenmere", .prefix = "FM"})->id;
    activities_ = std::make_unique<plan::Activities>(stores_.main(), clock_, random_);
    intake_ = std::make_unique<Intake>(stores_.main(), *record_, *keys_, clock_, random_);
    voices_ = std::make_unique<Voices>(stores_.main());
    own_ = std::make_unique<Own>(
        stores_.main(), *record_, *keys_, clock_, random_,
        std::vector<Forget>{[this](store::Session&, PartnershipId, ActivityId,
                                   const std::vector<VoiceId>& voices) -> Result<> {
          forgotten_.insert(forgotten_.end(), voices.begin(), voices.end());
          return Done{};
        }});
    activity_ = *activities_->add(lead(), {.title = "Evening clinics",
                                           .purpose = "When clinics run.",
                                           .decider = "The board",
                                           .closes = clock_.now() + kDayMs,
                                           .hear_by = clock_.now() + 30 * kDayMs});
    ASSERT_TRUE(activities_->set_questions(lead(), activity_, {"How do you get home?"}));
    ASSERT_TRUE(activities_->open(lead(), activity_));
    sent_ = send("The last bus goes at 4.40");
    other_ = send("I drive");
  }
  Scope lead() const { return Scope::for_operator(partnership_); }
  Scope anyone() const { return Scope::for_public(partnership_); }
  Receipt send(const std::string& words) {
    const auto asked = *activities_->questionnaire(anyone(), activity_);
    auto checked = questions::check_response(asked, random_.id<PressKey>(),
                                             {{asked.questions()[0]->id, words}});
    std::promise<Result<Receipt>> told;
    EXPECT_TRUE(intake_->accept(anyone(), activity_, *std::move(checked.response), "web",
                                [&](Result<Receipt> kept) { told.set_value(std::move(kept)); }));
    return *told.get_future().get();
  }
  std::int64_t keys_left() {
    return *stores_.keys().read(
        [](store::Session& s) { return s.integer("select count(*) from data_key"); });
  }

  testing::StoreSet stores_{GetParam()};
  platform::SystemRandom random_;
  platform::ManualClock clock_;
  PartnershipId partnership_;
  std::unique_ptr<record::Keys> keys_;
  std::unique_ptr<record::Record> record_;
  std::unique_ptr<plan::Activities> activities_;
  std::unique_ptr<Intake> intake_;
  std::unique_ptr<Voices> voices_;
  std::unique_ptr<Own> own_;
  std::vector<VoiceId> forgotten_;
  ActivityId activity_;
  Receipt sent_, other_;
};

TEST_P(OwnTest, WhatWasTakenBackIsNotReadButStillReceived) {
  ASSERT_TRUE(own_->withdraw(anyone(), sent_.reference, sent_.private_part));
  const Counts counts = *voices_->counts(lead(), activity_);
  EXPECT_EQ(counts.received, 2);
  EXPECT_EQ(counts.counted, 1);
  EXPECT_EQ(counts.withdrawn, 1);
  EXPECT_EQ(counts.voices, 1);
  const auto left = *voices_->all(lead(), activity_);
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].words, "I drive");
  EXPECT_TRUE(own_->withdraw(anyone(), sent_.reference, sent_.private_part)
                  .failed_with(ErrorKind::conflict));
  EXPECT_EQ(voices_->follow(anyone(), sent_.reference)->state, "withdrawn");
  EXPECT_EQ(*record_->verify(partnership_), 3u) << "two sent, one taken back";
}

TEST_P(OwnTest, ErasingLeavesNoWordsNoKeyAndNoHashToGuessBy) {
  const std::int64_t keys = keys_left();
  ASSERT_TRUE(own_->erase(anyone(), sent_.reference, sent_.private_part));
  EXPECT_EQ(keys_left(), keys - 1);
  EXPECT_EQ(forgotten_.size(), 1u) << "rooms that keep reading copies are told";
  EXPECT_TRUE(voices_->follow(anyone(), sent_.reference, sent_.private_part)->words.empty());
  const auto sizes = *stores_.main().read([&](store::Session& s) {
    return s.all("select sealed, payload_hash from response where state = 'withdrawn'",
                 [](const store::Row& row) { return row.bytes(0).size() + row.bytes(1).size(); });
  });
  ASSERT_EQ(sizes.size(), 1u);
  EXPECT_EQ(sizes[0], 0u);
  EXPECT_EQ(voices_->counts(lead(), activity_)->received, 2);
  EXPECT_TRUE(
      own_->erase(anyone(), sent_.reference, sent_.private_part).failed_with(ErrorKind::conflict));
  EXPECT_EQ(*record_->verify(partnership_), 3u);
}

TEST_P(OwnTest, WhatWasTakenBackCanStillBeErased) {
  ASSERT_TRUE(own_->withdraw(anyone(), sent_.reference, sent_.private_part));
  EXPECT_TRUE(own_->erase(anyone(), sent_.reference, sent_.private_part));
}

TEST_P(OwnTest, NobodyElseCanTakeItBack) {
  const auto wrong = own_->withdraw(anyone(), sent_.reference, other_.private_part);
  EXPECT_TRUE(wrong.failed_with(ErrorKind::invalid));
  EXPECT_TRUE(own_->erase(anyone(), sent_.reference, "").failed_with(ErrorKind::invalid));
  EXPECT_TRUE(own_->erase(anyone(), "FM-1111-1111-1", sent_.private_part)
                  .failed_with(ErrorKind::not_found));
  EXPECT_EQ(voices_->counts(lead(), activity_)->counted, 2);
}

TEST_P(OwnTest, AskedByPhoneItNeedsAModeratorAndAReason) {
  const ResponseId id = voices_->follow(anyone(), sent_.reference)->response;
  EXPECT_TRUE(own_->erase_for(anyone(), id, "Rang us").failed_with(ErrorKind::denied));
  EXPECT_TRUE(own_->erase_for(lead(), id, "  ").failed_with(ErrorKind::invalid));
  EXPECT_TRUE(own_->erase_for(lead(), id, "Rang us on Monday"));
  EXPECT_EQ(voices_->counts(lead(), activity_)->withdrawn, 1);
}

TEST_P(OwnTest, AKeyThatWasNotDeletedAtOnceIsDeletedByTheOutbox) {
  ASSERT_TRUE(own_->erase(anyone(), sent_.reference, sent_.private_part));
  // As after a crash between the two stores: the row is there, and doing it again is harmless.
  std::int64_t done = 0;
  const auto worked = store::outbox::work(
      stores_.main(), clock_,
      {{"erase_key", [&](const store::OutboxId&, const std::string& body) -> Result<> {
          ++done;
          return own_->erase_key(body);
        }}});
  ASSERT_TRUE(worked) << worked.error().detail;
  EXPECT_EQ(*worked, 1);
  EXPECT_EQ(done, 1);
}

INSTANTIATE_TEST_SUITE_P(On, OwnTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::listen
