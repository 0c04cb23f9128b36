// What a group stands for, and what everybody shares: Polis's tests on shares of votes.
#pragma once

#include <vector>

#include "text/opinions.h"

namespace heed::text {

// For one group: at most five statements, the one most agreed with first, then agreements before
// disagreements. `rest` are the tallies of all other groups together.
std::vector<Stand> stands_of(const std::vector<Tally>& group, const std::vector<Tally>& rest,
                             const std::vector<bool>& out);

// Over everybody's votes: at most five that people agree (or disagree) with.
std::vector<Stand> shared_by_all(const std::vector<Tally>& all, const std::vector<bool>& out,
                                 bool agree);

}  // namespace heed::text
