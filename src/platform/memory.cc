#include "platform/memory.h"

#include <malloc.h>

namespace heed::platform {

void keep_freed_memory() {
  mallopt(M_TRIM_THRESHOLD, 2 * 1024 * 1024);
  mallopt(M_TOP_PAD, 256 * 1024);
  mallopt(M_ARENA_MAX, 4);
}

}  // namespace heed::platform
