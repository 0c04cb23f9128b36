// Happened: what people who asked are told of by itself, read from what was published, decided,
// done and promised.
//
//   Happened happened(main, clock);
//   TRY(happened.tell(operators, told));   // every few seconds; each event is told once
//
// Nothing is noted when an event happens: what to tell follows from the rows that are there
// already, and the occasion of each keeps it from being told twice (told.h). So a stopped process
// loses nothing, and asking again is harmless. What is older than kToldOfMs is left alone. Threads:
// any. Does not: tell of a plan that nobody approved, or of what the public cannot read.
#pragma once

#include <vector>

#include "act/told.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"

namespace heed::store {
class Database;
}
namespace heed::platform {
class Clock;
}

namespace heed::act {

// Older than this it is no news: a data folder that comes to a newer Heed sends no old letters.
inline constexpr std::int64_t kToldOfMs = 61 * kDayMs;

class Happened {
 public:
  Happened(store::Database& main, const platform::Clock& clock) : main_(main), clock_(clock) {}

  // Every event of the last kToldOfMs: a report said to be published, a page published, a decision,
  // an action done or late, a promise kept, changed or late, something learnt; and dated updates
  // and corrections of the last two days. Told before or not.
  Result<std::vector<NewTelling>> events(const Scope& scope);
  // Tells those that were not told yet; how many. Needs `publish`.
  Result<int> tell(const Scope& scope, Told& told);

 private:
  store::Database& main_;
  const platform::Clock& clock_;
};

}  // namespace heed::act
