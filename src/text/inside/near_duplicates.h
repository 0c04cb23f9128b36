// Texts that share runs of words, grouped.
#pragma once

#include <vector>

#include "text/inside/word_hashes.h"

namespace heed::text {

// For each text its group, or -1: groups of at least `members_least` texts, found by weighted label
// propagation over texts that share at least three fingerprints and a quarter of the shorter one's.
// Never connected components: one text that quotes two letters would make them one.
std::vector<int> near_duplicate_groups(const WordHashes& texts, std::size_t members_least);

// By the upper half of each, and stably.
void sort_by_upper_half(std::vector<std::uint64_t>& values);

}  // namespace heed::text
