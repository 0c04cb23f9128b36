// Exports: everything that was answered in an activity, as a file for a spreadsheet or a program,
// with the whole wording of each question and a dictionary of the columns.
//
//   const auto rows = TRY(exports.write(scope, activity, ExportFormat::csv, "Europe/London",
//                                       [&](std::string_view bytes) -> Result<> { … }));
//
// One row a response, a column or more for each question, chosen answers in words. The words are as
// staff read them: as they were sent, but for details that are covered. What was taken back is left
// out. JSON gives them exactly (docs/formats/export.md); in CSV a cell that a spreadsheet would run
// gets a ' in front; XLSX keeps text as text.
//
// Threads: any. Memory does not grow with the rows: they are read a few hundred at a time.
//
// Does not: give references (whoever holds one can follow it), anything of the identity store, or
// about-you answers beside what somebody said: those are only ever counted.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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
  std::string id;       // The same in every export: a name, or the question's id and its part.
  std::string heading;  // As in the file.
  std::string meaning;
  std::string values;                                           // What it may hold.
  std::vector<std::pair<std::string, std::string>> codes = {};  // What it may hold, by code.
  bool number = false;
};

class Exports {
 public:
  // An Error from it stops the export and is returned.
  using Sink = std::function<Result<>(std::string_view)>;
  explicit Exports(store::Database& main) : main_(main) {}

  // Need `export_data` and `read_text`. Errors: denied, not_found.
  Result<std::vector<ExportColumn>> dictionary(const Scope& scope, ActivityId activity);
  // Returns how many responses were written. Errors also: too_large (said) for XLSX.
  Result<std::int64_t> write(const Scope& scope, ActivityId activity, ExportFormat format,
                             std::string_view zone, const Sink& sink);
  // For anyone, as CSV: every answer that is chosen from a list, and about-you, counted through
  // disclosure; no row of anybody, no words. Needs `export_data`. Errors: closed (said) while
  // answers are still taken.
  Result<std::string> open_data(const Scope& scope, ActivityId activity);
  // For anyone, as CSV: one row a response of what was chosen, coarse and sorted, each as at least
  // limits::kSmallCount people have it (disclosure/rows.h). No words, nothing about-you. Needs and
  // errors as open_data; also invalid (said) when fewer answered.
  Result<std::string> open_rows(const Scope& scope, ActivityId activity);

 private:
  store::Database& main_;
};

}  // namespace heed::listen
