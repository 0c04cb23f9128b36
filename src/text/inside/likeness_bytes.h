// Plain values to bytes and back, little-endian as the machines that Heed runs on are.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace heed::text {

static_assert(std::endian::native == std::endian::little);

constexpr std::uint32_t kVectorSizeMost = 4'096;  // Numbers of a vector that is read.

template <class Value>
void put_value(std::string& out, const Value& value) {
  static_assert(std::is_trivially_copyable_v<Value>);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

class BytesIn {
 public:
  explicit BytesIn(std::string_view bytes) : left_(bytes) {}

  // False once anything was missing; values are then zero.
  bool good() const { return good_; }
  bool at_end() const { return left_.empty(); }
  std::size_t left() const { return left_.size(); }

  template <class Value>
  Value value() {
    static_assert(std::is_trivially_copyable_v<Value>);
    Value out{};
    copy(&out, sizeof out);
    return out;
  }
  std::string_view take(std::size_t count) {
    if (count > left_.size()) {
      good_ = false;
      left_ = {};
      return {};
    }
    const std::string_view out = left_.substr(0, count);
    left_.remove_prefix(count);
    return out;
  }
  void copy(void* to, std::size_t count) {
    const std::string_view from = take(count);
    if (!from.empty()) std::memcpy(to, from.data(), from.size());
  }

 private:
  std::string_view left_;
  bool good_ = true;
};

}  // namespace heed::text
