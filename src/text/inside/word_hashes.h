// Texts as the hashes of their words, one after another in one array: a tenth of what token lists
// take, and all that comparing texts needs.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "text/tokens.h"

namespace heed::text {

struct WordHashes {
  std::vector<std::uint32_t> words;
  std::vector<std::uint64_t> start{0};

  std::size_t texts() const { return start.size() - 1; }
  std::span<const std::uint32_t> of(std::size_t text) const {
    return std::span(words).subspan(start[text], start[text + 1] - start[text]);
  }
};

// Of a word in lower case, or of one in ASCII as it was written: the bit that tells capitals from
// small letters is set either way, and digits and apostrophes have it.
std::uint32_t hash_word(std::string_view word);

// Of the words that tokenise() gives.
WordHashes hash_words(std::span<const std::string_view> texts);

// Of one text, into `out`; `scratch` is used and left. A word of one letter or digit says so, for a
// hash cannot.
struct HashedWord {
  std::uint32_t hash;
  Gap before;
  bool is_single;
};
void hash_words_of(std::string_view text, Tokens& scratch, std::vector<HashedWord>& out);

// Where each of those words stands in the text: bytes [begin, end). `scratch` is used and left.
void find_words(std::string_view text, Tokens& scratch,
                std::vector<std::pair<std::uint32_t, std::uint32_t>>& out);

// A run of up to four words, their order counted.
inline std::uint32_t hash_run(std::span<const std::uint32_t> words) {
  constexpr std::array<std::uint64_t, 4> kOdd = {0x9E3779B97F4A7C15u, 0xBF58476D1CE4E5B9u,
                                                 0x94D049BB133111EBu, 0xD6E8FEB86659FD93u};
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < words.size(); ++i) sum += (words[i] + 1) * kOdd[i];
  return static_cast<std::uint32_t>(sum >> 32);
}

}  // namespace heed::text
