// Open rows name nobody: properties over random people, and what a reader could do with the rest.
#include "disclosure/rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace heed::disclosure {
namespace {

using Row = std::vector<std::uint32_t>;

std::map<Row, std::size_t> counts(const std::vector<Row>& rows) {
  std::map<Row, std::size_t> all;
  for (const Row& row : rows) ++all[row];
  return all;
}

// Skewed, so that there are both crowds and people who stand alone.
std::vector<Row> people(std::mt19937& random, std::size_t many, std::size_t columns,
                        std::uint32_t values) {
  std::vector<Row> rows;
  for (std::size_t n = 0; n < many; ++n) {
    Row row;
    for (std::size_t c = 0; c < columns; ++c)
      row.push_back(std::min(static_cast<std::uint32_t>(random() % values),
                             static_cast<std::uint32_t>(random() % values)));
    rows.push_back(std::move(row));
  }
  return rows;
}

TEST(Rows, EveryRowStandsAtLeastEightTimesAndNobodyIsAddedOrLost) {
  for (unsigned seed = 0; seed < 400; ++seed) {
    std::mt19937 random(seed);
    const std::size_t many = random() % 300, columns = 1 + random() % 6;
    const auto rows = people(random, many, columns, 1 + static_cast<std::uint32_t>(random() % 6));
    const auto shown = disclose_rows(rows);
    ASSERT_EQ(shown.has_value(), many >= 8) << seed;
    if (!shown) continue;
    EXPECT_EQ(shown->rows().size(), many) << seed;
    EXPECT_TRUE(std::ranges::is_sorted(shown->rows())) << "in no order of arrival; seed " << seed;
    for (const auto& [row, count] : counts(shown->rows())) {
      EXPECT_GE(count, 8u) << "seed " << seed;
      // Nothing is made up: as many people at least have these values.
      const auto have = std::ranges::count_if(rows, [&, r = &row](const Row& whole) {
        return std::equal(r->begin(), r->end(), whole.begin());
      });
      EXPECT_GE(static_cast<std::size_t>(have), count) << "seed " << seed;
    }
  }
}

TEST(Rows, WhoIsAloneIsFoundByNoneOfTheirValues) {
  // One person of a value that nobody else has, in every column in turn.
  for (std::size_t column = 0; column < 4; ++column) {
    std::vector<Row> rows(100, Row(4, 1));
    rows[37][column] = 99;
    const auto shown = disclose_rows(rows);
    ASSERT_TRUE(shown);
    for (const Row& row : shown->rows()) EXPECT_EQ(std::ranges::count(row, 99u), 0);
  }
}

TEST(Rows, TheOrderInWhichPeopleCameMakesNoDifference) {
  std::mt19937 random(7);
  auto rows = people(random, 200, 4, 4);
  const auto before = disclose_rows(rows);
  std::ranges::shuffle(rows, random);
  EXPECT_EQ(disclose_rows(rows)->rows(), before->rows());
}

TEST(Rows, ACrowdKeepsAllItsColumns) {
  const auto shown = disclose_rows(std::vector<Row>(9, Row{1, 2, 3}));
  ASSERT_TRUE(shown);
  for (const Row& row : shown->rows()) EXPECT_EQ(row, (Row{1, 2, 3}));
  EXPECT_FALSE(disclose_rows({}));
}

}  // namespace
}  // namespace heed::disclosure
