// Reference: what a person is given for what they sent, FM-XXXX-XXXX-C; and the private part that
// opens their own words. Grammar and vectors: docs/formats/reference.md.
//
//   const Reference reference = Reference::make("FM", random);   // show and store reference.text()
//   const auto typed = Reference::parse("fm 28t5 cy4g k");       // nothing when mistyped
//
// Threads: plain values.
// Does not: promise to be unique (40 bits); the unique index decides, and the caller draws again.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace heed::platform {
class Random;
}

namespace heed::record {

class Reference {
 public:
  // Requires: `prefix` is two capital letters.
  static Reference make(std::string_view prefix, platform::Random& random);
  static Reference from(std::string_view prefix, std::uint64_t forty_bits);
  // Tolerant of case, spaces, hyphens (also the typographic ones), O for 0, and I or L for 1.
  // Nothing when the check symbol disagrees: any one wrong symbol and any two exchanged are found.
  static std::optional<Reference> parse(std::string_view typed);

  const std::string& text() const { return text_; }
  friend bool operator==(const Reference&, const Reference&) = default;

 private:
  explicit Reference(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// 128 bits that only the person holds; 26 symbols in groups of four. Made by Keys::private_part.
class PrivatePart {
 public:
  static PrivatePart from(const std::array<std::byte, 16>& bytes) { return PrivatePart(bytes); }
  static std::optional<PrivatePart> parse(std::string_view typed);

  std::string text() const;  // "XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XX"
  Hash hash() const;         // What is stored: SHA-256("heed/private-hash/v1" ‖ the 16 bytes).
  BytesView bytes() const { return bytes_; }

 private:
  explicit PrivatePart(const std::array<std::byte, 16>& bytes) : bytes_(bytes) {}
  std::array<std::byte, 16> bytes_;
};

// Crockford base32 of other things (draft codes): five bits a symbol, most significant first, the
// last symbol filled with zero bits.
std::string base32(BytesView bytes);
// Only the symbols, folded (case, O, I, L), without spaces and hyphens. Nothing when another
// character is among them.
std::optional<std::string> fold_base32(std::string_view typed);

}  // namespace heed::record
