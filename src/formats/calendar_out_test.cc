// The calendar file, as RFC 5545 has it, and as our own reader reads it back.
#include "formats/calendar_out.h"

#include <gtest/gtest.h>

namespace heed::formats {
namespace {

constexpr TimeMs kNow{1'760'000'000'000};  // 9 October 2025, 08:53:20 UTC.

TEST(CalendarOut, AnEventOfWholeDaysEndsOnTheDayAfterItsLast) {
  const std::string file = calendar({{.id = "00ff",
                                      .title = "Leg ulcers; what helps, and\nwhat does not",
                                      .first_day = "2026-02-27",
                                      .last_day = "2026-02-28",
                                      .where = "Saltby"}},
                                    kNow);
  for (const char* line :
       {"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "UID:00ff@heed\r\n", "DTSTAMP:20251009T085320Z\r\n",
        "DTSTART;VALUE=DATE:20260227\r\n", "DTEND;VALUE=DATE:20260301\r\n", "LOCATION:Saltby\r\n",
        "SUMMARY:Leg ulcers\\; what helps\\, and\\nwhat does not\r\n", "END:VCALENDAR\r\n"})
    EXPECT_NE(file.find(line), std::string::npos) << line << file;
}

TEST(CalendarOut, LongLinesAreFoldedBetweenLetters) {
  std::string title;
  for (int i = 0; i < 90; ++i) title += "é";
  const std::string file = calendar(
      {{.id = "1", .title = title, .first_day = "2026-03-01", .last_day = "2026-03-01"}}, kNow);
  std::size_t at = 0;
  std::string unfolded;
  while (at < file.size()) {
    const std::size_t end = file.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - at, 75u);
    const bool more = file[at] == ' ';
    unfolded += (more ? "" : "\n") + file.substr(at + (more ? 1 : 0), end - at - (more ? 1 : 0));
    at = end + 2;
  }
  EXPECT_NE(unfolded.find("\nSUMMARY:" + title + "\n"), std::string::npos);
}

}  // namespace
}  // namespace heed::formats
