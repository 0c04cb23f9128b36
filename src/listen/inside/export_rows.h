// Responses on their way out: read a few hundred at a time, in the order they came.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "listen/inside/export_asked.h"
#include "questions/value.h"

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
  std::vector<questions::Value> answers;  // One for each place of `asked`.
};

// Counted responses only. `each` may refuse; the first error stops.
Result<std::int64_t> export_rows(store::Database& main, PartnershipId partnership,
                                 ActivityId activity, const ExportAsked& asked,
                                 const std::function<Result<>(const ExportRow&)>& each);

}  // namespace heed::listen::inside
