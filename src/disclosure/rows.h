// DisclosedRows: rows of coarse values that name nobody, for open data. What comes out is
// k-anonymous over everything in it: each row as it is shown stands there at least k times.
//
//   const auto shown = disclose_rows(std::move(rows));      // nothing when there are fewer than k
//   for (const auto& row : shown->rows()) …                 // its first columns, the rest withheld
//
// A row loses its last column, then the one before, until k rows read alike; the first columns last
// longest. Rows that lose all stay, as empty ones, so that their number is the number of people;
// when fewer than k are empty others are emptied with them. They come out sorted: in no order of
// arrival.
//
// Threads: plain values, pure functions.
// Does not: make values coarse (months, not days; areas, not postcodes): who calls does. Nor take
// words or about-you answers, which are never rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/limits.h"

namespace heed::disclosure {

class DisclosedRows {
 public:
  // Each a value's number for its first columns; sorted.
  const std::vector<std::vector<std::uint32_t>>& rows() const { return rows_; }

 private:
  friend std::optional<DisclosedRows> disclose_rows(std::vector<std::vector<std::uint32_t>> rows,
                                                    std::size_t alike_min);
  DisclosedRows() = default;
  std::vector<std::vector<std::uint32_t>> rows_;
};

// Requires: rows of one length; alike_min > 0.
std::optional<DisclosedRows> disclose_rows(
    std::vector<std::vector<std::uint32_t>> rows,
    std::size_t alike_min = static_cast<std::size_t>(limits::kSmallCount));

}  // namespace heed::disclosure
