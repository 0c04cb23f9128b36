// Workstreams: named pieces of work of an organisation. A finding is sent to one or more of them,
// and each says what it did with it (T-004).
//
//   const WorkstreamId buses = TRY(workstreams.add(
//       scope, {.organisation = "Fenmere Council", .name = "Bus contract", .lead = "Tom"},
//       "Priya"));
//   TRY(workstreams.send(scope, activity, finding, buses, "The contract is renewed in May.",
//   "Priya")); TRY(workstreams.say(scope, buses, finding, 0, Influence::changed, "A later bus.",
//   "Tom"));
//
// Threads: any.
// Does not: take an answer away: what was said before stays, with who said it and when.
#pragma once

#include <array>
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

namespace heed::act {

using WorkstreamId = Id<struct WorkstreamKind>;

struct NewWorkstream {
  std::string organisation, name;
  std::string lead;  // Who answers for it.
};
struct Workstream {
  WorkstreamId id;
  NewWorkstream details;
  std::optional<TimeMs> ended;
};

// What a workstream did with a finding; waiting until it has said.
enum class Influence { waiting, considered, changed, not_changed };
inline constexpr std::array kInfluences = {Influence::considered, Influence::changed,
                                           Influence::not_changed};
std::string_view name_of(Influence influence);
std::string_view words_for(Influence influence);
std::optional<Influence> influence_named(std::string_view name);

struct InfluenceSaid {
  std::int64_t number = 0;
  Influence influence = Influence::waiting;
  std::string words, by;
  TimeMs said;
};

struct SentTo {
  WorkstreamId workstream;
  FindingId finding;
  ActivityId activity;
  std::string organisation, name;  // The workstream's.
  std::string why, by;
  TimeMs sent;
  std::vector<InfluenceSaid> said;  // Newest first.
  Influence influence() const { return said.empty() ? Influence::waiting : said[0].influence; }
};

class Workstreams {
 public:
  Workstreams(store::Database& main, const platform::Clock& clock, platform::Random& random)
      : main_(main), clock_(clock), random_(random) {}

  // Need `respond`. Errors: invalid (said), conflict (said: there is one of that name already).
  Result<WorkstreamId> add(const Scope& scope, const NewWorkstream& workstream,
                           std::string_view author);
  // Nothing more is sent to it; what it did stays.
  Result<> end(const Scope& scope, WorkstreamId workstream);
  // For anyone, by organisation and name; ended ones too.
  Result<std::vector<Workstream>> all(const Scope& scope);

  // Need `respond`. send: errors invalid (said: no such finding here, it has ended), conflict
  // (said: sent before). say: `seen` is the newest number; errors invalid (said: no words),
  // conflict (said).
  Result<> send(const Scope& scope, ActivityId activity, FindingId finding, WorkstreamId workstream,
                std::string_view why, std::string_view author);
  Result<> say(const Scope& scope, WorkstreamId workstream, FindingId finding, std::int64_t seen,
               Influence influence, std::string_view words, std::string_view author);

  // Oldest first. Without `read_findings` only of activities whose answer is published.
  Result<std::vector<SentTo>> sent_from(const Scope& scope, ActivityId activity);
  Result<std::vector<SentTo>> sent_to(const Scope& scope, WorkstreamId workstream);

 private:
  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::act
