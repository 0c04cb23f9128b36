// How many counted responses gave each answer to a question: true counts, on their way to
// disclosure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "disclosure/disclosed.h"
#include "questions/kinds.h"

namespace heed::store {
class Session;
}

namespace heed::listen::inside {

struct Tally {
  std::int64_t answered = 0;                                          // Gave any answer to it.
  std::map<std::pair<std::string, std::string>, std::int64_t> picks;  // By item and code.
};

// About-you ones are counted by their parts alone.
Result<Tally> tally_of(store::Session& s, PartnershipId partnership, ActivityId activity,
                       const questions::Question& question);
// Counted responses of the activity.
Result<std::int64_t> counted(store::Session& s, PartnershipId partnership, ActivityId activity);

inline constexpr const char* kNotAnswered = "Not answered";  // The last row of each table.

struct TalliedTable {
  std::string heading;
  bool several = false;  // One person may stand in several rows.
  std::int64_t answered = 0;
  disclosure::Table table;  // Of `all` people; the last row is "Not answered".
};
std::vector<TalliedTable> tables_of(const questions::Question& question, const Tally& tally,
                                    std::int64_t all, std::string_view language);

}  // namespace heed::listen::inside
