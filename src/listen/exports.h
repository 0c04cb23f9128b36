// Exports: everything that was said in an activity, as a file for a spreadsheet or a program, with
// the whole wording of each question and a dictionary of the columns.
//
//   const auto rows = TRY(exports.write(scope, activity, ExportFormat::csv, "Europe/London",
//                                       [&](std::string_view bytes) { file << bytes; }));
//
// The words are as they were sent, nothing masked; what was taken back is left out. Answers chosen
// from a list are not in it yet: only what was said in words. JSON
// gives them exactly (docs/formats/export.md); in CSV a cell that a spreadsheet would run gets a '
// in front; XLSX keeps text as text.
// Threads: any. Memory does not grow with the rows: they are read a few hundred at a time.
// Does not: give references (whoever holds one can follow it) or anything of the identity store.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"

namespace heed::store {
class Database;
}

namespace heed::listen {

enum class ExportFormat { csv, xlsx, json };
std::optional<ExportFormat> export_format_named(std::string_view name);

struct ExportColumn {
  std::string heading;  // As in the file.
  std::string meaning;
  std::string values;  // What it may hold.
};

class Exports {
 public:
  using Sink = std::function<void(std::string_view)>;
  explicit Exports(store::Database& main) : main_(main) {}

  // Need `export_data` and `read_text`. Errors: denied, not_found.
  Result<std::vector<ExportColumn>> dictionary(const Scope& scope, ActivityId activity);
  // Returns how many responses were written. Errors also: too_large (said) for XLSX.
  Result<std::int64_t> write(const Scope& scope, ActivityId activity, ExportFormat format,
                             std::string_view zone, const Sink& sink);
  // For anyone, as CSV: counts through disclosure and the quotes that were approved, in no order
  // that says who. Needs `export_data`.
  Result<std::string> open_data(const Scope& scope, ActivityId activity);

 private:
  store::Database& main_;
};

}  // namespace heed::listen
