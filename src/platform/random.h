// Random: where ids, keys and tokens come from.
//
//   const ActivityId id = random.id<ActivityId>();
//   const Hash key = random.bytes<32>();
//   SeededRandom random(7);   // In tests: the same bytes every run.
//
// Threads: any thread.
// Does not: fail. The system's generator blocks until it is seeded.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/ids.h"
#include "base/mutex.h"

namespace heed::platform {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> out) = 0;

  template <std::size_t N>
  std::array<std::byte, N> bytes() {
    std::array<std::byte, N> made;
    fill(made);
    return made;
  }
  template <class IdType>
  IdType id() {
    return IdType::from(bytes<16>());
  }
  // Ids in rising order that share their first half: what is kept together then lies together on
  // disk, where ids without an order touch a page each (116,275 rows: 775 s instead of seconds).
  template <class IdType>
  std::vector<IdType> ids(std::size_t count) {
    const auto shared = bytes<8>();
    std::vector<IdType> made;
    for (std::size_t i = 0; i < count; ++i) {
      auto one = bytes<16>();
      std::copy(shared.begin(), shared.end(), one.begin());
      made.push_back(IdType::from(one));
    }
    std::sort(made.begin(), made.end());
    return made;
  }
  // Evenly from 0 to end-1. Requires: end > 0.
  std::uint32_t below(std::uint32_t end);
};

class SystemRandom final : public Random {
 public:
  SystemRandom();
  void fill(std::span<std::byte> out) override;
};

// Foreseeable: only for tests and demonstrations.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::byte> out) override;

 private:
  Mutex mutex_;
  std::uint64_t state_ GUARDED_BY(mutex_);
};

}  // namespace heed::platform
