// The register: everything that partners plan, hold and have held, and what somebody chose when
// another activity was like theirs (T-008, T-024, T-152).
//
//   const auto found = TRY(register.alike(scope, details));  // Before anything is saved.
//   const ActivityId id = TRY(register.plan(scope, {.details = details, .choices = …}, by));
//
// A draft beside one that is alike in all four facts (overlap.h) is saved only with a choice: it
// grew from that one, or goes on beside it for a reason. Or nothing is saved, and its planner asks
// to join the other.
// Threads: any.
// Does not: show of another's activity more than Listed has; show the public more than what one
// grew from.
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
#include "plan/overlap.h"

namespace heed::plan {

using JoinId = Id<struct JoinKind>;

enum class Relation : std::uint8_t { beside, grew_from };
std::string_view name_of(Relation relation);  // As stored.

struct Relating {
  ActivityId other;
  Relation relation = Relation::beside;
  std::string why;  // Needed to go on beside one that is close.
};
struct NewPlan {
  ActivityDetails details;
  std::vector<Relating> choices = {};
  std::string known = {};  // What is known already. Needed where one is close.
};

// One choice, seen from either activity.
struct Related {
  Listed other;
  Relation relation = Relation::beside;
  bool other_is_newer = false;
  std::string why;
  std::string facts;  // What was alike then: "topic,area,time".
  std::string by;
  TimeMs chosen;
};
struct Known {
  std::int64_t number = 0;  // From 1.
  std::string words, by;
  TimeMs written;
};
struct NewJoin {
  ActivityId activity;  // The one to join.
  std::string title;    // Of what is not planned after all.
  std::string organisation, contact;
  std::string wanted;  // What it would have asked, and why.
};
struct Join {
  NewJoin details;
  std::string by;
  TimeMs asked;
};

class Register {
 public:
  Register(store::Database& main, const platform::Clock& clock, platform::Random& random)
      : main_(main), clock_(clock), random_(random) {}

  // Need `read_summary`. Everything, by when it begins; those without a date last.
  Result<std::vector<Listed>> all(const Scope& scope);
  // Likest first (overlap.h).
  Result<std::vector<Alike>> alike(const Scope& scope, const ActivityDetails& planned);
  Result<std::vector<Related>> related(const Scope& scope, ActivityId activity);
  Result<std::vector<Known>> known(const Scope& scope, ActivityId activity);   // Newest first.
  Result<std::vector<Join>> joining(const Scope& scope, ActivityId activity);  // Newest first.

  // What it grew from, oldest first. For anyone: the public sees those that were open or published.
  Result<std::vector<Listed>> grew_from(const Scope& scope, ActivityId activity);

  // These need `plan`; `author` is the name of who is signed in. Errors: invalid (said).
  // plan: the draft with its choices and what is known, or none of it. Errors also: conflict (said)
  // when one that is close has no choice.
  Result<ActivityId> plan(const Scope& scope, const NewPlan& wanted, std::string_view author);
  // Later: that one grew from another. Errors also: not_found.
  Result<> relate(const Scope& scope, ActivityId activity, const Relating& choice,
                  std::string_view author);
  // Errors also: conflict (said) when the newest number is not `seen`.
  Result<> say_known(const Scope& scope, ActivityId activity, std::int64_t seen,
                     std::string_view words, std::string_view author);
  Result<> ask_to_join(const Scope& scope, const NewJoin& wanted, std::string_view author);

 private:
  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::plan
