// Activities: each engagement exercise of the partnership, from a draft to an answer.
//
//   const ActivityId id = TRY(activities.add(scope, details));
//   TRY(activities.set_question(scope, id, "What would make it easier to see a GP?"));
//   TRY(activities.open(scope, id));
//
// States: draft -> open -> closed -> answered (domain: states). An imported survey goes from draft
// to closed when its responses arrive. Opening freezes the questionnaire.
// Threads: any.
// Does not: show a draft to the public; publish (decide does).
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

namespace heed::plan {

enum class ActivityKind { listening, survey, formal_consultation, workshop, co_design };
enum class ActivityState { draft, open, closed, answered };
std::string_view name_of(ActivityKind kind);  // As stored: "formal_consultation".
std::string_view name_of(ActivityState state);
std::optional<ActivityKind> kind_named(std::string_view name);

struct ActivityDetails {
  ActivityKind kind = ActivityKind::listening;
  std::string title;
  std::string purpose;  // What the answers will shape.
  std::string decided;  // What is already decided.
  std::string decider;  // Who decides.
  std::string owner_name;
  std::string contact;            // A phone number or address of the body, shown in public.
  std::optional<TimeMs> closes;   // The last instant that answers are taken.
  std::optional<TimeMs> hear_by;  // When people will hear what happened.
};

struct Activity {
  ActivityId id;
  ActivityState state = ActivityState::draft;
  ActivityDetails details;
  std::optional<TimeMs> opened, closed, published;
  std::string outcome;    // What happened, in one sentence.
  std::string not_heard;  // Who we did not hear from.
  std::string against;    // The strongest point against.
  std::int64_t version = 1;
  TimeMs created, changed;
};

class Activities {
 public:
  Activities(store::Database& main, const platform::Clock& clock, platform::Random& random)
      : main_(main), clock_(clock), random_(random) {}

  // Needs `plan`. Errors: denied, invalid (said), too_large (said).
  Result<ActivityId> add(const Scope& scope, const ActivityDetails& details);
  // Needs `plan`. Errors also: conflict (said) when `seen_version` is not the stored one.
  Result<> change(const Scope& scope, ActivityId id, std::int64_t seen_version,
                  const ActivityDetails& details);
  // What the public page says beside the answers. Needs `respond`.
  Result<> say_outcome(const Scope& scope, ActivityId id, std::int64_t seen_version,
                       std::string_view outcome, std::string_view not_heard,
                       std::string_view against);
  // One section with these long-text questions; replaces what was there. Needs `plan`, a draft.
  Result<> set_questions(const Scope& scope, ActivityId id,
                         const std::vector<std::string>& questions);
  // Needs `plan`. open: errors invalid (said) with what is missing. close: an open one.
  Result<> open(const Scope& scope, ActivityId id);
  Result<> close(const Scope& scope, ActivityId id);

  // Without `read_summary` (the public): open, closed with answers due, and answered ones only.
  Result<Activity> activity(const Scope& scope, ActivityId id);
  Result<std::vector<Activity>> list(const Scope& scope);
  // The newest version. Errors: not_found when nothing is asked yet.
  Result<questions::Questionnaire> questionnaire(const Scope& scope, ActivityId id);

 private:
  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

// True when an open activity still takes answers at `now`.
bool takes_answers(const Activity& activity, TimeMs now);

}  // namespace heed::plan
