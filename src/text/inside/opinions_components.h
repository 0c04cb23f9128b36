// The two directions in which votes differ most: exact principal components of the centred matrix.
#pragma once

#include <vector>

#include "text/inside/opinions_matrix.h"

namespace heed::text {

// What a cast vote becomes when its statement's mean is taken off, in the order of the entries;
// a vote that was not cast is 0, and so is every vote on a statement that is out.
std::vector<double> centred(const VoteMatrix& matrix, const std::vector<bool>& out,
                            std::vector<double>& center);

// Fills `components` with two rows of unit length; zeros where there is no such direction.
void find_components(const VoteMatrix& matrix, const std::vector<double>& values, int threads,
                     std::vector<double> (&components)[2]);

}  // namespace heed::text
