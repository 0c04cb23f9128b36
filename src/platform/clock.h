// Clock: what time it is, asked through an object so that a test can say.
//
//   const TimeMs now = clock.now();
//   ManualClock clock(TimeMs{1'700'000'000'000}); clock.advance(kDayMs);
//
// Threads: any thread.
// Does not: wait or sleep.
#pragma once

#include <atomic>
#include <cstdint>

#include "base/time.h"

namespace heed::platform {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimeMs now() const = 0;
};

class SystemClock final : public Clock {
 public:
  TimeMs now() const override;
};

// The system's time; or, while a story is told, the time in the story: so the demonstration's year
// goes through the same doors as anybody's work, each step on its day.
class StoryClock final : public Clock {
 public:
  TimeMs now() const override {
    const std::int64_t story = story_ms_.load();
    return story == 0 ? SystemClock().now() : TimeMs{story};
  }
  void tell(TimeMs time) { story_ms_.store(time.ms); }
  void end() { story_ms_.store(0); }

 private:
  std::atomic<std::int64_t> story_ms_{0};
};

// Stands still until it is told to move.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(TimeMs start = {1'767'225'600'000}) : ms_(start.ms) {}  // 2026-01-01
  TimeMs now() const override { return {ms_.load()}; }
  void set(TimeMs time) { ms_.store(time.ms); }
  void advance(std::int64_t ms) { ms_.fetch_add(ms); }

 private:
  std::atomic<std::int64_t> ms_;
};

}  // namespace heed::platform
