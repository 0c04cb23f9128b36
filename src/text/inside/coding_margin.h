// A linear separator for each theme (squared hinge, by Newton's method), for sets of codes too
// large to keep an inverse of. All themes are solved side by side: their numbers lie together.
#pragma once

#include "text/inside/linear.h"

namespace heed::text {

// Weights columns x themes, where targets are rows x themes of 0 and 1.
Dense separate(const Sparse& rows, const Dense& targets, float penalty);
// rows x themes.
Dense scores_of(const Sparse& rows, const Dense& weights);

}  // namespace heed::text
