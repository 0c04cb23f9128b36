// Cbor: a value and its one deterministic encoding (RFC 8949 4.2.1), so that a digest of it means
// the same everywhere. docs/formats/payload.md has the vectors.
//
//   const Bytes bytes = Cbor::map({{"v", 1}, {"words", "More buses"}}).encode();
//   const Cbor again = TRY(Cbor::decode(bytes));
//
// Threads: a plain value.
// Does not: know floats or tags; decode anything that encode() would have written differently.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace heed::record {

class Cbor {
 public:
  using Array = std::vector<Cbor>;
  using Map = std::vector<std::pair<Cbor, Cbor>>;

  Cbor(std::nullptr_t) {}                                       // NOLINT: implicit, all of them
  Cbor(bool value) : held_(value) {}                            // NOLINT
  Cbor(int value) : held_(static_cast<std::int64_t>(value)) {}  // NOLINT
  Cbor(std::int64_t value) : held_(value) {}                    // NOLINT
  Cbor(const char* text) : held_(std::string(text)) {}          // NOLINT
  Cbor(std::string text) : held_(std::move(text)) {}            // NOLINT
  Cbor(std::string_view text) : held_(std::string(text)) {}     // NOLINT
  Cbor(Bytes bytes) : held_(std::move(bytes)) {}                // NOLINT
  Cbor(BytesView bytes) : held_(Bytes(bytes.begin(), bytes.end())) {}  // NOLINT
  Cbor(const Hash& hash) : Cbor(BytesView(hash)) {}                    // NOLINT
  static Cbor array(Array items) { return Cbor(Held(std::move(items))); }
  // In any order; encode() sorts. Requires: no key twice.
  static Cbor map(Map entries) { return Cbor(Held(std::move(entries))); }

  // Requires: text is valid UTF-8.
  Bytes encode() const;
  // Errors: invalid (not deterministic, not whole, nested deeper than 16, or unknown to Heed).
  static Result<Cbor> decode(BytesView bytes);

  // Null when this holds something else.
  const bool* boolean() const { return std::get_if<bool>(&held_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&held_); }
  const std::string* text() const { return std::get_if<std::string>(&held_); }
  const Bytes* bytes() const { return std::get_if<Bytes>(&held_); }
  const Array* items() const { return std::get_if<Array>(&held_); }
  const Map* entries() const { return std::get_if<Map>(&held_); }
  // The value under a text key of a map; null when there is none.
  const Cbor* find(std::string_view key) const;

 private:
  using Held = std::variant<std::monostate, bool, std::int64_t, std::string, Bytes, Array, Map>;
  explicit Cbor(Held held) : held_(std::move(held)) {}
  void write(Bytes& out) const;
  Held held_;
};

}  // namespace heed::record
