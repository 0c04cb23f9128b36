// Reader: what somebody who knows the rules and does the sums can work out from a table as it
// would be published.
//
//   Reader reader(table);
//   while (const auto number = reader.given_away(3)) reader.hide(...);
//
// Cells, row totals, column totals and the grand total are flows in a network (grand total -> rows
// -> columns -> grand total), and what is published bounds each flow. The true table is one flow
// within the bounds. A number can be one more exactly when the residual network has a way round
// through it, and since the bounds are whole, so are all values between the least and the most:
// counting a few steps up and down is exact, not an estimate.
//
// Threads: one thread at a time.
// Does not: choose what to hide.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "disclosure/disclosed.h"

namespace heed::disclosure::inside {

struct Number {
  std::int64_t count;
  bool published;       // Among the numbers of the table at all.
  bool exact = false;   // The grand total.
  bool hidden = false;  // Published as Hidden.
  std::size_t from;     // Nodes of the network.
  std::size_t to;
};

class Reader {
 public:
  // Hides what is small by itself.
  explicit Reader(const Table& table);

  const std::vector<Number>& numbers() const { return numbers_; }
  std::size_t cell(std::size_t row, std::size_t column) const { return row * columns_ + column; }
  std::size_t row_total(std::size_t row) const { return rows_ * columns_ + row; }
  std::size_t column_total(std::size_t column) const { return rows_ * columns_ + rows_ + column; }
  // Whether both are in one row or one column, totals included.
  bool same_line(std::size_t a, std::size_t b) const;

  void hide(std::size_t number) { numbers_[number].hidden = true; }
  // A hidden number that has fewer than `values_min` possible values. Nothing when all is well.
  std::optional<std::size_t> given_away(std::int64_t values_min) const;

 private:
  struct Bounds {
    std::int64_t least;
    std::int64_t most;
  };
  static Bounds bounds(const Number& number);
  std::int64_t steps(std::size_t number, bool up, std::int64_t steps_max) const;
  bool step(std::size_t number, bool up, std::vector<std::int64_t>& flow) const;

  std::size_t rows_;
  std::size_t columns_;
  std::vector<Number> numbers_;
  std::vector<std::vector<std::size_t>> at_node_;  // Numbers that begin or end there.
};

}  // namespace heed::disclosure::inside
