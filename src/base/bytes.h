// Bytes: octets that are not text. Hex in and out.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heed {

using Bytes = std::vector<std::byte>;
using BytesView = std::span<const std::byte>;
using Hash = std::array<std::byte, 32>;  // SHA-256.

inline BytesView as_bytes(std::string_view text) { return std::as_bytes(std::span(text)); }
inline std::string_view as_text(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string hex(BytesView bytes);
// Nothing when `text` is not an even number of hexadecimal digits.
std::optional<Bytes> from_hex(std::string_view text);

}  // namespace heed
