// A calendar file (iCalendar, RFC 5545): whole days, one event for each entry.
//
//   const std::string file = calendar({{.id = "…", .title = "Leg ulcers", .first_day =
//   "2026-03-05", .last_day = "2026-03-31"}}, now);
//
// Lines end with CR LF and are folded before their 76th byte, never inside a letter.
// Threads: pure.
// Does not: know times of day, or events that come again.
#pragma once

#include <string>
#include <vector>

#include "base/time.h"

namespace heed::formats {

struct CalendarEntry {
  std::string id;  // The same for the same event, always: 32 hexadecimal digits.
  std::string title;
  std::string first_day, last_day;  // 2026-03-05; the last is one of its days.
  std::string where = {}, said = {};
};
std::string calendar(const std::vector<CalendarEntry>& entries, TimeMs now);

}  // namespace heed::formats
