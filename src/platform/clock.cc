#include "platform/clock.h"

#include <chrono>

namespace heed::platform {

TimeMs SystemClock::now() const {
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  return {duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

}  // namespace heed::platform
