#include "text/inside/word_hashes.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <utility>

#include "text/inside/as_ascii.h"
#include "text/inside/random.h"
#include "text/tokens.h"

namespace heed::text {
namespace {

std::uint64_t eight_bytes(const char* from) {
  std::uint64_t out = 0;
  std::memcpy(&out, from, 8);
  return out;
}

std::uint64_t few_bytes(const char* from, std::size_t count) {
  std::uint64_t out = 0;
  std::memcpy(&out, from, count);
  return out;
}

// Eight bytes at a time; a byte stands for itself in each, so no sum may carry into the next.
constexpr std::uint64_t every(std::uint8_t byte) {
  return byte * std::uint64_t{0x0101010101010101};
}
constexpr std::uint64_t kHigh = every(0x80);

bool is_ascii(std::string_view text) {
  std::uint64_t high = 0;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) high |= eight_bytes(text.data() + at);
  high |= few_bytes(text.data() + at, text.size() - at);
  return (high & kHigh) == 0;
}

// The high bit of each byte that lies from `first` to `last`. Requires: ASCII.
constexpr std::uint64_t within(std::uint64_t bytes, char first, char last) {
  const auto from = static_cast<std::uint8_t>(0x80 - first);
  const auto past = static_cast<std::uint8_t>(0x7F - last);
  return (bytes + every(from)) & ~(bytes + every(past)) & kHigh;
}

// One bit for each of eight ASCII bytes that a word can have inside, the first byte's lowest.
std::uint64_t word_bits(std::uint64_t bytes) {
  const std::uint64_t high =
      within(bytes | every(0x20), 'a', 'z') | within(bytes, '0', '9') | within(bytes, '\'', '\'');
  return (high >> 7) * 0x0102040810204080u >> 56;
}

// tokenise() without its list, and sixty-four bytes at a look: comparing a million comments would
// cost twice as much. Told where each word begins and ends. Requires: ASCII.
template <class Use>
void for_each_ascii_word(std::string_view text, Use&& use) {
  constexpr std::size_t kNone = ~std::size_t{0};
  std::size_t open = kNone;  // Where a word began that has not ended.
  const auto word = [&](std::size_t begin, std::size_t end) {
    // An apostrophe is a word's inside it only.
    while (begin < end && text[begin] == '\'') ++begin;
    while (end > begin && text[end - 1] == '\'') --end;
    if (begin < end) use(begin, end);
  };
  for (std::size_t base = 0; base < text.size(); base += 64) {
    const std::size_t count = std::min<std::size_t>(text.size() - base, 64);
    std::uint64_t inside = 0;
    for (std::size_t at = 0; at < count; at += 8) {
      const char* from = text.data() + base + at;
      const std::uint64_t bytes = at + 8 <= count ? eight_bytes(from) : few_bytes(from, count - at);
      inside |= word_bits(bytes) << at;
    }
    // Where it turns from words to what is between them or back, the bit before taken over.
    std::uint64_t turns = inside ^ (inside << 1 | (open != kNone ? 1 : 0));
    for (; turns != 0; turns &= turns - 1) {
      const std::size_t at = base + static_cast<std::size_t>(std::countr_zero(turns));
      if (open == kNone) {
        open = at;
      } else {
        word(std::exchange(open, kNone), at);
      }
    }
  }
  if (open != kNone) word(open, text.size());
}

constexpr std::uint64_t kSmallBits = every(0x20);
constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15u;

std::uint64_t taken_in(std::uint64_t hash, std::uint64_t bytes) {
  hash = (hash ^ (bytes | kSmallBits)) * kOdd;
  return hash ^ hash >> 32;
}

// As hash_word. Requires: eight bytes can be read wherever the word goes on.
std::uint32_t hash_word_inside(const char* word, std::size_t size) {
  std::uint64_t hash = size;
  for (; size > 8; size -= 8, word += 8) hash = taken_in(hash, eight_bytes(word));
  const std::uint64_t last = eight_bytes(word) & ~std::uint64_t{0} >> 8 * (8 - size);
  return static_cast<std::uint32_t>(mix_bits(taken_in(hash, last)));
}

// The text, or what stands for it in `scratch`; none when ASCII has not its letters.
std::optional<std::string_view> ascii_of(std::string_view text, std::string& scratch) {
  if (is_ascii(text)) return text;
  if (as_ascii(text, scratch)) return scratch;
  return std::nullopt;
}

// Of text[begin, end), a word.
std::uint32_t hash_ascii_word(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t last = begin + (end - begin - 1) / 8 * 8;
  return last + 8 <= text.size() ? hash_word_inside(text.data() + begin, end - begin)
                                 : hash_word(text.substr(begin, end - begin));
}

// What stands before a word, where text[begin, end) is between it and the one before.
Gap ascii_gap(std::string_view text, std::size_t begin, std::size_t end) {
  Gap gap = Gap::none;
  for (std::size_t at = begin; at < end; ++at) {
    switch (text[at]) {
      case ',':
        gap = std::max(gap, Gap::comma);
        break;
      case '.':  // "2.30" goes on.
        if (at + 1 == end && text[end] != '\'') break;
        gap = Gap::sentence;
        break;
      case '!':
      case '?':
      case ';':
      case ':':
      case '\n':
      case '\r':
        gap = Gap::sentence;
        break;
      default:
        break;
    }
  }
  return gap;
}

}  // namespace

std::uint32_t hash_word(std::string_view word) {
  std::uint64_t hash = word.size();
  for (std::size_t at = 0; at < word.size(); at += 8) {
    hash = taken_in(hash, few_bytes(word.data() + at, std::min<std::size_t>(word.size() - at, 8)));
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
  std::string plain;
  for (const std::string_view text : texts) {
    if (const auto ascii = ascii_of(text, plain)) {
      for_each_ascii_word(*ascii, [&](std::size_t begin, std::size_t end) {
        out.words.push_back(hash_ascii_word(*ascii, begin, end));
      });
    } else {
      tokenise(text, tokens);
      for (const Token& token : tokens.list) out.words.push_back(hash_word(tokens.lowered(token)));
    }
    out.start.push_back(out.words.size());
  }
  return out;
}

void hash_words_of(std::string_view text, Tokens& scratch, std::vector<HashedWord>& out) {
  out.clear();
  const auto ascii = ascii_of(text, scratch.letters);
  if (!ascii) {
    tokenise(text, scratch);
    for (const Token& token : scratch.list) {
      const std::string_view lowered = scratch.lowered(token);
      out.push_back({hash_word(lowered), token.before, lowered.size() <= 1});
    }
    return;
  }
  std::size_t last_end = 0;
  for_each_ascii_word(*ascii, [&](std::size_t begin, std::size_t end) {
    const bool is_plain = begin == last_end + 1 && (*ascii)[last_end] == ' ';
    const Gap before = is_plain ? Gap::none : ascii_gap(*ascii, last_end, begin);
    out.push_back({hash_ascii_word(*ascii, begin, end), before, end - begin == 1});
    last_end = end;
  });
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
