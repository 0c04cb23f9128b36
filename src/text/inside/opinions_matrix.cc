#include "text/inside/opinions_matrix.h"

#include <algorithm>
#include <limits>

namespace heed::text {
namespace {

// Numbers of the votes, grouped by person, in the order they were cast.
std::vector<std::uint32_t> by_person(const OpinionVotes& votes, std::vector<std::uint32_t>& begin) {
  begin.assign(votes.participants + 1, 0);
  for (const Vote& vote : votes.votes) ++begin[vote.participant + 1];
  for (std::uint32_t p = 0; p < votes.participants; ++p) begin[p + 1] += begin[p];
  std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
  std::vector<std::uint32_t> order(votes.votes.size());
  for (std::uint32_t v = 0; v < votes.votes.size(); ++v)
    order[next[votes.votes[v].participant]++] = v;
  return order;
}

void add_columns(VoteMatrix& matrix) {
  matrix.column_begin.assign(matrix.columns + 1, 0);
  for (const std::uint32_t c : matrix.column) ++matrix.column_begin[c + 1];
  for (std::uint32_t c = 0; c < matrix.columns; ++c)
    matrix.column_begin[c + 1] += matrix.column_begin[c];
  std::vector<std::uint32_t> next(matrix.column_begin.begin(), matrix.column_begin.end() - 1);
  matrix.entry.resize(matrix.column.size());
  matrix.entry_row.resize(matrix.column.size());
  for (std::uint32_t r = 0; r < matrix.rows; ++r) {
    for (std::uint32_t e = matrix.row_begin[r]; e < matrix.row_begin[r + 1]; ++e) {
      const std::uint32_t at = next[matrix.column[e]]++;
      matrix.entry[at] = e;
      matrix.entry_row[at] = r;
    }
  }
}

}  // namespace

void count(Tally& tally, std::int8_t value) {
  ++(value > 0 ? tally.agree : value < 0 ? tally.disagree : tally.pass);
}

VoteMatrix vote_matrix(const OpinionVotes& votes, std::uint32_t votes_to_join,
                       std::vector<Tally>& cast) {
  VoteMatrix matrix{.rows = votes.participants, .columns = votes.statements};
  cast.assign(votes.statements, {});
  std::vector<std::uint32_t> begin;
  const std::vector<std::uint32_t> order = by_person(votes, begin);
  constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();
  matrix.joined.assign(votes.participants, kNever);
  matrix.row_begin.assign(1, 0);
  matrix.column.reserve(order.size());
  matrix.value.reserve(order.size());
  std::vector<std::uint32_t> seen_by(votes.statements, kNever);  // The last person who voted on it.
  std::vector<std::int8_t> says(votes.statements);
  for (std::uint32_t p = 0; p < votes.participants; ++p) {
    const std::uint32_t first = static_cast<std::uint32_t>(matrix.column.size());
    for (std::uint32_t i = begin[p]; i < begin[p + 1]; ++i) {
      const Vote& vote = votes.votes[order[i]];
      count(cast[vote.statement], vote.value);
      says[vote.statement] = vote.value;
      if (seen_by[vote.statement] == p) continue;
      seen_by[vote.statement] = p;
      matrix.column.push_back(vote.statement);
      if (matrix.column.size() - first == votes_to_join) matrix.joined[p] = order[i];
    }
    std::sort(matrix.column.begin() + first, matrix.column.end());
    for (std::size_t e = first; e < matrix.column.size(); ++e)
      matrix.value.push_back(says[matrix.column[e]]);
    matrix.row_begin.push_back(static_cast<std::uint32_t>(matrix.column.size()));
  }
  add_columns(matrix);
  return matrix;
}

}  // namespace heed::text
