// Disclosed: the only kind of count that a page, chart or export accepts. Raw counts go in as a
// Table; what comes out says nothing about any one person.
//
//   const Disclosed shown = disclose(Table::list({"Yes", "No"}, {412, 3}));
//   describe(shown.cell(0)) -> "410";  describe(shown.cell(1)) -> "not shown, to protect people"
//   describe(shown.total()) -> "415"   (exact from 8, else "fewer than 8 people")
//
// Rules (limits.h has the numbers): the grand total is exact from 8; other counts and totals are
// shown when 0, hidden when 1 to 7, else rounded to the nearest 5. Then more is hidden until every
// hidden cell, and every hidden total of 1 to 7, keeps at least 3 possible values for a reader who
// knows these rules and does the sums, even one who is told which hidden numbers are small.
// One to seven people in all, or no other way: all but the grand total is hidden, zeros too.
//
// Threads: plain values, pure functions.
// Does not: protect one table against another of the same people (publish one fixed set of tables),
// nor against a reader who runs this very code backwards over every table of a small total.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace heed::disclosure {

// True counts of people. Never shown as it is, except to staff who may read the text.
struct Table {
  std::vector<std::string> rows;     // Labels.
  std::vector<std::string> columns;  // Labels; one of them, empty, for a plain list.
  std::vector<std::int64_t> counts;  // Row by row: rows.size() * columns.size() of them, >= 0.
  bool row_totals = false;           // Publish the total of each row (never of a plain list).
  bool column_totals = false;        // Publish the total of each column.
  // How many people there are when one person may stand in several cells (tick all that apply).
  // Without it each person stands in exactly one, and the counts add up to the grand total.
  std::optional<std::int64_t> people;

  // Requires: as many labels as counts.
  static Table list(std::vector<std::string> labels, std::vector<std::int64_t> counts);
  // Tick all that apply, asked of so many people.
  static Table ticks(std::vector<std::string> labels, std::vector<std::int64_t> counts,
                     std::int64_t people);
  // Both margins published.
  static Table crossed(std::vector<std::string> rows, std::vector<std::string> columns,
                       std::vector<std::int64_t> counts);
};

struct Shown {
  std::int64_t value;  // 0, a multiple of 5, or the exact grand total.
  friend bool operator==(const Shown&, const Shown&) = default;
};
struct Hidden {  // A small number, or one that would give a small number away. Never which.
  friend bool operator==(const Hidden&, const Hidden&) = default;
};
using Cell = std::variant<Shown, Hidden>;

class Disclosed {
 public:
  const std::vector<std::string>& rows() const { return rows_; }
  const std::vector<std::string>& columns() const { return columns_; }
  const Cell& cell(std::size_t row, std::size_t column = 0) const {
    return cells_.at(row * columns_.size() + column);
  }
  // Hidden means "fewer than 8 people".
  const Cell& total() const { return total_; }
  bool has_row_totals() const { return !row_totals_.empty(); }
  bool has_column_totals() const { return !column_totals_.empty(); }
  // Requires: has_row_totals().
  const Cell& row_total(std::size_t row) const { return row_totals_.at(row); }
  // Requires: has_column_totals().
  const Cell& column_total(std::size_t column) const { return column_totals_.at(column); }
  // Nothing but the grand total is shown: say that once instead of a table of "not shown".
  bool withheld() const { return withheld_; }
  // Whole percent of the grand total, from the number as shown. Nothing when hidden, or when there
  // are fewer than 20 people in all.
  std::optional<int> percent(std::size_t row, std::size_t column = 0) const;

 private:
  friend Disclosed disclose(const Table& table);
  Disclosed() = default;

  std::vector<std::string> rows_;
  std::vector<std::string> columns_;
  std::vector<Cell> cells_;
  std::vector<Cell> row_totals_;
  std::vector<Cell> column_totals_;
  Cell total_ = Hidden{};
  bool withheld_ = false;
};

// Requires: rows * columns counts, none negative; no margins when `people` is given.
Disclosed disclose(const Table& table);
// A count that stands alone: exact from 8, "fewer than 8 people" below, 0 as 0.
Cell disclose_total(std::int64_t people);

// The number, or the words (msgids of words/) for what is hidden.
std::string describe(const Cell& cell);
std::string describe_total(const Cell& total);

}  // namespace heed::disclosure
