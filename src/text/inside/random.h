// Randomness by count, not by state: what item i draws does not depend on who drew before it.
#pragma once

#include <cstdint>

namespace heed::text {

inline std::uint64_t mix_bits(std::uint64_t x) {  // SplitMix64's finish.
  x += 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

inline std::uint64_t random_bits(std::uint64_t seed, std::uint64_t stream, std::uint64_t index) {
  return mix_bits(mix_bits(seed ^ mix_bits(stream)) + index);
}

// In [0, 1).
inline double random_unit(std::uint64_t seed, std::uint64_t stream, std::uint64_t index) {
  return static_cast<double>(random_bits(seed, stream, index) >> 11) * 0x1.0p-53;
}

}  // namespace heed::text
