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
// Best by worth · √(likeness to all), none nearly the same as another. Rows of `rows`.
std::vector<std::size_t> choose_unlike(const Sparse& rows, std::span<const double> worth,
                                       std::size_t wanted);

struct Verdict {
  int right = 0;
  int wrong = 0;
  int missed = 0;
};
Quality bootstrapped(std::span<const Verdict> verdicts, std::uint64_t seed);

}  // namespace heed::text
