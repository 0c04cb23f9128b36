// What people type when they are added, invited or sign in, checked.
#include "base/text.h"
#include "partners/inside/inside.h"

namespace heed::partners {

namespace {

// The commonest of 15 characters and more, in lower case (shorter ones are refused by length).
// Made by hand from the patterns that people reach for when told "longer", not from a leak.
constexpr std::array<std::string_view, 28> kCommon = {
    "123456789012345",          "1234567890123456",    "12345678901234567890",
    "012345678901234",          "111111111111111",     "000000000000000",
    "aaaaaaaaaaaaaaa",          "abcdefghijklmno",     "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfgh",         "qwertyuiopasdfghjkl", "qwertyuiopasdfghjklzxcvbnm",
    "qwertyqwertyqwerty",       "qwerty123456789",     "1q2w3e4r5t6y7u8i",
    "1q2w3e4r5t6y7u8i9o0p",     "passwordpassword",    "passwordpassword1",
    "password123456789",        "password12345678",    "password1password1",
    "passwordpasswordpassword", "passw0rdpassw0rd",    "iloveyouiloveyou",
    "letmeinletmeinletmein",    "welcomewelcome123",   "changemechangeme",
    "correcthorsebatterystaple"};

bool has_control_or_space(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; });
}

}  // namespace

Result<std::string> checked_name(std::string_view typed, std::string_view what) {
  const std::string_view name = trimmed(typed);
  if (name.empty()) return refuse(fmt::format("Enter {}.", what));
  return bounded_text(name, limits::kNameChars);
}

// Only what would break a mail header or cannot be an address; whether it is one, a mail tells.
Result<std::string> checked_email(std::string_view typed) {
  const std::string_view email = trimmed(typed);
  const auto at = email.rfind('@');
  const bool shaped = at != std::string_view::npos && at > 0 && at + 1 < email.size() &&
                      email.find('@') == at && !has_control_or_space(email) &&
                      email.find_first_of("<>,;\"\\") == std::string_view::npos;
  if (!shaped || email.size() > limits::kEmailBytes || !is_utf8(email)) {
    return refuse("Enter an email address in the correct format, like name@example.com.");
  }
  return std::string(email);
}

Result<> check_password(std::string_view typed) {
  if (typed.size() > limits::kPasswordCharsMax * 4 || !is_utf8(typed) ||
      char_count(typed) > limits::kPasswordCharsMax) {
    return refuse(
        fmt::format("Password must be {} characters or fewer.", limits::kPasswordCharsMax));
  }
  if (char_count(typed) < limits::kPasswordCharsMin) {
    return refuse(fmt::format(
        "Password must be at least {} characters. Three or four words together work well.",
        limits::kPasswordCharsMin));
  }
  const std::string lower = lowered(typed);
  if (std::find(kCommon.begin(), kCommon.end(), lower) != kCommon.end()) {
    return refuse("Choose a password that is harder to guess. Many people use this one.");
  }
  return Done{};
}

Result<NewPartnership> checked(const NewPartnership& wanted) {
  NewPartnership good = wanted;
  good.name = TRY(checked_name(wanted.name, "the partnership's name"));
  good.prefix.clear();
  for (const char c : trimmed(wanted.prefix)) {
    good.prefix += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  const bool letters = std::all_of(good.prefix.begin(), good.prefix.end(),
                                   [](char c) { return c >= 'A' && c <= 'Z'; });
  if (good.prefix.size() != 2 || !letters) {
    return refuse("Enter two letters for references to start with, like FM.");
  }
  if (!is_zone(wanted.zone)) return refuse("Choose a time zone from the list.");
  return good;
}

}  // namespace heed::partners
