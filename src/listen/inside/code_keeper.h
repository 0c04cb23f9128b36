// CodeKeeper: makes drafts findable by their code, one at a time and out of anybody's way. The
// code is stretched (argon2id, some 20 ms), which most people who answer in one go never need, so
// it waits a little and is not done at all for a draft that was sent meanwhile.
//
//   CodeKeeper keeper(main, clock, random, delay_ms);
//   keeper.soon({partnership, activity, token});           // Oldest first, after the delay.
//   keeper.now({partnership, activity, token}, told);      // Before all others; told when durable.
//   keeper.forget(token);                                  // Sent or removed.
//
// Threads: any; the work is on one thread of its own, at a low priority.
// Does not: outlive a kill: what waited is asked for again when the cookie next comes.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/mutex.h"
#include "base/result.h"
#include "base/time.h"

namespace heed::store {
class Database;
}
namespace heed::platform {
class Clock;
class Random;
}  // namespace heed::platform

namespace heed::listen::inside {

constexpr std::size_t kCodeSymbols = 12;  // 60 bits, typed back by a person.

// The symbols of a draft's code, without hyphens: part of what its token is, so that it can be
// shown at once and nothing needs to be kept for it.
std::string code_symbols(std::string_view token);
Hash token_hash(std::string_view token);
// Where a draft is found by its code, and what opens its token then.
// Errors: internal (no memory).
struct StretchedCode {
  Hash look_up;
  std::array<std::byte, 32> token_key;
};
Result<StretchedCode> stretch_code(std::string_view symbols);

struct Uncoded {
  PartnershipId partnership;
  ActivityId activity;
  std::string token;
};

class CodeKeeper {
 public:
  using Told = std::function<void(Result<>)>;

  CodeKeeper(store::Database& main, const platform::Clock& clock, platform::Random& random,
             std::int64_t delay_ms);
  // Writes down what still waits, for at most limits::kCodesStopMs.
  ~CodeKeeper();
  CodeKeeper(const CodeKeeper&) = delete;
  CodeKeeper& operator=(const CodeKeeper&) = delete;

  // Done nothing when the draft waits already, or when too many wait.
  void soon(Uncoded draft);
  void now(Uncoded draft, Told told);
  void forget(std::string_view token);
  // The token of a draft whose code is not written down yet.
  std::optional<std::string> waiting(PartnershipId partnership, std::string_view symbols);
  std::size_t waiting();

 private:
  struct Waiting {
    Uncoded draft;
    TimeMs due;
    std::vector<Told> told;
  };
  void put(Uncoded draft, TimeMs due, Told told) REQUIRES_LOCK(mutex_);
  void run();
  bool one();  // False: none is due.
  Result<> write_down(const Uncoded& draft);

  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
  const std::int64_t delay_ms_;
  Mutex mutex_;
  Signal changed_;
  // By the code's symbols; `order_` may name some that were forgotten meanwhile.
  std::map<std::string, Waiting, std::less<>> waiting_ GUARDED_BY(mutex_);
  std::deque<std::string> order_ GUARDED_BY(mutex_);
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::thread thread_ GUARDED_BY(mutex_);
};

}  // namespace heed::listen::inside
