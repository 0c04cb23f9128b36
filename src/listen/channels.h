// Channels: what came by each, the rule for what came late, and the sample of paper forms that a
// second person enters again.
//
//   for (const ChannelLine& line : TRY(channels.lines(scope, activity))) …   // adds up, always
//   for (const Sheet& sheet : TRY(channels.sheets(scope, activity))) …
//   TRY(channels.enter_again(scope, sheet.response, typed));   // and what differs is settled
//
// received = counted + quarantined + withdrawn + late, in each channel and in all.
// Threads: any.
// Does not: take anything in (intake.h does); count heads at an event as responses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"
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

struct ChannelLine {
  std::string channel;
  std::int64_t received = 0, counted = 0, quarantined = 0, withdrawn = 0, late = 0;
  std::int64_t attended = 0;  // Heads at events: beside the responses, never among them.
};

enum class LateRule { received, posted };  // Which day decides.

struct Sheet {
  ResponseId response;
  std::string reference;
  std::int64_t number = 0;
  TimeMs entered;
  PersonId by;
  std::string state;  // wanted, same, differs, settled; '' outside the sample.
  std::int64_t differences = 0;
};

// One answer that two people typed differently from the same sheet.
struct Difference {
  QuestionId question;
  std::string first, second;  // As kept (questions/value.h).
};

class Channels {
 public:
  Channels(store::Database& main, record::Record& record, record::Keys& keys,
           const platform::Clock& clock, platform::Random& random)
      : main_(main), record_(record), keys_(keys), clock_(clock), random_(random) {}

  // True counts, the largest channel first. Needs `read_text`.
  Result<std::vector<ChannelLine>> lines(const Scope& scope, ActivityId activity);
  Result<LateRule> late_rule(const Scope& scope, ActivityId activity);
  // Needs `plan`.
  Result<> set_late_rule(const Scope& scope, ActivityId activity, LateRule rule);

  // Paper forms, newest first. Needs `bring_in`.
  Result<std::vector<Sheet>> sheets(const Scope& scope, ActivityId activity);
  // Also outside the sample: any sheet may be checked. Needs `bring_in`. Errors: not_found.
  Result<Sheet> sheet(const Scope& scope, ResponseId response);
  // What somebody else types from the same sheet, without having seen the first entry. What is
  // alike is done; what differs waits to be settled. Needs `bring_in`. Errors: denied (said) for
  // whoever entered it first; conflict (said) when it was entered again before.
  Result<std::vector<Difference>> enter_again(const Scope& scope, ResponseId response,
                                              const questions::Answers& second);
  Result<std::vector<Difference>> differences(const Scope& scope, ResponseId response);
  // What was entered first, about-you answers too. Needs `bring_in`. Errors: not_found (erased).
  Result<questions::Answers> first_entry(const Scope& scope, ResponseId response);
  // The differences are settled; where the first entry was wrong it was amended before (amend.h).
  Result<> settled(const Scope& scope, ResponseId response);

 private:
  store::Database& main_;
  record::Record& record_;
  record::Keys& keys_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::listen
