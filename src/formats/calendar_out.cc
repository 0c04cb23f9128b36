#include "formats/calendar_out.h"

#include <algorithm>

namespace heed::formats {
namespace {

constexpr std::size_t kLineBytesMost = 75;  // RFC 5545 3.1, without the line's end.

std::string escaped(std::string_view words) {  // 3.3.11
  std::string out;
  for (const char c : words) {
    if (c == '\r') continue;
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    out += c;
  }
  return out;
}

void add_line(std::string& out, std::string_view line) {
  std::size_t room = kLineBytesMost;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) --cut;
    out.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = kLineBytesMost - 1;  // The space counts.
  }
  out.append(line).append("\r\n");
}

std::string digits(std::string day) {
  std::erase(day, '-');
  return day;
}

// The end is the first day that it no longer is (3.6.1).
std::string day_after(const std::string& day) {
  const auto start = from_local_date(day, "UTC", DayEdge::start);
  return start ? iso_date(*start + kDayMs, "UTC") : day;
}

std::string stamp(TimeMs now) {  // 20260305T093000Z
  std::string written = iso_utc(now).substr(0, 19);
  std::erase(written, '-');
  std::erase(written, ':');
  return written + "Z";
}

}  // namespace

std::string calendar(const std::vector<CalendarEntry>& entries, TimeMs now) {
  std::string out;
  add_line(out, "BEGIN:VCALENDAR");
  add_line(out, "VERSION:2.0");
  add_line(out, "PRODID:-//Heed//Register//EN");
  for (const CalendarEntry& each : entries) {
    add_line(out, "BEGIN:VEVENT");
    add_line(out, "UID:" + each.id + "@heed");
    add_line(out, "DTSTAMP:" + stamp(now));
    add_line(out, "DTSTART;VALUE=DATE:" + digits(each.first_day));
    add_line(out, "DTEND;VALUE=DATE:" + digits(day_after(std::max(each.first_day, each.last_day))));
    add_line(out, "SUMMARY:" + escaped(each.title));
    if (!each.where.empty()) add_line(out, "LOCATION:" + escaped(each.where));
    if (!each.said.empty()) add_line(out, "DESCRIPTION:" + escaped(each.said));
    add_line(out, "TRANSP:TRANSPARENT");
    add_line(out, "END:VEVENT");
  }
  add_line(out, "END:VCALENDAR");
  return out;
}

}  // namespace heed::formats
