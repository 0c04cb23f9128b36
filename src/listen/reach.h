// Reach: who we have heard from, and who not: by channel, day, area, capacity and what people said
// about themselves.
//
//   const Reached reached = TRY(reach.reached(scope, activity, "Europe/London"));
//   for (const ReachPart& part : reached.parts) draw(part.heading, part.shown);
//
// Every part comes through disclosure. True counts stand beside only for those who may read the
// words, and never of what people said about themselves: that is kept apart from all they said, and
// a count of three beside three letters would join the two again.
// Threads: any.
// Does not: tell the public anything while answers are taken (DESIGN 7), or compare with a
// population it was not given (population.h). Who answers chose to, so a share of them is no
// estimate of anything; beside the population it shows whom to ask next.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "disclosure/disclosed.h"
#include "listen/population.h"

namespace heed::store {
class Database;
}

namespace heed::platform {
class Clock;
}
namespace heed::questions {
struct Question;
}

namespace heed::listen {
namespace inside {
struct ReachCounts;
}

// One row beside the population: both as whole per cents. Of those heard, only what disclosure let
// through, of those who said.
struct Beside {
  std::string row;
  std::optional<int> heard;  // Nothing: not shown, to protect people.
  double population = 0;     // Per cent, as its source gives it.
  bool less = false;         // Heard less than four fifths of their share.
};
struct BesidePopulation {
  std::string area;  // Empty: everywhere.
  std::string source, as_of;
  std::vector<Beside> rows;
};

struct ReachPart {
  enum class Of { channel, time, group, area, capacity, about };
  Of of = Of::channel;
  std::string heading;   // Of channel, time and group empty; else the whole wording asked.
  bool several = false;  // One person may stand in several rows.
  disclosure::Disclosed shown;
  std::optional<disclosure::Table> counts = {};  // As they are, where they may be seen.
  std::int64_t answered = 0;                     // 0 unless counts may be seen.
  // Rows that nobody stands in, and rows with so few that they are not shown; only where enough
  // answered to say so.
  std::vector<std::string> nobody = {}, few = {};
  std::optional<BesidePopulation> beside = {};  // Where the partnership has given a population.
};

struct Reached {
  disclosure::Cell all;
  std::vector<ReachPart> parts;
};

class Reach {
 public:
  Reach(store::Database& main, const platform::Clock& clock)
      : main_(main), clock_(clock), population_(main) {}

  // Needs `read_summary` while answers are taken. Errors: closed (said) for anybody else then.
  // Staff are told how it stands; anybody else how it stood when first read after closing, or since
  // staff changed what is counted (reach_counts.h), so that who takes back what was counted learns
  // no small number from what changes.
  Result<Reached> reached(const Scope& scope, ActivityId activity, std::string_view zone,
                          std::string_view language = "en");
  Population& population() { return population_; }

 private:
  Result<inside::ReachCounts> kept_counts(PartnershipId partnership, ActivityId activity,
                                          const std::vector<questions::Question>& asked);
  store::Database& main_;
  const platform::Clock& clock_;
  Population population_;
};

}  // namespace heed::listen
