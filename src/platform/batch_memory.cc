#include "platform/batch_memory.h"

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <limits>
#endif

namespace heed::platform {

#ifdef __GLIBC__
void use_batch_memory() {
  // Addresses, not memory: a page is there once it is touched.
  constexpr std::size_t kAddresses = std::size_t{1} << 30;
  constexpr std::uintptr_t kLargePage = std::uintptr_t{2} << 20;
  // All from one heap that only grows, whoever asks.
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
  mallopt(M_ARENA_MAX, 1);
  const auto begin = reinterpret_cast<std::uintptr_t>(sbrk(0));
  // Volatile, or a compiler leaves out what is freed at once.
  void* volatile wanted = std::malloc(kAddresses);
  if (wanted == nullptr) return;
  const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0));
  std::free(wanted);
  const std::uintptr_t first = (begin + kLargePage - 1) / kLargePage * kLargePage;
  if (end > first) madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
}
#else
void use_batch_memory() {}
#endif

}  // namespace heed::platform
