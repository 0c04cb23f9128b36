#include "base/text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace heed {
namespace {

// The code point at `at`, which moves on; U_SENTINEL-like negative for a bad byte.
UChar32 next(std::string_view text, std::int32_t& at) {
  UChar32 c = 0;
  U8_NEXT(text.data(), at, static_cast<std::int32_t>(text.size()), c);
  return c;
}

void append(std::string& out, UChar32 c) {
  char buffer[U8_MAX_LENGTH];
  std::int32_t n = 0;
  U8_APPEND_UNSAFE(buffer, n, c);
  out.append(buffer, static_cast<std::size_t>(n));
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  constexpr std::size_t kAtOnce = 32;
  std::size_t at = 0;
  while (at < bytes.size()) {
    // Most are ASCII, and are looked at many at once.
    unsigned char high = 0;
    if (at + kAtOnce <= bytes.size()) {
      for (std::size_t i = 0; i < kAtOnce; ++i) high |= static_cast<unsigned char>(bytes[at + i]);
      if (high < 0x80) {
        at += kAtOnce;
        continue;
      }
    }
    const std::size_t end = std::min(at + kAtOnce, bytes.size());
    while (at < end) {
      const std::string_view rest = bytes.substr(at, U8_MAX_LENGTH);
      std::int32_t used = 0;
      if (next(rest, used) < 0) return false;
      at += static_cast<std::size_t>(used);
    }
  }
  return true;
}

std::size_t char_count(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

Result<std::string> bounded_text(std::string_view typed, std::size_t chars_max) {
  if (!is_utf8(typed)) return refuse("This text is damaged: it is not valid UTF-8.");
  if (typed.find('\0') != std::string_view::npos)
    return refuse("This text holds a character that cannot be kept.");
  const std::size_t chars = char_count(typed);
  if (chars > chars_max)
    return refuse(fmt::format("This is {} characters long. The most is {}.", chars, chars_max),
                  ErrorKind::too_large);
  return std::string(typed);
}

std::string_view trimmed(std::string_view text) {
  const auto size = static_cast<std::int32_t>(text.size());
  std::int32_t start = 0;
  while (start < size) {
    std::int32_t after = start;
    const UChar32 c = next(text, after);
    if (c < 0 || !u_isUWhiteSpace(c)) break;
    start = after;
  }
  std::int32_t end = size;
  while (end > start) {
    std::int32_t before = end;
    UChar32 c = 0;
    U8_PREV(text.data(), start, before, c);
    if (c < 0 || !u_isUWhiteSpace(c)) break;
    end = before;
  }
  return text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start));
}

std::string lowered(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(text.size());) {
    const UChar32 c = next(text, at);
    append(out, c < 0 ? 0xFFFD : u_tolower(c));
  }
  return out;
}

std::string shortened(std::string_view text, std::size_t chars_max) {
  if (char_count(text) <= chars_max) return std::string(text);
  std::size_t chars = 0, cut = 0, space = 0;
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(text.size()) && chars < chars_max;) {
    const auto before = static_cast<std::size_t>(at);
    const UChar32 c = next(text, at);
    if (c >= 0 && u_isUWhiteSpace(c)) space = before;
    cut = static_cast<std::size_t>(at);
    ++chars;
  }
  if (space > cut / 2) cut = space;
  return std::string(trimmed(text.substr(0, cut))) + "…";
}

std::string made_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(bytes.size());) {
    const UChar32 c = next(bytes, at);
    append(out, c < 0 ? 0xFFFD : c);
  }
  return out;
}

}  // namespace heed
