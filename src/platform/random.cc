#include "platform/random.h"

#include <sodium.h>

#include "base/check.h"

namespace heed::platform {

std::uint32_t Random::below(std::uint32_t end) {
  CHECK(end > 0);
  // The lowest 2^32 mod end values would come once too often; draw again instead.
  const std::uint32_t too_low = (0u - end) % end;
  for (;;) {
    std::uint32_t drawn = 0;
    fill(std::as_writable_bytes(std::span(&drawn, 1)));
    if (drawn >= too_low) return drawn % end;
  }
}

SystemRandom::SystemRandom() { CHECK(sodium_init() >= 0); }

void SystemRandom::fill(std::span<std::byte> out) { randombytes_buf(out.data(), out.size()); }

void SeededRandom::fill(std::span<std::byte> out) {
  const Lock lock(mutex_);
  std::uint64_t word = 0;
  int left = 0;
  for (std::byte& byte : out) {
    if (left == 0) {  // SplitMix64.
      state_ += 0x9e3779b97f4a7c15u;
      word = state_;
      word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9u;
      word = (word ^ (word >> 27)) * 0x94d049bb133111ebu;
      word ^= word >> 31;
      left = 8;
    }
    byte = static_cast<std::byte>(word & 0xff);
    word >>= 8;
    --left;
  }
}

}  // namespace heed::platform
