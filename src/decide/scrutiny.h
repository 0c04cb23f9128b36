// Scrutiny: what a council's health scrutiny committee was asked, by when, and what it said.
// The Local Authority (Public Health, HWB and Health Scrutiny) Regulations 2013, reg. 23: the two
// dates are given and published, and so is a change; a disagreement is notified and worked on.
//
//   const ScrutinyId item = TRY(scrutiny.start(scope, activity, {.authority = "Fenmere Council"}));
//   TRY(scrutiny.say(scope, item, ScrutinyKind::comment, "Run a shuttle.", true, "Leah Ward"));
//
// Threads: any.
// Does not: say what is substantial; change what a committee said (there is only adding).
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

namespace heed::store {
class Database;
}
namespace heed::platform {
class Clock;
class Random;
}  // namespace heed::platform

namespace heed::decide {

using ScrutinyId = Id<struct ScrutinyKindTag>;

enum class ScrutinyKind { view, dates, comment, recommendation, disagreement, step };
std::string_view name_of(ScrutinyKind kind);
std::optional<ScrutinyKind> scrutiny_kind_named(std::string_view name);
std::string_view words_for(ScrutinyKind kind);  // "We do not agree, and have said so"

struct NewScrutiny {
  std::string authority;  // The council.
  std::string committee;
  bool joint = false;  // Of several councils: once there is one, only it comments (reg. 30).
  std::optional<TimeMs> comments_due, decision_due;
};

struct ScrutinyEvent {
  ScrutinyKind kind = ScrutinyKind::comment;
  std::string words;
  bool by_council = false;
  std::string person;
  TimeMs said;
};

struct ScrutinyItem {
  ScrutinyId id;
  ActivityId activity;
  NewScrutiny details;
  std::optional<TimeMs> published;  // When the dates were made public.
  std::int64_t version = 1;
  std::vector<ScrutinyEvent> events;
};

class Scrutiny {
 public:
  Scrutiny(store::Database& main, const platform::Clock& clock, platform::Random& random)
      : main_(main), clock_(clock), random_(random) {}

  // These need `record_decision`. Errors: invalid (said).
  Result<ScrutinyId> start(const Scope& scope, ActivityId activity, const NewScrutiny& wanted);
  // A changed date is an event of its own, with why. Errors also: conflict (said).
  Result<> set_dates(const Scope& scope, ScrutinyId item, std::int64_t seen_version,
                     std::optional<TimeMs> comments_due, std::optional<TimeMs> decision_due,
                     std::string_view why, std::string_view author);
  Result<> publish_dates(const Scope& scope, ScrutinyId item);
  Result<> say(const Scope& scope, ScrutinyId item, ScrutinyKind kind, std::string_view words,
               bool by_council, std::string_view author);

  // For anyone; before its dates are public only with `read_summary`.
  Result<std::vector<ScrutinyItem>> items(const Scope& scope, ActivityId activity);

 private:
  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::decide
