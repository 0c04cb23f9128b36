// Population: how many people live in each area, and which share of them are of what age, ethnic
// group and so on, to stand beside who was heard (T-005).
//
//   TRY(population.set(scope, "census.csv", bytes));     // replaces all of it
//   population.csv(scope)                                // as it can be changed and loaded again
//
// Columns: area, characteristic, code, source, date, and share (per cent) or count. An empty area
// is everywhere. The characteristic is `people`, without a code, or a list of about-you codes, such
// as `age-band`. No number is Heed's own: staff choose the source, and it is named wherever one
// shows. Threads: any. Does not: hold anything of anybody who answered.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"

namespace heed::store {
class Database;
class Session;
}  // namespace heed::store

namespace heed::listen {

inline constexpr std::string_view kPeople = "people";  // The characteristic: how many live there.

struct PopulationRow {
  std::string area, characteristic, code;
  std::optional<std::int64_t> people;
  std::optional<std::int64_t> share_millionths;
  std::string source, as_of;
};

// Of one characteristic, in one area or over all of them.
struct Profile {
  std::string area;                      // Empty: everywhere.
  std::map<std::string, double> shares;  // By code, or by area for `people`: 0 to 1.
  std::string source, as_of;             // Several are joined by "; ".
};

class Population {
 public:
  explicit Population(store::Database& main) : main_(main) {}

  Result<std::vector<PopulationRow>> rows(const Scope& scope);
  Result<std::string> csv(const Scope& scope);
  // Replaces them all; nothing changes when one row is wrong. Needs `plan` or `configure`.
  // Errors: denied, invalid (said: one sentence, with the line).
  Result<> set(const Scope& scope, std::string_view file_name, std::string_view bytes);

  // Which areas have how large a share of everybody. Nothing without two areas.
  static Result<std::optional<Profile>> of_areas(store::Session& s, PartnershipId partnership);
  // In `area` if there is a profile of it, else everywhere. `code_list` may have its version.
  static Result<std::optional<Profile>> of(store::Session& s, PartnershipId partnership,
                                           std::string_view area, std::string_view code_list);

 private:
  store::Database& main_;
};

}  // namespace heed::listen
