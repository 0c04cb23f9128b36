// Intake: takes a checked response and gives a reference that outlives a power cut.
//
//   TRY(intake.accept(activity, std::move(response), [reply](Result<Receipt> kept) { … }));
//
// A receipt is a promise: `done` gets one only after the transaction that holds press key, sealed
// response, log leaf and outbox rows is durable. Pressing Send twice is one response: the same
// press key gives the same receipt.
// Threads: accept() from any thread; returns at once. `done` runs on a store thread.
// Does not: judge content (questions did); tell anyone (act will).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"
#include "listen/arrival.h"
#include "questions/questionnaire.h"

namespace heed::store {
class Database;
class Session;
}  // namespace heed::store
namespace heed::platform {
class Clock;
class Random;
}  // namespace heed::platform
namespace heed::record {
class Record;
class Keys;
}  // namespace heed::record

namespace heed::listen {

struct Receipt {
  std::string reference;     // FM-XXXX-XXXX-C
  std::string private_part;  // Shown for fifteen minutes, to whoever holds the press key.
  std::uint64_t log_index = 0;
  bool late = false;     // Kept, and waits for somebody to accept it or leave it out.
  bool changed = false;  // It took the place of what was sent before (amend.h).
};

class Intake {
 public:
  Intake(store::Database& main, record::Record& record, record::Keys& keys,
         const platform::Clock& clock, platform::Random& random)
      : main_(main), record_(record), keys_(keys), clock_(clock), random_(random) {}

  // Errors, returned or told: busy (nothing kept; ask again), closed (said), storage, disk_full.
  Result<> accept(const Scope& scope, ActivityId activity, questions::CheckedResponse response,
                  std::string_view channel, std::function<void(Result<Receipt>)> done);
  // The same from the public form, with what the person said about their words.
  Result<> accept(const Scope& scope, ActivityId activity, questions::CheckedResponse response,
                  const OfWords& of_words, std::function<void(Result<Receipt>)> done);
  // The same for what a member of staff enters: also after closing, until reading starts, and what
  // reached us too late by the activity's rule is kept as late. Needs `bring_in`.
  Result<> accept(const Scope& scope, ActivityId activity, questions::CheckedResponse response,
                  const Arrival& arrival, std::function<void(Result<Receipt>)> done);
  // The receipt of a press key that was kept, within fifteen minutes of sending; after that the
  // private part is empty. Errors: not_found.
  Result<Receipt> receipt(const Scope& scope, ActivityId activity, PressKey press_key);

 private:
  Result<> keep(const Scope& scope, ActivityId activity, questions::CheckedResponse response,
                const Arrival& arrival, const OfWords& of_words,
                std::function<void(Result<Receipt>)> done);
  store::Database& main_;
  record::Record& record_;
  record::Keys& keys_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::listen
