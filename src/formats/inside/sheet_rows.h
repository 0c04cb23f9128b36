// SheetRows: collects cells in the order a sheet's XML has them, within bounds.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "formats/inside/format_limits.h"
#include "formats/table_in.h"

namespace heed::formats::inside {

class SheetRows {
 public:
  // Columns and rows count from 0. False when the sheet is more than we can take; why() says it.
  bool put(std::size_t row, std::size_t column, std::string text) {
    if (text.empty()) return true;
    if (column >= limits::kImportColumns) {
      why_ = fmt::format("Row {}: the sheet has more than {} columns.", row + 1,
                         limits::kImportColumns);
      return false;
    }
    bytes_ += text.size() + sizeof(std::string);
    if (bytes_ > kSheetTextBytes || rows_.size() > limits::kImportRows) {
      why_ = "The sheet holds more than can be read at once. Please split it.";
      return false;
    }
    if (rows_.empty() || rows_.back().line != row + 1) rows_.push_back({row + 1, {}});
    auto& cells = rows_.back().cells;
    if (cells.size() <= column) cells.resize(column + 1);
    cells[column] = std::move(text);
    return true;
  }
  const std::string& why() const { return why_; }
  std::vector<TableRow> take() { return std::move(rows_); }

 private:
  std::vector<TableRow> rows_;
  std::size_t bytes_ = 0;
  std::string why_;
};

}  // namespace heed::formats::inside
