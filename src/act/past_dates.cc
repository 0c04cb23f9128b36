// speaks_of_the_past: "will start on 3 March" read in April.
#include <array>
#include <optional>

#include "act/promises.h"
#include "base/text.h"

namespace heed::act {
namespace {

constexpr std::array<std::string_view, 12> kMonthNames = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
// What speaks of things to come.
constexpr std::array<std::string_view, 11> kToCome = {
    " will ",    " starts ", " start ",    " opens ", " begins ", " is due ",
    " are due ", " shall ",  " going to ", " to be ", " expect "};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::vector<std::string> words_of(std::string_view sentence) {
  std::vector<std::string> words(1);
  for (const char c : sentence) {
    if (c == ' ' || c == ',' || c == '.' || c == '\n' || c == '(' || c == ')') {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

std::optional<int> number_of(const std::string& word, std::size_t digits_max) {
  std::size_t digits = 0;
  while (digits < word.size() && is_digit(word[digits])) ++digits;
  if (digits == 0 || digits > digits_max) return std::nullopt;
  const std::string rest = word.substr(digits);  // 3rd, 1st
  if (!rest.empty() && rest != "st" && rest != "nd" && rest != "rd" && rest != "th")
    return std::nullopt;
  return std::stoi(word.substr(0, digits));
}

// The last day that any date in it names: "3 March 2026", "March 2026". Without a year none:
// which one is meant cannot be told.
std::optional<TimeMs> last_date(std::string_view sentence, std::string_view zone) {
  const std::vector<std::string> words = words_of(sentence);
  std::optional<TimeMs> last;
  for (std::size_t at = 0; at + 1 < words.size(); ++at) {
    int month = 0;
    for (std::size_t m = 0; m < kMonthNames.size(); ++m)
      if (words[at] == kMonthNames[m]) month = static_cast<int>(m) + 1;
    if (month == 0) continue;
    const auto year = number_of(words[at + 1], 4);
    if (!year || *year < 1900) continue;
    const auto day = at > 0 ? number_of(words[at - 1], 2) : std::nullopt;
    // "March 2026" is over when the month is; 28 days of it are certain.
    const auto date = from_local_date(
        fmt::format("{:04}-{:02}-{:02}", *year, month, day.value_or(28)), zone, DayEdge::end);
    if (date && (!last || *last < *date)) last = *date;
  }
  return last;
}

}  // namespace

std::vector<std::string> speaks_of_the_past(std::string_view text, TimeMs now,
                                            std::string_view zone) {
  std::vector<std::string> found;
  std::string sentence;
  const auto look = [&] {
    const std::string plain = " " + lowered(trimmed(sentence)) + " ";
    bool to_come = false;
    for (const std::string_view marker : kToCome)
      to_come = to_come || plain.find(marker) != std::string::npos;
    if (to_come) {
      const auto date = last_date(plain, zone);
      if (date && *date < now) found.emplace_back(trimmed(sentence));
    }
    sentence.clear();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    sentence += text[at];
    const bool ends =
        text[at] == '\n' || ((text[at] == '.' || text[at] == '!' || text[at] == '?') &&
                             (at + 1 == text.size() || text[at + 1] == ' '));
    if (ends) look();
  }
  look();
  return found;
}

}  // namespace heed::act
