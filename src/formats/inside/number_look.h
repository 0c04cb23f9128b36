// What a number format makes of a number, as far as a table of text needs it: dates become ISO.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace heed::formats::inside {

enum class NumberLook : std::uint8_t { plain, percent, date, time, date_time };
NumberLook look_of_code(std::string_view code);
NumberLook look_of_builtin(std::size_t id);  // ECMA-376 18.8.30.
// Days are counted from `origin_days` (days since 1970). What is no date between the years 1 and
// 9999 stays a number.
std::string shown_number(double number, NumberLook look, std::int64_t origin_days);

}  // namespace heed::formats::inside
