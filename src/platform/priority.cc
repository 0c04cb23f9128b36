#include "platform/priority.h"

#include <sys/resource.h>

namespace heed::platform {

void low_priority() {
  constexpr int kNice = 10;  // Of 19.
  (void)setpriority(PRIO_PROCESS, 0, kNice);
}

}  // namespace heed::platform
