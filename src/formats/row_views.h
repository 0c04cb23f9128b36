// RowViews: rows of a delimited file as views into its text. Votes are ten times as many as
// responses, so no cell is copied unless it is quoted, and there is no most for rows or columns.
//
//   RowViews rows = TRY(RowViews::of(bytes));
//   while (TRY(rows.next())) use(rows.cells()[0], rows.line());
//
// Any encoding and delimiter that formats/csv_reader.h knows. The first row is the headings.
// Errors: invalid (said; names the line).
// Threads: one thread. Does not: check how many cells a row has.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace heed::formats {

class RowViews {
 public:
  static Result<RowViews> of(std::string bytes);
  // False at the end. Blank rows are passed over.
  Result<bool> next();
  std::span<const std::string_view> cells() const { return cells_; }
  std::size_t line() const { return row_line_; }
  double done() const;  // 0 to 1.

 private:
  Result<std::string_view> quoted_cell();

  std::string text_;
  char delimiter_ = ',';
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t row_line_ = 0;
  std::vector<std::string_view> cells_;
  std::deque<std::string> unquoted_;  // Cells of this row that could not be views.
};

}  // namespace heed::formats
