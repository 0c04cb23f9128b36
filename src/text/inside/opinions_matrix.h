// The votes that count, as a sparse matrix by person and by statement.
#pragma once

#include <cstdint>
#include <vector>

#include "text/opinions.h"

namespace heed::text {

struct VoteMatrix {
  std::uint32_t rows = 0;
  std::uint32_t columns = 0;
  // By person: entries row_begin[r] .. row_begin[r + 1], statements ascending.
  std::vector<std::uint32_t> row_begin;
  std::vector<std::uint32_t> column;
  std::vector<std::int8_t> value;
  // By statement: positions in the entries above, people ascending.
  std::vector<std::uint32_t> column_begin;
  std::vector<std::uint32_t> entry;
  std::vector<std::uint32_t> entry_row;
  // When a person had cast enough votes to be let in: the vote's number. UINT32_MAX: never.
  std::vector<std::uint32_t> joined;
};

// `cast` counts every vote, the matrix keeps each person's last on a statement.
VoteMatrix vote_matrix(const OpinionVotes& votes, std::uint32_t votes_to_join,
                       std::vector<Tally>& cast);

void count(Tally& tally, std::int8_t value);

}  // namespace heed::text
