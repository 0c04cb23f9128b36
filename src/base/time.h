// TimeMs: an instant, in milliseconds since 1970 UTC. Stored and computed in UTC; shown in the
// partnership's zone.
//
//   const TimeMs closes = TRY(from_local_date("2026-12-05", "Europe/London", kEndOfDay));
//   show_date(closes, "Europe/London")  -> "5 December 2026"
//
// Threads: pure.  Does not: know what time it is now (platform::Clock does).
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace heed {

struct TimeMs {
  std::int64_t ms = 0;
  friend auto operator<=>(const TimeMs&, const TimeMs&) = default;
  friend TimeMs operator+(TimeMs t, std::int64_t ms_more) { return {t.ms + ms_more}; }
};

constexpr std::int64_t kSecondMs = 1000;
constexpr std::int64_t kMinuteMs = 60 * kSecondMs;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
constexpr std::int64_t kDayMs = 24 * kHourMs;

enum class DayEdge { start, end };  // 00:00:00.000, or the last millisecond of the day.

// `date` as YYYY-MM-DD, `zone` as the IANA name. Errors: invalid.
Result<TimeMs> from_local_date(std::string_view date, std::string_view zone, DayEdge edge);
// Dates as people and spreadsheets write them: 2026-03-05, 5/3/2026 (day first), 5 March 2026,
// 05-Mar-26, each optionally followed by a time. Errors: invalid.
Result<TimeMs> read_date(std::string_view text, std::string_view zone);
bool is_zone(std::string_view zone);

std::string show_date(TimeMs time, std::string_view zone);       // 5 December 2026
std::string show_date_time(TimeMs time, std::string_view zone);  // 5 December 2026 at 5:30pm
std::string iso_date(TimeMs time, std::string_view zone);        // 2026-12-05
std::string iso_utc(TimeMs time);                                // 2026-12-05T17:30:00.000Z

}  // namespace heed
