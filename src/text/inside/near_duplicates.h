// Texts that share runs of words, grouped.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace heed::text {

// `words[d]` are text d's words, each as a hash. Returns a group for each text, or -1: groups of at
// least `members_least` texts, found by weighted label propagation over texts that share at least
// three fingerprints and a quarter of the shorter one's. Never connected components: one text that
// quotes two letters would make them one.
std::vector<int> near_duplicate_groups(std::span<const std::vector<std::uint64_t>> words,
                                       std::size_t members_least);

// Hash of the `count` words from `at`.
std::uint64_t run_of_words(std::span<const std::uint64_t> words, std::size_t at, std::size_t count);

}  // namespace heed::text
