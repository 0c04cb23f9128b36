// When a draft's code is written down: later, at once when asked, at an orderly stop, or never.
#include "listen/drafts.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <thread>

#include "testing/listening.h"

namespace heed::listen {
namespace {

class CodesTest : public testing::ListeningTest {
 protected:
  std::unique_ptr<Drafts> drafts(std::int64_t delay_ms) {
    return std::make_unique<Drafts>(stores_.main(), clock_, random_, delay_ms);
  }
  ActivityId activity() { return *activities_->add(lead(), {.title = "Evening clinics"}); }
  static void wait_until_none_waits(Drafts& drafts) {
    for (int tries = 0; tries < 1'000 && drafts.codes_waiting() > 0; ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    ASSERT_EQ(drafts.codes_waiting(), 0u);
  }
  std::int64_t written_down() {
    return *stores_.main().read([](store::Session& s) {
      return s.one("select count(*) from draft where token_hash <> code_hash",
                   [](const store::Row& row) { return row.integer(0); });
    });
  }
};

TEST_P(CodesTest, ACodeWorksFromTheMomentItIsShownBeforeAnythingIsWrittenDown) {
  const auto drafts = this->drafts(kDayMs);
  const auto started = drafts->start(anyone(), activity());
  ASSERT_TRUE(started);
  EXPECT_EQ(started->code.size(), 14u);
  EXPECT_EQ(written_down(), 0);
  const auto back = drafts->by_code(anyone(), started->code);
  ASSERT_TRUE(back) << back.error().detail;
  EXPECT_EQ(back->token, started->token);
  EXPECT_EQ(drafts->codes_waiting(), 1u);
}

TEST_P(CodesTest, ADraftThatIsSavedAsItWasOpenedIsTheSameDraftWithOtherAnswers) {
  const auto drafts = this->drafts(kDayMs);
  const auto started = drafts->start(anyone(), activity());
  ASSERT_TRUE(started);
  auto draft = drafts->by_token(anyone(), started->token);
  ASSERT_TRUE(draft) << draft.error().detail;
  draft->answers = {{random_.id<QuestionId>(), "The last bus goes at 4.40."}};
  ASSERT_TRUE(drafts->save(anyone(), *draft));
  const auto again = drafts->by_token(anyone(), started->token);
  ASSERT_TRUE(again) << again.error().detail;
  EXPECT_EQ(again->answers, draft->answers);
  EXPECT_EQ(again->press_key, started->press_key);
  EXPECT_EQ(again->code, started->code);
  ASSERT_TRUE(drafts->remove(anyone(), started->token));
  EXPECT_TRUE(drafts->save(anyone(), *draft).failed_with(ErrorKind::not_found))
      << "what is gone does not come back";
}

TEST_P(CodesTest, ADraftThatIsSentInTimeNeverCostsAStretchedCode) {
  const auto drafts = this->drafts(20'000);
  const auto started = drafts->start(anyone(), activity());
  ASSERT_TRUE(started);
  clock_.advance(19'000);
  ASSERT_TRUE(drafts->remove(anyone(), started->token));
  EXPECT_EQ(drafts->codes_waiting(), 0u);
  EXPECT_TRUE(drafts->by_code(anyone(), started->code).failed_with(ErrorKind::not_found));
}

TEST_P(CodesTest, AfterTheDelayTheCodeIsWrittenDownAndOutlivesTheProcess) {
  auto first = drafts(20'000);
  const auto started = first->start(anyone(), activity());
  ASSERT_TRUE(started);
  EXPECT_EQ(written_down(), 0);
  clock_.advance(20'000);
  wait_until_none_waits(*first);
  EXPECT_EQ(written_down(), 1);
  first.reset();
  const auto back = drafts(20'000)->by_code(anyone(), started->code);
  ASSERT_TRUE(back) << back.error().detail;
  EXPECT_EQ(back->code, started->code);
}

TEST_P(CodesTest, AnOrderlyStopWritesDownTheCodesThatWait) {
  const ActivityId id = activity();
  std::vector<std::string> codes;
  {
    const auto drafts = this->drafts(kDayMs);
    for (int n = 0; n < 3; ++n) codes.push_back(drafts->start(anyone(), id)->code);
  }
  EXPECT_EQ(written_down(), 3);
  for (const std::string& code : codes) EXPECT_TRUE(drafts(kDayMs)->by_code(anyone(), code));
}

TEST_P(CodesTest, ACodeLostWithTheProcessIsWrittenDownWhenTheCookieNextComes) {
  const auto lost = drafts(kDayMs);  // Stands for the process that was killed: it never writes.
  const auto started = lost->start(anyone(), activity());
  ASSERT_TRUE(started);
  const auto next = drafts(0);
  EXPECT_TRUE(next->by_code(anyone(), started->code).failed_with(ErrorKind::not_found));
  ASSERT_TRUE(next->by_token(anyone(), started->token));
  wait_until_none_waits(*next);
  EXPECT_EQ(written_down(), 1);
  EXPECT_TRUE(next->by_code(anyone(), started->code));
}

TEST_P(CodesTest, KeepCodeSaysSoOnlyOnceTheCodeIsDurable) {
  const auto drafts = this->drafts(kDayMs);
  const ActivityId id = activity();
  const auto other = drafts->start(anyone(), id);
  const auto started = drafts->start(anyone(), id);
  ASSERT_TRUE(started);
  std::promise<std::int64_t> seen;
  drafts->keep_code(anyone(), started->token, [&](const Result<>& kept) {
    EXPECT_TRUE(kept);
    seen.set_value(written_down());
  });
  EXPECT_EQ(seen.get_future().get(), 1);
  EXPECT_EQ(drafts->codes_waiting(), 1u);  // The other's.
  bool told = false;
  drafts->keep_code(anyone(), started->token, [&](const Result<>& kept) { told = bool(kept); });
  EXPECT_TRUE(told);
  drafts->keep_code(anyone(), "no such token", [&](const Result<>& kept) {
    EXPECT_TRUE(kept.failed_with(ErrorKind::not_found));
  });
}

INSTANTIATE_TEST_SUITE_P(On, CodesTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::listen
