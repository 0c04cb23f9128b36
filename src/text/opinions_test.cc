#include "text/opinions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <eigen3/Eigen/Eigenvalues>

#include "text/inside/random.h"

namespace heed::text {
namespace {

// Three camps that answer a third of the statements each their own way, some noise, some silence.
std::vector<Vote> three_camps(std::uint32_t people, std::uint32_t statements, double cast) {
  std::vector<Vote> votes;
  for (std::uint32_t p = 0; p < people; ++p) {
    for (std::uint32_t s = 0; s < statements; ++s) {
      const double draw = random_unit(1, p, s);
      if (draw > cast) continue;
      const bool own = s % 3 == p % 3;
      const double noise = random_unit(2, p, s);
      const int value = noise < 0.1 ? 0 : noise < 0.25 ? (own ? -1 : 1) : (own ? 1 : -1);
      votes.push_back({p, s, static_cast<std::int8_t>(value)});
    }
  }
  return votes;
}

Opinions groups_of(const std::vector<Vote>& votes, std::uint32_t people, std::uint32_t statements,
                   int threads = 1) {
  return opinion_groups({.participants = people, .statements = statements, .votes = votes},
                        {.threads = threads});
}

// The definition: uncast votes filled with their column's mean, centred, all of AᵀA solved.
Eigen::MatrixXd dense_vectors(const std::vector<Vote>& votes, std::uint32_t people,
                              std::uint32_t statements) {
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(1, statements), number = sum;
  Eigen::MatrixXd cast = Eigen::MatrixXd::Zero(people, statements), filled = cast;
  for (const Vote& vote : votes) {
    cast(vote.participant, vote.statement) = 1;
    filled(vote.participant, vote.statement) = vote.value;
    sum(0, vote.statement) += vote.value;
    number(0, vote.statement) += 1;
  }
  for (std::uint32_t s = 0; s < statements; ++s) {
    const double mean = number(0, s) > 0 ? sum(0, s) / number(0, s) : 0;
    for (std::uint32_t p = 0; p < people; ++p)
      filled(p, s) = (cast(p, s) > 0 ? filled(p, s) : mean) - mean;
  }
  return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(filled.transpose() * filled)
      .eigenvectors()
      .rightCols(2);
}

double cosine(const std::vector<double>& a, const Eigen::VectorXd& b) {
  double dot = 0, length = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    dot += a[i] * b[static_cast<Eigen::Index>(i)];
    length += a[i] * a[i];
  }
  return std::abs(dot) / std::sqrt(length) / b.norm();
}

TEST(Opinions, ComponentsFromCastVotesAloneAreThoseOfTheWholeMatrix) {
  // Few votes a person, then many: the two ways to multiply must agree with the definition.
  for (const double cast : {0.2, 1.0}) {
    const std::uint32_t people = 300, statements = cast == 1.0 ? 260 : 40;
    const std::vector<Vote> votes = three_camps(people, statements, cast);
    const Opinions found = groups_of(votes, people, statements);
    const Eigen::MatrixXd dense = dense_vectors(votes, people, statements);
    EXPECT_GE(cosine(found.components[0], dense.col(1)), 0.999999999) << cast;
    EXPECT_GE(cosine(found.components[1], dense.col(0)), 0.999999999) << cast;
  }
}

TEST(Opinions, OneThreadAndTwoGiveTheSameBits) {
  const std::vector<Vote> votes = three_camps(5000, 300, 1.0);
  const Opinions one = groups_of(votes, 5000, 300, 1), two = groups_of(votes, 5000, 300, 2);
  EXPECT_EQ(one.components[0], two.components[0]);
  EXPECT_EQ(one.components[1], two.components[1]);
  EXPECT_EQ(one.group_of, two.group_of);
}

TEST(Opinions, FindsTheCampsAndWhatEachStandsFor) {
  const std::vector<Vote> votes = three_camps(600, 30, 0.6);
  const Opinions found = groups_of(votes, 600, 30);
  ASSERT_EQ(found.groups.size(), 3u);
  for (const std::vector<std::uint32_t>& group : found.groups) {
    std::array<std::size_t, 3> camps = {};
    for (const std::uint32_t p : group) ++camps[p % 3];
    EXPECT_GE(*std::max_element(camps.begin(), camps.end()), group.size() * 95 / 100);
    const std::size_t g = static_cast<std::size_t>(&group - found.groups.data());
    const std::uint32_t camp =
        static_cast<std::uint32_t>(std::max_element(camps.begin(), camps.end()) - camps.begin());
    ASSERT_FALSE(found.representative[g].empty());
    EXPECT_LE(found.representative[g].size(), 5u);
    EXPECT_TRUE(found.representative[g][0].agree);
    EXPECT_EQ(found.representative[g][0].statement % 3, camp);
  }
}

TEST(Opinions, TheLastVoteCountsAndEveryVoteIsTallied) {
  const std::vector<Vote> votes = {{0, 0, 1}, {1, 0, 1}, {0, 0, -1}, {0, 1, 0}};
  const Opinions found = groups_of(votes, 2, 2);
  EXPECT_EQ(found.tally[0].agree, 1u);
  EXPECT_EQ(found.tally[0].disagree, 1u);
  EXPECT_EQ(found.cast[0].agree, 2u);
  EXPECT_EQ(found.cast[0].seen(), 3u);
  EXPECT_EQ(found.center[0], 0.0);
  EXPECT_EQ(found.tally[1].pass, 1u);
}

TEST(Opinions, AStatementThatIsOutMovesNobody) {
  std::vector<Vote> votes = three_camps(90, 12, 0.9);
  OpinionVotes in{.participants = 90, .statements = 12, .votes = votes};
  in.moderated_out.assign(12, false);
  in.moderated_out[4] = true;
  const Opinions found = opinion_groups(in);
  EXPECT_EQ(found.center[4], 0);
  EXPECT_EQ(found.components[0][4], 0);
  for (const auto& stands : found.representative)
    for (const Stand& stand : stands) EXPECT_NE(stand.statement, 4u);
  EXPECT_GT(found.tally[4].seen(), 0u);  // Its votes are still counted.
}

TEST(Opinions, NoVotesOneVoteAndNoDisagreementAreAnswered) {
  EXPECT_TRUE(groups_of({}, 0, 0).groups.empty());
  EXPECT_TRUE(groups_of({}, 3, 2).groups.empty());
  EXPECT_EQ(groups_of({{0, 0, 1}}, 1, 1).groups.size(), 1u);
  std::vector<Vote> same;
  for (std::uint32_t p = 0; p < 40; ++p)
    for (std::uint32_t s = 0; s < 9; ++s) same.push_back({p, s, 1});
  const Opinions found = groups_of(same, 40, 9);
  EXPECT_EQ(found.groups.size(), 1u);
  EXPECT_EQ(found.all_agree.size(), 5u);
  for (const double c : found.components[0]) EXPECT_EQ(c, 0);
}

TEST(Opinions, CancelsWhenAsked) {
  const std::vector<Vote> votes = three_camps(30, 9, 1);
  OpinionOptions options;
  options.progress = [](double) { return false; };
  const Opinions found =
      opinion_groups({.participants = 30, .statements = 9, .votes = votes}, options);
  EXPECT_TRUE(found.cancelled);
  EXPECT_TRUE(found.groups.empty());
}

// Polis's published tests, by hand: 10 of 10 agree in the group, 3 of 8 outside.
TEST(Opinions, TestsAreThoseOnThePage) {
  std::vector<Vote> votes;
  for (std::uint32_t p = 0; p < 18; ++p) {
    const bool in = p < 10;
    for (std::uint32_t s = 1; s < 8; ++s)
      votes.push_back({p, s, static_cast<std::int8_t>(in ? 1 : -1)});
    if (in || p - 10 < 8) votes.push_back({p, 0, static_cast<std::int8_t>(in || p < 13 ? 1 : -1)});
  }
  const Opinions found = groups_of(votes, 18, 8);
  ASSERT_EQ(found.groups.size(), 2u);
  const std::size_t g = static_cast<std::size_t>(found.group_of[0]);
  for (const Stand& stand : found.representative[g]) {
    if (stand.statement != 0) continue;
    EXPECT_DOUBLE_EQ(stand.share, 11.0 / 12);
    EXPECT_DOUBLE_EQ(stand.share_test, 2 * std::sqrt(11.0) * 0.5);
    EXPECT_DOUBLE_EQ(stand.against_rest, (11.0 / 12) / (4.0 / 10));
  }
  EXPECT_DOUBLE_EQ(found.consensus[0], (11.0 / 12) * (4.0 / 10));
}

}  // namespace
}  // namespace heed::text
