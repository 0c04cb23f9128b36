// Ward's tree over fine themes: which two are the cheapest to merge, again and again.
#pragma once

#include <span>
#include <vector>

#include "text/inside/linear.h"

namespace heed::text {

// For each row the number of its branch, 0..branches-1, when the tree is cut at `branches`.
std::vector<int> cut_tree(const Dense& centres, std::span<const double> weights, int branches);

}  // namespace heed::text
