// Proposals for change, and what people judged of them: whether one is significant, so that formal
// consultation is needed, and whether a body's duty to involve applies.
//
//   const ServiceChangeId id = TRY(changes.open(scope, {.title = "One site for stroke beds", …},
//   by)); const auto number = TRY(changes.judge_significance(scope, id, 0, domains, by));
//   TRY(changes.settle(scope, id, About::significance, number, true, "", by));  // Confirmed.
//
// A judgement and the version of the proposal that it is of stay as they were; a later one is a new
// version (T-071).
// Threads: any.
// Does not: show any of it to the public; decide: a named person confirms what is suggested, or
// departs from it with a reason.
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
#include "plan/involvement.h"
#include "plan/significance.h"

namespace heed::store {
class Database;
class Session;
}  // namespace heed::store
namespace heed::platform {
class Clock;
class Random;
}  // namespace heed::platform

namespace heed::plan {

using ServiceChangeId = Id<struct ServiceChangeKind>;

// What it would be if it is substantial (T-065); whether it is, is judged.
enum class ChangeKind : std::uint8_t { substantial_development, substantial_variation };
inline constexpr ChangeKind kChangeKinds[] = {ChangeKind::substantial_development,
                                              ChangeKind::substantial_variation};
std::string_view name_of(ChangeKind kind);  // As stored.
std::string_view words_for(ChangeKind kind);
std::optional<ChangeKind> change_kind_named(std::string_view name);

struct NewServiceChange {
  std::optional<ChangeKind> kind = {};
  std::string title;
  std::string owner;         // The body whose proposal it is.
  std::string what;          // What changes.
  std::string for_whom;      // For whom, and where.
  ActivityId activity = {};  // Null: it belongs to none yet.
};
// One version of it; all stay.
struct ChangeVersion {
  std::int64_t number = 0;  // From 1.
  NewServiceChange details;
  std::string by;
  TimeMs written;
};

enum class About : std::uint8_t { significance, duty };
// "Significant" or "Not significant"; "The duty applies" or not.
std::string_view words_for(About about, bool yes);

// A suggestion that somebody confirmed or departed from.
struct Outcome {
  bool yes = false;  // Significant; the duty applies.
  std::string why;   // Why it departs from what was suggested.
  std::string by;
  TimeMs at;
};
struct Judgement {
  About about = About::significance;
  std::int64_t number = 0;            // Of this proposal and of what it is about, from 1.
  std::string holder;                 // Of a duty: the body that may owe it.
  std::int64_t change_number = 0;     // The version of the proposal that was judged.
  std::vector<DomainJudged> domains;  // Of significance.
  InvolvementJudged involvement;      // Of a duty.
  Suggestion suggestion;
  std::string by;
  TimeMs judged;
  std::optional<Outcome> outcome;
};

struct ServiceChange {
  ServiceChangeId id;
  std::vector<ChangeVersion> versions;  // Newest first; never empty.
  std::vector<Judgement> judgements;    // Newest first.
  std::string opened_by;
  TimeMs opened;
  std::optional<TimeMs> ended;
  std::string ended_why, ended_by;

  const NewServiceChange& now() const { return versions.front().details; }
  // The newest, of a duty the newest of this holder; null when nobody has judged it.
  const Judgement* newest(About about, std::string_view holder = "") const;
  std::vector<std::string> holders() const;  // Bodies whose duty was judged, in that order.
  // A judgement of what it says now, which somebody confirmed or departed from.
  bool settled(About about, std::string_view holder = "") const;
};

class ServiceChanges {
 public:
  ServiceChanges(store::Database& main, const platform::Clock& clock, platform::Random& random)
      : main_(main), clock_(clock), random_(random) {}

  // These need `plan`; `author` is the name of who is signed in. Errors: invalid (said); conflict
  // (said) when the newest number is not `seen`; closed (said) when it goes no further.
  Result<ServiceChangeId> open(const Scope& scope, const NewServiceChange& change,
                               std::string_view author);
  Result<> change(const Scope& scope, ServiceChangeId id, std::int64_t seen,
                  const NewServiceChange& change, std::string_view author);
  Result<> end(const Scope& scope, ServiceChangeId id, std::string_view why,
               std::string_view author);

  // The number of the judgement that was kept. `seen` is the newest one's, 0 for the first; of a
  // duty the newest of this `holder`.
  Result<std::int64_t> judge_significance(const Scope& scope, ServiceChangeId id, std::int64_t seen,
                                          const std::vector<DomainJudged>& judged,
                                          std::string_view author);
  Result<std::int64_t> judge_duty(const Scope& scope, ServiceChangeId id, std::int64_t seen,
                                  std::string_view holder, const InvolvementJudged& judged,
                                  std::string_view author);
  // Confirms what judgement `number` suggests, or departs from it: then `why` is needed. Once, and
  // only of the newest.
  Result<> settle(const Scope& scope, ServiceChangeId id, About about, std::int64_t number,
                  bool outcome, std::string_view why, std::string_view author);

  // Need `read_summary`. Those that go no further come last, then by when they last changed.
  Result<std::vector<ServiceChange>> all(const Scope& scope);
  Result<std::vector<ServiceChange>> of_activity(const Scope& scope, ActivityId activity);
  // Errors: not_found.
  Result<ServiceChange> one(const Scope& scope, ServiceChangeId id);

 private:
  struct NewJudgement;
  Result<std::int64_t> keep_judgement(const Scope& scope, ServiceChangeId id, std::int64_t seen,
                                      const NewJudgement& judgement, std::string_view author);
  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::plan
