#include "base/time.h"

#include <date/tz.h>

#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <vector>

#include "base/text.h"

namespace heed {
namespace {

using Millis = std::chrono::milliseconds;
using Instant = date::sys_time<Millis>;

Instant instant(TimeMs time) { return Instant(Millis(time.ms)); }

const date::time_zone* zone_named(std::string_view zone) {
  try {
    return date::locate_zone(std::string(zone));
  } catch (const std::exception&) {
    return nullptr;
  }
}

struct Local {
  date::year_month_day day;
  date::hh_mm_ss<Millis> time;
};

Local local(TimeMs time, std::string_view zone) {
  const date::time_zone* found = zone_named(zone);
  CHECK(found != nullptr);  // Zones are checked when configured.
  const auto at = found->to_local(instant(time));
  const auto day = date::floor<date::days>(at);
  return {date::year_month_day(day), date::hh_mm_ss<Millis>(at - day)};
}

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<int> month_named(std::string_view word) {
  const std::string lower = lowered(word);
  for (std::size_t m = 0; m < kMonths.size(); ++m) {
    const std::string whole = lowered(kMonths[m]);
    if (lower == whole || (lower.size() >= 3 && lower == whole.substr(0, lower.size())))
      return static_cast<int>(m) + 1;
  }
  return std::nullopt;
}

std::vector<std::string_view> pieces(std::string_view text) {
  std::vector<std::string_view> found;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = text.find_first_of(" -/.,T", start);
    const std::size_t stop = end == std::string_view::npos ? text.size() : end;
    if (stop > start) found.push_back(text.substr(start, stop - start));
    start = stop + 1;
  }
  return found;
}

}  // namespace

bool is_zone(std::string_view zone) { return !zone.empty() && zone_named(zone) != nullptr; }

Result<TimeMs> from_local_date(std::string_view text, std::string_view zone, DayEdge edge) {
  const auto found = pieces(text);
  const date::time_zone* tz = zone_named(zone);
  if (tz == nullptr) return fail(ErrorKind::invalid, "no such time zone");
  if (found.size() != 3 || found[0].size() != 4) return refuse("That is not a date.");
  const auto y = number(found[0]), m = number(found[1]), d = number(found[2]);
  if (!y || !m || !d) return refuse("That is not a date.");
  const date::year_month_day day{date::year(*y), date::month(static_cast<unsigned>(*m)),
                                 date::day(static_cast<unsigned>(*d))};
  if (!day.ok() || *y < 1900 || *y > 2200) return refuse("That is not a date in the calendar.");
  const auto start = date::local_days(day) + date::days(edge == DayEdge::end ? 1 : 0);
  const auto at = tz->to_sys(start, date::choose::earliest);
  const auto ms = std::chrono::duration_cast<Millis>(at.time_since_epoch()).count();
  return TimeMs{edge == DayEdge::end ? ms - 1 : ms};
}

Result<TimeMs> read_date(std::string_view text, std::string_view zone) {
  const auto found = pieces(trimmed(text));
  if (found.size() < 3) return refuse("That is not a date.");
  std::string y, m, d;
  const auto month_word = month_named(found[1]);
  if (found[0].size() == 4 && number(found[0])) {
    y = found[0], m = found[1], d = found[2];
  } else {
    d = found[0], y = found[2];
    m = month_word ? std::to_string(*month_word) : std::string(found[1]);
  }
  if (y.size() == 2 && number(y)) y = (*number(y) < 70 ? "20" : "19") + y;
  if (y.size() != 4) return refuse("That is not a date.");
  return from_local_date(fmt::format("{}-{}-{}", y, m, d), zone, DayEdge::start);
}

std::string show_date(TimeMs time, std::string_view zone) {
  const Local at = local(time, zone);
  return fmt::format("{} {} {}", static_cast<unsigned>(at.day.day()),
                     kMonths[static_cast<unsigned>(at.day.month()) - 1],
                     static_cast<int>(at.day.year()));
}

std::string show_date_time(TimeMs time, std::string_view zone) {
  const Local at = local(time, zone);
  const auto hour = at.time.hours().count();
  const auto minute = at.time.minutes().count();
  const auto shown = hour % 12 == 0 ? 12 : hour % 12;
  const std::string_view half = hour < 12 ? "am" : "pm";
  const std::string clock = minute == 0 ? fmt::format("{}{}", shown, half)
                                        : fmt::format("{}:{:02}{}", shown, minute, half);
  return show_date(time, zone) + " at " + clock;
}

std::string iso_date(TimeMs time, std::string_view zone) {
  const Local at = local(time, zone);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(at.day.year()),
                     static_cast<unsigned>(at.day.month()), static_cast<unsigned>(at.day.day()));
}

std::string iso_utc(TimeMs time) {
  const auto day = date::floor<date::days>(instant(time));
  const date::year_month_day date(day);
  const date::hh_mm_ss<Millis> clock(instant(time) - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

}  // namespace heed
