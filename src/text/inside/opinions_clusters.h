// Grouping places on the plane: k-means as Polis has it, and how well groups stand apart.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "text/opinions.h"

namespace heed::text {

struct Clusters {
  std::vector<std::uint32_t> of;  // For each place.
  std::vector<Place> center;
};

// Starts from the first k places that differ; a center that loses all its places is dropped; stops
// when no center moves by 0.01, or after 100 rounds. `weights` may be empty: all weigh the same.
Clusters k_means(std::span<const Place> places, std::span<const double> weights, std::uint32_t k);

// Mean silhouette over all places; -1 when there is one group.
double silhouette(std::span<const Place> places, const Clusters& clusters);

}  // namespace heed::text
