// Duties: which body owes which duty to involve people, from when until when, and where its
// constitution describes it. The register is shown to the public (T-124, T-129); each activity says
// which of them it serves (T-020).
//
//   const DutyId id = TRY(duties.add(scope, {.organisation = board, .name = "Duty to involve"},
//   by)); for (const Duty& each : TRY(duties.all(scope))) …  // For anyone.
//
// Laws change and bodies merge, so all of it is what staff wrote, with dates; nothing is built in.
// Threads: any.
// Does not: say what is lawful; remove a duty (it ends).
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
class Session;
}  // namespace heed::store
namespace heed::platform {
class Clock;
class Random;
}  // namespace heed::platform

namespace heed::plan {

struct ActivityDetails;

using DutyId = Id<struct DutyKind>;

struct NewDuty {
  OrganisationId organisation;
  std::string name;    // "Duty to involve the public"
  std::string source;  // The law or guidance it rests on.
  std::optional<TimeMs> starts = {};
  std::optional<TimeMs> ends = {};  // The last instant of it.
  std::string clause = {};          // Of the constitution: "Part 4, clause 4.2"
  std::string clause_link = {};     // An https address.
};
struct Duty {
  DutyId id;
  NewDuty details;
  std::string organisation_name;
  std::int64_t version = 1;
  std::string by;
  TimeMs changed;
  bool in_force(TimeMs at) const {
    return (!details.starts || *details.starts <= at) && (!details.ends || at <= *details.ends);
  }
};
// A body, and whether each of its activities must say which duty it serves (an NHS body).
struct DutyHolder {
  OrganisationId organisation;
  std::string name;
  bool must_say = false;
};

class Duties {
 public:
  Duties(store::Database& main, const platform::Clock& clock, platform::Random& random)
      : main_(main), clock_(clock), random_(random) {}

  // Need `plan`. Errors: invalid (said); change also conflict (said) when
  // `seen_version` is not the stored one. The organisation of a duty stays.
  Result<DutyId> add(const Scope& scope, const NewDuty& duty, std::string_view author);
  Result<> change(const Scope& scope, DutyId id, std::int64_t seen_version, const NewDuty& duty,
                  std::string_view author);
  // Errors: invalid (said: no such organisation).
  Result<> set_must_say(const Scope& scope, OrganisationId organisation, bool must_say,
                        std::string_view author);

  // For anyone: by organisation, then from when. Ended ones too.
  Result<std::vector<Duty>> all(const Scope& scope);
  // Every organisation that has not ended, by name. Needs `read_summary`.
  Result<std::vector<DutyHolder>> holders(const Scope& scope);

 private:
  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

// What an activity's own words say it serves: ids of its `duties`, none where it is voluntary or
// nobody has said.
std::vector<DutyId> duties_named(std::string_view stored);
// A sentence where its owner must say which duty it serves and it does not; empty otherwise.
// Errors: the store's.
Result<std::string> duty_missing(store::Session& s, PartnershipId partnership,
                                 const ActivityDetails& details);
// Errors: invalid (said) where that is so, or where it names what is not in the register.
Result<> check_served(store::Session& s, PartnershipId partnership, const ActivityDetails& details);

}  // namespace heed::plan
