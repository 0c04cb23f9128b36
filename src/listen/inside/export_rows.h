// Responses on their way out: read a few hundred at a time, in the order they came.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"

namespace heed::store {
class Database;
}

namespace heed::listen::inside {

struct ExportRow {
  ResponseId id;
  std::string channel, grouping;
  std::optional<TimeMs> said;
  TimeMs received;
  bool may_quote = false;
  std::vector<std::string> answers;  // One for each question; empty when not answered.
};

// Every different wording that was answered, in the order first answered.
Result<std::vector<std::string>> export_questions(store::Database& main, PartnershipId partnership,
                                                  ActivityId activity);
// Counted responses only. `each` may refuse; the first error stops.
Result<std::int64_t> export_rows(store::Database& main, PartnershipId partnership,
                                 ActivityId activity, const std::vector<std::string>& questions,
                                 const std::function<Result<>(const ExportRow&)>& each);

}  // namespace heed::listen::inside
