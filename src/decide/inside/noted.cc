#include "decide/inside/noted.h"

#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "disclosure/disclosed.h"

namespace heed::decide::inside {

std::string with_commas(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

bool is_only_noted(std::string_view words) {
  // Letters only, so that "NOTED!!" and "Noted, with thanks." are the same three words.
  std::string letters;
  for (const char c : lowered(trimmed(words))) {
    if (c >= 'a' && c <= 'z')
      letters += c;
    else if (!letters.empty() && letters.back() != ' ')
      letters += ' ';
  }
  while (!letters.empty() && letters.back() == ' ') letters.pop_back();
  constexpr std::array<std::string_view, 14> kNothing = {"noted",
                                                         "noted thank you",
                                                         "noted thanks",
                                                         "noted with thanks",
                                                         "this is noted",
                                                         "comment noted",
                                                         "comments noted",
                                                         "feedback noted",
                                                         "we note this",
                                                         "we have noted this",
                                                         "points noted",
                                                         "point noted",
                                                         "your comments have been noted",
                                                         "thank you for your comments"};
  for (const std::string_view nothing : kNothing)
    if (letters == nothing) return true;
  return false;
}

std::vector<std::string> said_by(const std::vector<std::int64_t>& counts, std::int64_t people) {
  // One person may stand in several findings, so this is a "tick all that apply".
  const auto shown = disclosure::disclose(disclosure::Table::ticks(
      std::vector<std::string>(counts.size()), counts, std::max(people, std::int64_t{0})));
  std::vector<std::string> sentences;
  for (std::size_t f = 0; f < counts.size(); ++f) {
    if (const auto* number = std::get_if<disclosure::Shown>(&shown.cell(f)))
      sentences.push_back(fmt::format("said by {} people", with_commas(number->value)));
    else if (counts[f] < limits::kSmallCount)
      sentences.emplace_back("said by fewer than 8 people");
    else
      sentences.emplace_back("number not shown, to protect people");
  }
  return sentences;
}

}  // namespace heed::decide::inside
