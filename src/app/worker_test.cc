#include "app/worker.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace heed::app {
namespace {

using namespace std::chrono_literals;

TEST(Worker, DoesEachJobAgainAndAgainWhateverTheOthersDo) {
  std::atomic<int> fails = 0, works = 0;
  std::promise<void> often;
  std::vector<std::string> said;
  Worker worker([&](const std::string& job, const std::string& problem) {
    said.push_back(job + ": " + problem);
  });
  worker.every(1ms, "one that fails", [&]() -> Result<> {
    ++fails;
    return fail(ErrorKind::unavailable, "not today");
  });
  worker.every(1ms, "one that works", [&]() -> Result<> {
    if (++works == 5) often.set_value();
    return Done{};
  });
  worker.start();
  EXPECT_EQ(often.get_future().wait_for(30s), std::future_status::ready);
  worker.stop();
  EXPECT_GE(fails.load(), 5);
  EXPECT_EQ(said, std::vector<std::string>{"one that fails: not today"}) << "once, not each time";
  const int then = works;
  EXPECT_EQ(works.load(), then) << "nothing runs once it has stopped";
}

TEST(Worker, StopsAtOnceThoughTheNextJobIsAnHourAway) {
  std::promise<void> ran;
  Worker worker([](const auto&, const auto&) {});
  worker.every(1h, "an hourly one", [&]() -> Result<> {
    ran.set_value();
    return Done{};
  });
  worker.start();
  ran.get_future().wait();
  worker.stop();
}

TEST(Worker, NeedNotBeStarted) {
  const Worker worker([](const auto&, const auto&) {});
}

}  // namespace
}  // namespace heed::app
