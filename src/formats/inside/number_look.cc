#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <string>

#include "formats/inside/number_look.h"

namespace heed::formats::inside {

NumberLook look_of_code(std::string_view code) {
  bool date = false;
  bool time = false;
  bool month_or_minute = false;
  bool percent = false;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    switch (code[i]) {
      case '"':
        i = std::min(code.find('"', i + 1), code.size());
        break;
      case '[': {
        const std::size_t end = std::min(code.find(']', i), code.size());
        const std::string_view in = code.substr(i + 1, end - i - 1);
        // [h] and the like count on past 24; anything else is a colour, currency or condition.
        time |= !in.empty() && in.find_first_not_of("hHmMsS") == std::string_view::npos;
        i = end;
        break;
      }
      case '\\':
      case '_':
      case '*':
        ++i;
        break;
      case 'y':
      case 'Y':
      case 'd':
      case 'D':
        date = true;
        break;
      case 'h':
      case 'H':
      case 's':
      case 'S':
        time = true;
        break;
      case 'm':
      case 'M':
        month_or_minute = true;
        break;
      case '%':
        percent = true;
        break;
      default:
        break;
    }
  }
  if (date && time) return NumberLook::date_time;
  if (time) return NumberLook::time;
  if (date || month_or_minute) return NumberLook::date;
  return percent ? NumberLook::percent : NumberLook::plain;
}

NumberLook look_of_builtin(std::size_t id) {
  if (id == 9 || id == 10) return NumberLook::percent;
  if (id >= 14 && id <= 17) return NumberLook::date;
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return NumberLook::time;
  if (id == 22) return NumberLook::date_time;
  return NumberLook::plain;
}

std::string shown_number(double number, NumberLook look, std::int64_t origin_days) {
  // Spreadsheets keep 15 digits; the 16th is noise.
  const auto plain = [](double value) { return fmt::format("{:.15g}", value == 0 ? 0 : value); };
  if (look == NumberLook::plain || !std::isfinite(number)) return plain(number);
  if (look == NumberLook::percent) return plain(number * 100) + "%";
  constexpr double kSecondsOfDay = 86'400;
  constexpr double kDaysMax = 3'000'000;  // Beyond year 9999.
  if (number < 0 || number > kDaysMax) return plain(number);
  const auto seconds = static_cast<std::int64_t>(std::llround(number * kSecondsOfDay));
  const std::int64_t of_day = seconds % 86'400;
  const auto clock = [](std::int64_t s) {
    return s % 60 == 0 ? fmt::format("{:02}:{:02}", s / 3600, s / 60 % 60)
                       : fmt::format("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
  };
  if (look == NumberLook::time) return clock(seconds);
  const std::chrono::year_month_day day{
      std::chrono::sys_days{std::chrono::days{static_cast<int>(origin_days + seconds / 86'400)}}};
  const int year = static_cast<int>(day.year());
  if (year < 1 || year > 9999) return plain(number);
  const std::string date =
      fmt::format("{:04}-{:02}-{:02}", year, static_cast<unsigned>(day.month()),
                  static_cast<unsigned>(day.day()));
  return look == NumberLook::date || of_day == 0 ? date : date + " " + clock(of_day);
}

}  // namespace heed::formats::inside
