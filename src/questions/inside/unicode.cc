// What ICU knows: digits of every script, and languages in their own words.
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include <array>

#include "questions/inside/parts.h"
#include "questions/reading.h"

namespace heed::questions {

std::string language_name(std::string_view code) {
  const std::string name(code);
  std::array<UChar, 100> wide{};
  UErrorCode error = U_ZERO_ERROR;
  const std::int32_t length = uloc_getDisplayName(name.c_str(), name.c_str(), wide.data(),
                                                  static_cast<std::int32_t>(wide.size()), &error);
  if (U_FAILURE(error) || length <= 0) return name;
  std::array<char, 400> text{};
  std::int32_t bytes = 0;
  u_strToUTF8(text.data(), static_cast<std::int32_t>(text.size()), &bytes, wide.data(), length,
              &error);
  return U_FAILURE(error) ? name : std::string(text.data(), static_cast<std::size_t>(bytes));
}

bool is_right_to_left(std::string_view code) {
  return uloc_isRightToLeft(std::string(code).c_str()) != 0;
}

namespace inside {

std::string latin_digits(std::string_view typed) {
  std::string out;
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(typed.size());) {
    const std::int32_t before = at;
    UChar32 c = 0;
    U8_NEXT(typed.data(), at, static_cast<std::int32_t>(typed.size()), c);
    const std::int32_t digit = c < 0 ? -1 : u_charDigitValue(c);
    if (digit >= 0)
      out += static_cast<char>('0' + digit);
    else
      out += typed.substr(static_cast<std::size_t>(before), static_cast<std::size_t>(at - before));
  }
  return out;
}

}  // namespace inside
}  // namespace heed::questions
