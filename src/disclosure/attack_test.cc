// An attacker, written without a look at how disclose() decides: it reads what is published, knows
// the rules, and is even told which hidden numbers are small. HEED_SEED repeats a run.
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <set>

#include "disclosure/disclosed.h"

namespace heed::disclosure {
namespace {

struct Range {
  std::int64_t least;
  std::int64_t most;
  bool narrow(std::int64_t low, std::int64_t high) {
    const Range before = *this;
    least = std::max(least, low);
    most = std::min(most, high);
    return least != before.least || most != before.most;
  }
  std::int64_t width() const { return most - least + 1; }
};

constexpr std::int64_t kAny = 1'000'000;

// What one published number says.
Range said(const Cell& cell, std::int64_t truth, bool withheld) {
  if (const auto* shown = std::get_if<Shown>(&cell)) {
    if (shown->value == 0) return {0, 0};
    return {std::max<std::int64_t>(8, shown->value - 2), shown->value + 2};
  }
  if (withheld) return {0, kAny};
  return truth < 8 ? Range{1, 7} : Range{8, kAny};
}

// Numbers (cells, then row totals, then column totals) and the sums that tie them to each other.
struct Puzzle {
  std::vector<Range> ranges;
  std::vector<bool> hidden;
  std::vector<std::int64_t> truth;
  struct Sum {
    std::vector<std::size_t> parts;
    std::size_t whole;
  };
  std::vector<Sum> sums;
  std::size_t cells = 0;
};

Puzzle puzzle(const Table& table, const Disclosed& shown) {
  const std::size_t rows = table.rows.size();
  const std::size_t columns = table.columns.size();
  Puzzle out;
  out.cells = rows * columns;
  const auto add = [&](Range range, bool hidden, std::int64_t truth) {
    out.ranges.push_back(range);
    out.hidden.push_back(hidden);
    out.truth.push_back(truth);
    return out.ranges.size() - 1;
  };
  for (std::size_t i = 0; i < out.cells; ++i) {
    const Cell& cell = shown.cell(i / columns, i % columns);
    add(said(cell, table.counts[i], shown.withheld()), std::holds_alternative<Hidden>(cell),
        table.counts[i]);
  }
  Puzzle::Sum by_row;
  Puzzle::Sum by_column;
  for (std::size_t line = 0; line < rows + columns; ++line) {
    const bool is_row = line < rows;
    Puzzle::Sum sum;
    std::int64_t truth = 0;
    for (std::size_t i = 0; i < out.cells; ++i) {
      if ((is_row ? i / columns : i % columns + rows) != line) continue;
      sum.parts.push_back(i);
      truth += table.counts[i];
    }
    const Cell* margin = nullptr;
    if (is_row && shown.has_row_totals()) margin = &shown.row_total(line);
    if (!is_row && shown.has_column_totals()) margin = &shown.column_total(line - rows);
    sum.whole = margin ? add(said(*margin, truth, shown.withheld()),
                             std::holds_alternative<Hidden>(*margin), truth)
                       : add({0, kAny}, false, truth);
    out.sums.push_back(sum);
    (is_row ? by_row : by_column).parts.push_back(sum.whole);
  }
  std::int64_t all = 0;
  for (const std::int64_t count : table.counts) all += count;
  const auto* total = std::get_if<Shown>(&shown.total());
  const Range range = total ? Range{total->value, total->value} : Range{1, 7};
  by_row.whole = by_column.whole = add(range, !total, all);
  out.sums.push_back(by_row);
  out.sums.push_back(by_column);
  return out;
}

void propagate(Puzzle& puzzle) {
  for (bool narrowed = true; narrowed;) {
    narrowed = false;
    for (const auto& [parts, whole] : puzzle.sums) {
      Range sum{0, 0};
      for (const std::size_t part : parts) {
        sum.least += puzzle.ranges[part].least;
        sum.most += puzzle.ranges[part].most;
      }
      narrowed |= puzzle.ranges[whole].narrow(sum.least, sum.most);
      const Range total = puzzle.ranges[whole];
      for (const std::size_t part : parts) {
        Range& range = puzzle.ranges[part];
        narrowed |= range.narrow(total.least - (sum.most - range.most),
                                 total.most - (sum.least - range.least));
        if (narrowed) break;  // The sums changed: once more from the start.
      }
    }
  }
}

// Every table that fits, cell by cell, by brute force. Notes which values each number takes.
class Enumeration {
 public:
  explicit Enumeration(const Puzzle& puzzle)
      : puzzle_(puzzle), value_(puzzle.ranges.size()), seen_(puzzle.ranges.size()) {}
  // False when there are too many to try.
  bool run() {
    from(0);
    return tried_ < kTriesMax;
  }
  std::size_t values(std::size_t number) const { return seen_[number].size(); }

 private:
  static constexpr std::int64_t kTriesMax = 300'000;

