// Which comments would teach most, and how good the proposals were on those that chance chose.
#pragma once

#include <span>
#include <vector>

#include "text/coding.h"
#include "text/inside/linear.h"

namespace heed::text {

// Cosines of a sparse row with each of some rows.
std::vector<float> cosines(const Sparse& row, const Sparse& rows);
// How unsure the themes are, those with few coded comments counting more.
double doubt(std::span<const float> probabilities, std::span<const double> positives);
// Those of `rows` by which the others are covered best: each is worth as much as it is liker to
// the nearest chosen or coded one than before, one by one (a submodular sum, so that is near the
// best). What is doubtful and like much else goes first; an outlier is like nothing, and a near
// copy adds nothing. Requires: `coded` has the columns of `rows`.
std::vector<std::size_t> choose_covering(const Sparse& rows, const Sparse& coded,
                                         std::span<const double> worth, std::size_t wanted);

struct Verdict {
  int right = 0;
  int wrong = 0;
  int missed = 0;
};
Quality bootstrapped(std::span<const Verdict> verdicts, std::uint64_t seed);

}  // namespace heed::text
