// Which comments show a theme best, and do not all say the same.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "text/inside/linear.h"

namespace heed::text {

struct QuoteCandidate {
  std::uint32_t document;
  std::uint32_t unit;   // Row of the clause that is in the theme.
  std::uint32_t words;  // Of the whole comment.
  float confidence;
  float closeness;  // To the theme's centre.
};

// Maximal marginal relevance. Comments of a readable length the engine is sure of come first;
// others only when there are too few of those.
std::vector<std::uint32_t> choose_quotes(const Dense& rows, std::vector<QuoteCandidate> candidates);

}  // namespace heed::text
