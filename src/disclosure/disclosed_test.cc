#include "disclosure/disclosed.h"

#include <gtest/gtest.h>

#include <chrono>

namespace heed::disclosure {
namespace {

std::string line(const Disclosed& shown) {
  std::string out;
  for (std::size_t row = 0; row < shown.rows().size(); ++row) {
    for (std::size_t column = 0; column < shown.columns().size(); ++column) {
      const auto* value = std::get_if<Shown>(&shown.cell(row, column));
      out += value ? fmt::format("{} ", value->value) : "* ";
    }
    if (!shown.has_row_totals()) continue;
    const auto* value = std::get_if<Shown>(&shown.row_total(row));
    out += value ? fmt::format("= {}; ", value->value) : "= *; ";
  }
  return out + "of " + describe_total(shown.total());
}

std::string list(std::vector<std::int64_t> counts) {
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < counts.size(); ++i) labels.push_back(fmt::format("option {}", i));
  return line(disclose(Table::list(labels, std::move(counts))));
}

TEST(Disclosure, ShowsZeroHidesOneToSevenAndRoundsTheRest) {
  EXPECT_EQ(list({0, 3, 6, 8, 12, 13, 402}), "0 * * 10 10 15 400 of 444");
}

TEST(Disclosure, KeepsTheGrandTotalExactFromEight) {
  EXPECT_EQ(describe_total(disclose_total(8)), "8");
  EXPECT_EQ(describe_total(disclose_total(7)), "fewer than 8 people");
  EXPECT_EQ(describe_total(disclose_total(0)), "0");
  EXPECT_EQ(list({203, 210}), "205 210 of 413");
}

TEST(Disclosure, HidesASecondNumberWhenSubtractionWouldGiveTheFirstAway) {
  // 9 - [8..12] leaves 1 only; 15 - [13..17] leaves 1 or 2.
  EXPECT_EQ(list({1, 8}), "* * of 9");
  EXPECT_EQ(list({1, 14, 0}), "* * 0 of 15");
  // 403 - [398..402] leaves 1 to 5: enough.
  EXPECT_EQ(list({3, 400}), "* 400 of 403");
}

TEST(Disclosure, ShowsNothingAboutFewerThanEightPeopleNotEvenZeros) {
  EXPECT_EQ(list({1, 2, 0}), "* * * of fewer than 8 people");
  EXPECT_EQ(list({0, 0}), "0 0 of 0");
}

TEST(Disclosure, HidesAMarginThatWouldGiveACellAway) {
  const auto shown = disclose(Table::crossed({"a", "b"}, {"x", "y"}, {0, 7, 50, 43}));
  EXPECT_EQ(std::get_if<Shown>(&shown.cell(0, 1)), nullptr);
  EXPECT_EQ(std::get_if<Shown>(&shown.row_total(0)), nullptr);
}

TEST(Disclosure, TicksAreNotAddedUp) {
  const auto shown = disclose(Table::ticks({"bus", "car", "train"}, {40, 3, 9}, 41));
  EXPECT_EQ(line(shown), "40 * 10 of 41");
  EXPECT_EQ(line(disclose(Table::ticks({"bus", "car"}, {4, 3}, 4))), "* * of fewer than 8 people");
}

TEST(Disclosure, PercentagesComeFromTheNumberAsShown) {
  const auto shown = disclose(Table::list({"a", "b", "c"}, {51, 3, 46}));
  EXPECT_EQ(shown.percent(0), 50);
  EXPECT_EQ(shown.percent(1), std::nullopt);
  EXPECT_EQ(disclose(Table::list({"a", "b"}, {9, 10})).percent(0), std::nullopt);  // Under 20.
}

TEST(Disclosure, AThousandOptionsTakeLessThanASecond) {
  std::vector<std::int64_t> counts;
  std::vector<std::string> labels;
  for (std::int64_t i = 0; i < 1000; ++i) {
    counts.push_back(i % 23);
    labels.emplace_back("an area");
  }
  const auto began = std::chrono::steady_clock::now();
  const auto shown = disclose(Table::list(labels, counts));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  EXPECT_FALSE(shown.withheld());
  EXPECT_LT(took.count(), 1.0);
}

}  // namespace
}  // namespace heed::disclosure
