// Ways to part the distinct clauses. Each is deterministic by its seed and runs on one thread, so
// that several can run side by side without changing any byte.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "text/inside/corpus.h"
#include "text/inside/linear.h"

namespace heed::text {

struct Partition {
  std::vector<int> part_of;  // By unit.
  int parts = 0;             // Every number below it is used.
};

// Brisk: half the work, and a little less of what people find is found. For some of very many
// comments, the rest of which are given to themes whatever the pace.
enum class Pace : std::uint8_t { careful, brisk };

// k-means++ on rows of about length one. Brisk: every fourth row finds where the centres are, and
// all then settle to them.
Partition k_means(const Dense& rows, std::span<const std::uint32_t> weights, int parts,
                  std::uint64_t seed, Pace pace);
// Gibbs sampling of a Dirichlet mixture, one theme a clause: finds its own number below `most`.
// Brisk: a clause that is next to certain of its part is looked at less often.
Partition gsdmm(const Corpus& corpus, int most, double beta, int sweeps, std::uint64_t seed,
                Pace pace);
// What several partitions agree on.
Partition consensus(std::span<const Partition> base, std::span<const std::uint32_t> weights,
                    int parts, std::uint64_t seed);
// Parts in order of first use, without the empty ones.
void number_densely(Partition& partition);

// Mean rows of each part, not scaled.
Dense centroids(const Dense& rows, std::span<const std::uint32_t> weights,
                const Partition& partition);

}  // namespace heed::text
