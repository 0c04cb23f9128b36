#include "text/inside/word_hashes.h"

#include <algorithm>
#include <cstring>

#include "text/inside/random.h"
#include "text/tokens.h"

namespace heed::text {
namespace {

std::uint64_t eight_bytes(const char* from, std::size_t count) {
  std::uint64_t out = 0;
  std::memcpy(&out, from, count);
  return out;
}

bool is_ascii(std::string_view text) {
  std::uint64_t high = 0;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) high |= eight_bytes(text.data() + at, 8);
  high |= eight_bytes(text.data() + at, text.size() - at);
  return (high & 0x8080808080808080u) == 0;
}

constexpr std::array<bool, 128> ascii_letters() {
  std::array<bool, 128> out{};
  for (std::size_t c = 0; c < out.size(); ++c) {
    out[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
  return out;
}

// tokenise() without its list: half of what comparing a million comments would cost. Told where
// each word begins and ends.
template <class Use>
void for_each_ascii_word(std::string_view text, Use&& use) {
  static constexpr std::array<bool, 128> kLetters = ascii_letters();
  const auto is_letter = [&](std::size_t at) {
    return kLetters[static_cast<std::uint8_t>(text[at])];
  };
  for (std::size_t at = 0; at < text.size();) {
    if (!is_letter(at)) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    std::size_t end = at;
    for (; at < text.size() && (is_letter(at) || text[at] == '\''); ++at) {
      if (text[at] != '\'') end = at + 1;
    }
    use(begin, end);
  }
}

}  // namespace

std::uint32_t hash_word(std::string_view word) {
  constexpr std::uint64_t kSmall = 0x2020202020202020u;
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15u;
  std::uint64_t hash = word.size();
  for (std::size_t at = 0; at < word.size(); at += 8) {
    const std::size_t count = std::min<std::size_t>(word.size() - at, 8);
    hash = (hash ^ (eight_bytes(word.data() + at, count) | kSmall)) * kOdd;
    hash ^= hash >> 32;
  }
  return static_cast<std::uint32_t>(mix_bits(hash));
}

WordHashes hash_words(std::span<const std::string_view> texts) {
  constexpr std::size_t kBytesPerWord = 5;  // With the space; most have more.
  WordHashes out;
  out.start.reserve(texts.size() + 1);
  std::size_t bytes = 0;
  for (const std::string_view text : texts) bytes += text.size();
  out.words.reserve(bytes / kBytesPerWord);
  Tokens tokens;
  for (const std::string_view text : texts) {
    if (is_ascii(text)) {
      for_each_ascii_word(text, [&](std::size_t begin, std::size_t end) {
        out.words.push_back(hash_word(text.substr(begin, end - begin)));
      });
    } else {
      tokenise(text, tokens);
      for (const Token& token : tokens.list) out.words.push_back(hash_word(tokens.lowered(token)));
    }
    out.start.push_back(out.words.size());
  }
  return out;
}

void find_words(std::string_view text, Tokens& scratch,
                std::vector<std::pair<std::uint32_t, std::uint32_t>>& out) {
  out.clear();
  if (is_ascii(text)) {
    for_each_ascii_word(text, [&](std::size_t begin, std::size_t end) {
      out.emplace_back(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end));
    });
    return;
  }
  tokenise(text, scratch);
  for (const Token& token : scratch.list) out.emplace_back(token.begin, token.end);
}

}  // namespace heed::text
