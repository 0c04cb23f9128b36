#include "disclosure/inside/reader.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/limits.h"

namespace heed::disclosure::inside {
namespace {

using limits::kRoundTo;
using limits::kSmallCount;
constexpr std::int64_t kAny = std::numeric_limits<std::int64_t>::max() / 4;
constexpr std::size_t kNone = ~std::size_t{0};

}  // namespace

Reader::Reader(const Table& table) : rows_(table.rows.size()), columns_(table.columns.size()) {
  // Nodes: rows, then columns, then the two ends of the grand total.
  const std::size_t start = rows_ + columns_;
  const std::size_t end = start + 1;
  std::vector<std::int64_t> row_sums(rows_, 0);
  std::vector<std::int64_t> column_sums(columns_, 0);
  std::int64_t sum = 0;
  const auto add = [&](std::int64_t count, bool published, std::size_t from, std::size_t to) {
    const bool small = count > 0 && count < kSmallCount;
    numbers_.push_back({.count = count,
                        .published = published,
                        .hidden = published && small,
                        .from = from,
                        .to = to});
  };
  for (std::size_t row = 0; row < rows_; ++row) {
    for (std::size_t column = 0; column < columns_; ++column) {
      const std::int64_t count = table.counts[row * columns_ + column];
      add(count, true, row, rows_ + column);
      row_sums[row] += count;
      column_sums[column] += count;
      sum += count;
    }
  }
  // The total of an only row or column is the grand total over again.
  for (std::size_t row = 0; row < rows_; ++row) {
    add(row_sums[row], table.row_totals && rows_ > 1, start, row);
  }
  for (std::size_t column = 0; column < columns_; ++column) {
    add(column_sums[column], table.column_totals && columns_ > 1, rows_ + column, end);
  }
  add(sum, true, end, start);
  numbers_.back().exact = sum >= kSmallCount;

  at_node_.resize(end + 1);
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    at_node_[numbers_[i].from].push_back(i);
    at_node_[numbers_[i].to].push_back(i);
  }
}

bool Reader::same_line(std::size_t a, std::size_t b) const {
  const auto lines = [&](std::size_t number) {
    const std::size_t cells = rows_ * columns_;
    if (number < cells) return std::pair{number / columns_, number % columns_};
    if (number < cells + rows_) return std::pair{number - cells, kNone};
    return std::pair{kNone, number - cells - rows_};
  };
  const auto [row_a, column_a] = lines(a);
  const auto [row_b, column_b] = lines(b);
  return (row_a != kNone && row_a == row_b) || (column_a != kNone && column_a == column_b);
}

Reader::Bounds Reader::bounds(const Number& number) {
  if (!number.published) return {0, kAny};
  if (number.exact || number.count == 0) return {number.count, number.count};
  if (number.hidden) {
    return number.count < kSmallCount ? Bounds{1, kSmallCount - 1} : Bounds{kSmallCount, kAny};
  }
  const std::int64_t middle = (number.count + kRoundTo / 2) / kRoundTo * kRoundTo;
  return {std::max(kSmallCount, middle - kRoundTo / 2), middle + kRoundTo / 2};
}

// Sends one more (or one fewer) person through `number` and back round by the shortest way that
// the bounds allow.
bool Reader::step(std::size_t number, bool up, std::vector<std::int64_t>& flow) const {
  const Number& wanted = numbers_[number];
  const Bounds own = bounds(wanted);
  if (up ? flow[number] >= own.most : flow[number] <= own.least) return false;
  const std::size_t begin = up ? wanted.to : wanted.from;
  const std::size_t goal = up ? wanted.from : wanted.to;
  std::vector<std::size_t> came_by(at_node_.size(), kNone);
  std::vector<std::size_t> queue{begin};
  for (std::size_t next = 0; next < queue.size() && came_by[goal] == kNone; ++next) {
    const std::size_t node = queue[next];
    for (const std::size_t by : at_node_[node]) {
      if (by == number) continue;
      const bool forward = numbers_[by].from == node;
      const std::size_t other = forward ? numbers_[by].to : numbers_[by].from;
      if (other == begin || came_by[other] != kNone) continue;
      const Bounds limit = bounds(numbers_[by]);
      if (forward ? flow[by] >= limit.most : flow[by] <= limit.least) continue;
      came_by[other] = by;
      queue.push_back(other);
    }
  }
  if (came_by[goal] == kNone) return false;
  flow[number] += up ? 1 : -1;
  for (std::size_t node = goal; node != begin;) {
    const std::size_t by = came_by[node];
    const bool forward = numbers_[by].to == node;
    flow[by] += forward ? 1 : -1;
    node = forward ? numbers_[by].from : numbers_[by].to;
  }
  return true;
}

std::int64_t Reader::steps(std::size_t number, bool up, std::int64_t steps_max) const {
  std::vector<std::int64_t> flow;
  flow.reserve(numbers_.size());
  for (const Number& each : numbers_) flow.push_back(each.count);
  std::int64_t taken = 0;
  while (taken < steps_max && step(number, up, flow)) ++taken;
  return taken;
}

std::optional<std::size_t> Reader::given_away(std::int64_t values_min) const {
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    if (!numbers_[i].hidden) continue;
    // A margin of 8 or more that was hidden to protect a cell may itself be found out: it is no
    // small number (all of a table may stand in one row).
    if (i >= rows_ * columns_ && numbers_[i].count >= kSmallCount) continue;
    const std::int64_t up = steps(i, true, values_min - 1);
    if (up + 1 >= values_min) continue;
    if (up + 1 + steps(i, false, values_min - 1 - up) < values_min) return i;
  }
  return std::nullopt;
}

}  // namespace heed::disclosure::inside
