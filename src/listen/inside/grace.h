// How long after closing answers are still taken.
#pragma once

#include "base/time.h"

namespace heed::listen::inside {

// A form that was open on somebody's screen at closing time still counts (trust.md, case 8).
constexpr std::int64_t kGraceMs = 15 * kMinuteMs;

}  // namespace heed::listen::inside
