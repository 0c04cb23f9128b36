// Promises: everything we said we would do, with its latest date; kept, late or varied in public.
//
//   TRY(promises.make(scope, {.words = "We will write again", .due = date, .owner = "Priya"}, me));
//   TRY(promises.keep(scope, id, seen_version, "We wrote to 214 people.", me));
//   speaks_of_the_past("The shuttle will start on 3 March 2026.", now, zone)  -> that sentence
//
// Threads: any.
// Does not: take a promise away. One that is varied says why, and its first date stays to be read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"

namespace heed::store {
class Database;
}
namespace heed::record {
class Record;
}
namespace heed::platform {
class Clock;
class Random;
}  // namespace heed::platform

namespace heed::act {

using PromiseId = Id<struct PromiseKind>;

enum class PromiseState { made, kept, late, varied };
std::string_view words_for(PromiseState state);

struct NewPromise {
  ActivityId activity;  // Null: not about one.
  std::string words;
  std::string set_off;  // What sets it off: "once the board has decided". May be empty.
  TimeMs due;           // The latest date.
  std::string owner;
};

struct PromiseStep {
  std::string kind;  // made, kept, varied, handed_over
  std::string words;
  TimeMs due;
  std::string person;
  TimeMs when;
};

struct Promise {
  PromiseId id;
  NewPromise details;
  PromiseState state = PromiseState::made;  // Late is seen from the date: nobody has to set it.
  std::int64_t days_late = 0;
  std::int64_t version = 1;
  std::uint64_t log_index = 0;
  std::vector<PromiseStep> steps;
};

class Promises {
 public:
  Promises(store::Database& main, record::Record& record, const platform::Clock& clock,
           platform::Random& random)
      : main_(main), record_(record), clock_(clock), random_(random) {}

  // These need `respond`. Errors: invalid (said), conflict (said).
  Result<PromiseId> make(const Scope& scope, const NewPromise& promise, std::string_view author);
  Result<> keep(const Scope& scope, PromiseId promise, std::int64_t seen_version,
                std::string_view how, std::string_view author);
  Result<> vary(const Scope& scope, PromiseId promise, std::int64_t seen_version, TimeMs due,
                std::string_view why, std::string_view author);
  // When somebody leaves or a body merges, the promise has an owner still.
  Result<> hand_over(const Scope& scope, PromiseId promise, std::int64_t seen_version,
                     std::string_view owner, std::string_view author);

  // For anyone, by latest date; late ones first.
  Result<std::vector<Promise>> promises(const Scope& scope);

 private:
  store::Database& main_;
  record::Record& record_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

// The sentences of `text` that speak of a past date as if it were to come. English.
std::vector<std::string> speaks_of_the_past(std::string_view text, TimeMs now,
                                            std::string_view zone);

}  // namespace heed::act
