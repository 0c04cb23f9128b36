#include "disclosure/rows.h"

#include <algorithm>

#include "base/check.h"

namespace heed::disclosure {
namespace {

using Row = std::vector<std::uint32_t>;

// Runs of equal rows of `length`, shortened by one column where they are too few. Sorted before and
// after: a shorter row stands before the longer ones that begin with it.
void shorten(std::vector<Row>& rows, std::size_t length, std::size_t alike_min) {
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    while (end < rows.size() && rows[end] == rows[begin]) ++end;
    if (rows[begin].size() == length && end - begin < alike_min)
      for (std::size_t r = begin; r < end; ++r) rows[r].pop_back();
    begin = end;
  }
  std::ranges::sort(rows);
}

// The whole of the smallest run that is not empty: part of it would leave too few.
void empty_smallest(std::vector<Row>& rows) {
  std::size_t best = 0, best_size = 0;
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    while (end < rows.size() && rows[end] == rows[begin]) ++end;
    if (!rows[begin].empty() && (best_size == 0 || end - begin < best_size))
      best = begin, best_size = end - begin;
    begin = end;
  }
  for (std::size_t r = best; r < best + best_size; ++r) rows[r].clear();
  std::ranges::sort(rows);
}

std::size_t empty_count(const std::vector<Row>& rows) {
  return static_cast<std::size_t>(std::ranges::count_if(rows, &Row::empty));
}

}  // namespace

std::optional<DisclosedRows> disclose_rows(std::vector<Row> rows, std::size_t alike_min) {
  CHECK(alike_min > 0);
  if (rows.size() < alike_min) return std::nullopt;
  const std::size_t columns = rows.front().size();
  for (const Row& row : rows) CHECK(row.size() == columns);
  std::ranges::sort(rows);
  for (std::size_t length = columns; length > 0; --length) shorten(rows, length, alike_min);
  while (empty_count(rows) > 0 && empty_count(rows) < alike_min) empty_smallest(rows);
  DisclosedRows shown;
  shown.rows_ = std::move(rows);
  return shown;
}

}  // namespace heed::disclosure