  void from(std::size_t cell) {
    if (++tried_ >= kTriesMax) return;
    if (cell == puzzle_.cells) return note();
    for (std::int64_t v = puzzle_.ranges[cell].least; v <= puzzle_.ranges[cell].most; ++v) {
      value_[cell] = v;
      if (possible(cell + 1)) from(cell + 1);
      if (tried_ >= kTriesMax) return;
    }
  }
  bool possible(std::size_t decided) {
    for (const auto& [parts, whole] : puzzle_.sums) {
      if (parts.front() >= puzzle_.cells) continue;  // Margins to grand total: when complete.
      std::int64_t least = 0;
      std::int64_t most = 0;
      for (const std::size_t part : parts) {
        least += part < decided ? value_[part] : puzzle_.ranges[part].least;
        most += part < decided ? value_[part] : puzzle_.ranges[part].most;
      }
      if (most < puzzle_.ranges[whole].least || least > puzzle_.ranges[whole].most) return false;
    }
    return true;
  }
  void note() {
    for (const auto& [parts, whole] : puzzle_.sums) {
      value_[whole] = 0;
      for (const std::size_t part : parts) value_[whole] += value_[part];
      const Range& range = puzzle_.ranges[whole];
      if (value_[whole] < range.least || value_[whole] > range.most) return;
    }
    for (std::size_t i = 0; i < value_.size(); ++i) seen_[i].insert(value_[i]);
  }

  const Puzzle& puzzle_;
  std::vector<std::int64_t> value_;
  std::vector<std::set<std::int64_t>> seen_;
  std::int64_t tried_ = 0;
};

unsigned seed() {
  const char* given = std::getenv("HEED_SEED");
  const unsigned value = given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                               : static_cast<unsigned>(std::random_device{}());
  std::printf("HEED_SEED=%u repeats this run\n", value);
  return value;
}

Table random_table(std::mt19937& random) {
  const auto upto = [&](int most) { return static_cast<int>(random() % (most + 1u)); };
  const std::size_t rows = 1 + upto(6);
  const std::size_t columns = upto(1) == 0 ? 1 : 1 + upto(4);
  Table table;
  table.rows.resize(rows);
  table.columns.resize(columns);
  const int large = std::array{9, 16, 40, 400}[upto(3)];
  for (std::size_t i = 0; i < rows * columns; ++i) {
    const int shape = upto(3);
    table.counts.push_back(shape == 0 ? 0 : shape == 1 ? upto(8) : upto(large));
  }
  if (columns > 1) {
    table.row_totals = upto(1) == 1;
    table.column_totals = upto(1) == 1;
  }
  return table;
}

std::string written(const Table& table) {
  std::string out = fmt::format("{} columns, margins {} {}:", table.columns.size(),
                                table.row_totals, table.column_totals);
  for (const std::int64_t count : table.counts) out += fmt::format(" {}", count);
  return out;
}

TEST(Disclosure, AnAttackerCannotNarrowAHiddenNumberOfTenThousandTablesToFewerThanThree) {
  std::mt19937 random(seed());
  int hidden = 0;
  int enumerated = 0;
  int withheld = 0;
  for (int round = 0; round < 10'000; ++round) {
    const Table table = random_table(random);
    const Disclosed shown = disclose(table);
    Puzzle attack = puzzle(table, shown);
    propagate(attack);
    std::optional<Enumeration> all;
    if (table.counts.size() <= 6) {
      all.emplace(attack);
      if (!all->run()) all.reset();
    }
    enumerated += all ? 1 : 0;
    withheld += shown.withheld() ? 1 : 0;
    for (std::size_t i = 0; i < attack.ranges.size(); ++i) {
      const bool is_number = i < attack.cells || attack.hidden[i];
      if (!is_number) continue;
      if (!attack.hidden[i]) {
        ASSERT_FALSE(attack.truth[i] >= 1 && attack.truth[i] <= 7) << written(table);
        continue;
      }
      if (i >= attack.cells && attack.truth[i] >= 8) continue;  // A large margin is no secret.
      ++hidden;
      // The attack itself must be sound, or it proves nothing.
      ASSERT_LE(attack.ranges[i].least, attack.truth[i]) << written(table);
      ASSERT_GE(attack.ranges[i].most, attack.truth[i]) << written(table);
      ASSERT_GE(attack.ranges[i].width(), 3) << "number " << i << " of " << written(table);
      const std::size_t values = all ? all->values(i) : 3;
      ASSERT_GE(values, 3u) << "number " << i << " of " << written(table);
    }
  }
  std::printf("%d hidden numbers; %d tables tried exhaustively; %d withheld\n", hidden, enumerated,
              withheld);
  EXPECT_GT(hidden, 10'000);
  EXPECT_GT(enumerated, 1'000);
}

TEST(Disclosure, TheAttackDoesFindWhatIsGivenAway) {
  // As if nothing further were hidden: 9 people, 8 to 12 of them shown as 10.
  Puzzle careless;
  careless.cells = 2;
  careless.ranges = {{1, 7}, {8, 12}, {9, 9}};
  careless.sums = {{{0, 1}, 2}};
  propagate(careless);
  EXPECT_EQ(careless.ranges[0].width(), 1);
}

}  // namespace
}  // namespace heed::disclosure
