// Drafts: answers kept page by page before they are sent, sealed under a token that only the
// person holds. They come back by the cookie, or by a short code and no e-mail.
//
//   const Started started = TRY(drafts.start(scope, activity));   // a token and a code
//   TRY(drafts.save(scope, started.token, answers));
//   const Draft again = TRY(drafts.by_code(scope, "7K4P-9DQ2-W0XY"));
//   drafts.keep_code(scope, started.token, told);  // Before saying that the code will last.
//
// A code works from the moment it is shown. What finds the draft by it after a restart is written
// down a little later, by a thread of its own (docs/decisions/0007-codes-after-a-delay.md).
// Threads: any; `told` runs on that thread or the caller's.
// Does not: outlive thirty days, or the sending of the answers.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/limits.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"
#include "questions/questionnaire.h"

namespace heed::store {
class Database;
}
namespace heed::platform {
class Clock;
class Random;
}  // namespace heed::platform

namespace heed::listen {
namespace inside {
class CodeKeeper;
}

struct Draft {
  ActivityId activity;
  PressKey press_key;  // Made with the draft, so that a retry from any device is one response.
  questions::Answers answers;
  TimeMs expires;
  std::string token;  // For the cookie.
  std::string code;   // To come back by, as it was first shown.
  ResponseId amends;  // What it takes the place of when it is sent (amend.h); null: it is new.
};

struct Started {
  std::string token;  // 43 characters; cookie only.
  std::string code;   // XXXX-XXXX-XXXX, shown to the person.
  PressKey press_key;
};

class Drafts {
 public:
  Drafts(store::Database& main, const platform::Clock& clock, platform::Random& random,
         std::int64_t code_delay_ms = limits::kCodeDelayMs);
  ~Drafts();  // Writes down the codes that wait, for a while.

  Result<Started> start(const Scope& scope, ActivityId activity);
  // From what was sent before. Requires: the private part of `amends` was shown.
  Result<Started> start(const Scope& scope, ActivityId activity, ResponseId amends,
                        const questions::Answers& answers);
  // Errors: not_found when the token opens no draft (expired, or sent).
  Result<> save(const Scope& scope, std::string_view token, const questions::Answers& answers);
  // The same for a draft as by_token() gave it, with other answers in it.
  Result<> save(const Scope& scope, const Draft& draft);
  Result<Draft> by_token(const Scope& scope, std::string_view token);
  // Tolerant of case, spaces and missing hyphens. Errors: not_found (said).
  Result<Draft> by_code(const Scope& scope, std::string_view code);
  // Writes the code down at once, so that it outlives the process; told when it is durable.
  // Told errors: not_found (as save), busy, storage.
  void keep_code(const Scope& scope, std::string_view token, std::function<void(Result<>)> told);
  // How many drafts' codes are not written down yet.
  std::size_t codes_waiting() const;
  Result<> remove(const Scope& scope, std::string_view token);
  // Deletes expired drafts; returns how many.
  Result<std::int64_t> sweep(const Scope& scope);

 private:
  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
  const std::unique_ptr<inside::CodeKeeper> codes_;
};

}  // namespace heed::listen
