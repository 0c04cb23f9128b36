// ReachCounts: who was heard as true counts, before any language and before disclosure; and the
// same kept, so that the public is told one set of numbers after closing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "listen/inside/tally.h"

namespace heed::store {
class Session;
}

namespace heed::listen::inside {

struct ReachCounts {
  using Named = std::vector<std::pair<std::string, std::int64_t>>;  // Most first.
  std::int64_t all = 0;
  Named channels, groups;
  std::map<std::int64_t, std::int64_t> hours;  // Since 1970, UTC.
  std::map<QuestionId, Tally> questions;
};

// As they stand now; of questions that say who answered, not of what was said.
Result<ReachCounts> count_reach(store::Session& s, PartnershipId partnership, ActivityId activity,
                                const std::vector<questions::Question>& asked);

// What changes when staff bring in responses, count, set aside or withdraw one, or publish, and not
// when somebody takes back their own.
Result<std::string> basis_of(store::Session& s, PartnershipId partnership, ActivityId activity);

std::string write_counts(const ReachCounts& counts);
// Errors: storage (altered, or written by a newer Heed).
Result<ReachCounts> read_counts(std::string_view json);

}  // namespace heed::listen::inside
