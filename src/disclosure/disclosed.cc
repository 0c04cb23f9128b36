#include "disclosure/disclosed.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/check.h"
#include "base/limits.h"
#include "disclosure/inside/reader.h"

namespace heed::disclosure {
namespace {

using limits::kRoundTo;
using limits::kSmallCount;

std::int64_t rounded(std::int64_t count) { return (count + kRoundTo / 2) / kRoundTo * kRoundTo; }
bool is_small(std::int64_t count) { return count > 0 && count < kSmallCount; }

Cell as_published(const inside::Number& number) {
  if (number.hidden) return Hidden{};
  return Shown{number.exact || number.count == 0 ? number.count : rounded(number.count)};
}

// The cheapest number whose hiding could widen what is possible for `gives_away`: the smallest
// shown one of its row and column, a cell before a margin of the same size; anywhere when those
// are all hidden. Zeros and the grand total stay. Nothing when there is none left.
std::optional<std::size_t> next_to_hide(const inside::Reader& reader, std::size_t gives_away) {
  for (const bool same_line_only : {true, false}) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < reader.numbers().size(); ++i) {
      const inside::Number& number = reader.numbers()[i];
      if (number.hidden || !number.published || number.exact || number.count == 0) continue;
      if (same_line_only && !reader.same_line(i, gives_away)) continue;
      // By what is published, so that the choice itself says no more than that.
      if (!best || rounded(number.count) < rounded(reader.numbers()[*best].count)) best = i;
    }
    if (best) return best;
  }
  return std::nullopt;
}

// Hides until nothing is given away. False when even hiding every number above zero is not enough.
bool hide_enough(inside::Reader& reader) {
  while (const auto gives_away = reader.given_away(limits::kHiddenValuesMin)) {
    const auto next = next_to_hide(reader, *gives_away);
    if (!next) return false;
    reader.hide(*next);
  }
  return true;
}

}  // namespace

Table Table::list(std::vector<std::string> labels, std::vector<std::int64_t> counts) {
  Table table;
  table.rows = std::move(labels);
  table.columns = {""};
  table.counts = std::move(counts);
  return table;
}

Table Table::ticks(std::vector<std::string> labels, std::vector<std::int64_t> counts,
                   std::int64_t people) {
  Table table = list(std::move(labels), std::move(counts));
  table.people = people;
  return table;
}

Table Table::crossed(std::vector<std::string> rows, std::vector<std::string> columns,
                     std::vector<std::int64_t> counts) {
  Table table;
  table.rows = std::move(rows);
  table.columns = std::move(columns);
  table.counts = std::move(counts);
  table.row_totals = true;
  table.column_totals = true;
  return table;
}

Cell disclose_total(std::int64_t people) {
  if (is_small(people)) return Hidden{};
  return Shown{people};
}

Disclosed disclose(const Table& table) {
  CHECK(table.counts.size() == table.rows.size() * table.columns.size());
  CHECK(std::ranges::all_of(table.counts, [](std::int64_t count) { return count >= 0; }));
  CHECK(!table.people || (!table.row_totals && !table.column_totals));
  const std::int64_t sum = std::accumulate(table.counts.begin(), table.counts.end(), 0ll);
  const std::int64_t people = table.people.value_or(sum);

  inside::Reader reader(table);
  bool withheld = is_small(people);
  // Where one person may stand in several cells there are no sums to do.
  if (!withheld && !table.people) withheld = !hide_enough(reader);

  Disclosed out;
  out.rows_ = table.rows;
  out.columns_ = table.columns;
  out.total_ = disclose_total(people);
  out.withheld_ = withheld;
  const auto publish = [&](std::size_t number) {
    return withheld ? Cell{Hidden{}} : as_published(reader.numbers()[number]);
  };
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      out.cells_.push_back(publish(reader.cell(row, column)));
    }
    if (!table.row_totals) continue;
    // The total of an only row is the grand total, and known as such.
    out.row_totals_.push_back(table.rows.size() == 1 ? out.total_ : publish(reader.row_total(row)));
  }
  for (std::size_t column = 0; table.column_totals && column < table.columns.size(); ++column) {
    out.column_totals_.push_back(table.columns.size() == 1 ? out.total_
                                                           : publish(reader.column_total(column)));
  }
  return out;
}

std::optional<int> Disclosed::percent(std::size_t row, std::size_t column) const {
  constexpr std::int64_t kBaseMin = 20;  // trust: no percentages of fewer people than this.
  const auto* total = std::get_if<Shown>(&total_);
  const auto* shown = std::get_if<Shown>(&cell(row, column));
  if (!total || !shown || total->value < kBaseMin) return std::nullopt;
  const std::int64_t percent = (shown->value * 200 + total->value) / (total->value * 2);
  return static_cast<int>(std::min<std::int64_t>(percent, 100));
}

std::string describe(const Cell& cell) {
  if (const auto* shown = std::get_if<Shown>(&cell)) return fmt::format("{}", shown->value);
  return "not shown, to protect people";
}

std::string describe_total(const Cell& total) {
  if (const auto* shown = std::get_if<Shown>(&total)) return fmt::format("{}", shown->value);
  return "fewer than 8 people";
}

}  // namespace heed::disclosure
