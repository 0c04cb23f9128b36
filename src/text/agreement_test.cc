#include "text/agreement.h"

#include <gtest/gtest.h>

namespace heed::text {
namespace {

TEST(Agreement, IsCohensOwnExampleOfTwoReadersOfFiftyProposals) {
  // 20 both yes, 5 and 10 one of them, 15 neither: 0.7 seen, 0.5 by chance, kappa 0.4.
  std::vector<Codes> first, second;
  const auto add = [&](int times, const Codes& a, const Codes& b) {
    for (int i = 0; i < times; ++i) {
      first.push_back(a);
      second.push_back(b);
    }
  };
  add(20, {0}, {0});
  add(5, {0}, {});
  add(10, {}, {0});
  add(15, {}, {});
  const Agreement both = agreement(first, second, 1);
  EXPECT_EQ(both.comments, 50u);
  EXPECT_NEAR(both.percent, 0.7, 1e-12);
  ASSERT_TRUE(both.kappa);
  EXPECT_NEAR(*both.kappa, 0.4, 1e-12);
  EXPECT_EQ(both.by_code[0].first_only, 5u);
  EXPECT_EQ(both.by_code[0].second_only, 10u);
  EXPECT_FALSE(both.kappa_single);  // Some have no code.
}

TEST(Agreement, OfPeopleWhoAgreeOnEverythingIsOne) {
  const std::vector<Codes> codes = {{0}, {1}, {2}, {1}};
  const Agreement both = agreement(codes, codes, 3);
  EXPECT_EQ(both.percent, 1);
  EXPECT_EQ(both.same_codes, 1);
  EXPECT_EQ(*both.kappa, 1);
  EXPECT_EQ(*both.kappa_single, 1);
}

TEST(Agreement, BeyondChanceIsNotSaidWhereChanceExplainsAll) {
  const std::vector<Codes> codes = {{0}, {0}, {0}};
  const Agreement both = agreement(codes, codes, 1);
  EXPECT_EQ(both.percent, 1);
  EXPECT_FALSE(both.kappa);
}

TEST(Agreement, OrderOfSeveralCodesDoesNotMatter) {
  const std::vector<Codes> first = {{0, 2}, {1}}, second = {{2, 0}, {}};
  const Agreement both = agreement(first, second, 3);
  EXPECT_EQ(both.same_codes, 0.5);
  EXPECT_EQ(both.by_code[1].first_only, 1u);
}

TEST(Agreement, OfNothingIsEmpty) { EXPECT_EQ(agreement({}, {}, 2).comments, 0u); }

}  // namespace
}  // namespace heed::text
