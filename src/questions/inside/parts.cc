#include "questions/inside/parts.h"

#include <cstdlib>

#include "base/text.h"

namespace heed::questions::inside {

std::string text_of(const Words& texts, std::string_view language) {
  return std::string(in_language(texts, language));
}

std::string label_of(const Question& question, const pages::Words& words) {
  return text_of(question.text, words.language());
}

std::string hint_of(const Question& question, const Box& box, const pages::Words& words) {
  return box.hint.empty() ? text_of(question.help, words.language()) : box.hint;
}

std::string said_of(std::string_view typed, std::size_t chars_max, const pages::Words& words) {
  const auto text = bounded_text(typed, chars_max);
  if (text) return "";
  if (text.failed_with(ErrorKind::too_large))
    return tr(words, "This is {n} characters long. The most is {most}.",
              {{"n", std::to_string(char_count(typed))}, {"most", std::to_string(chars_max)}});
  return std::string(tr(words, "This holds a character that cannot be kept. Type it again."));
}

std::vector<std::string> check_picks(const Question& question, std::string_view kept,
                                     const pages::Words& words, Value& value) {
  auto read = read_value(kept);
  if (!read) return {std::string(tr(words, "This answer is damaged. Give it again."))};
  value = *std::move(read);
  for (const Pick& pick : value)
    for (const std::string* part : {&pick.item, &pick.code, &pick.words})
      if (std::string said = said_of(*part, question.chars_max, words); !said.empty())
        return {std::move(said)};
  return {};
}

std::string column_id(const Question& question, std::string_view part) {
  return part.empty() ? question.id.text() : question.id.text() + "/" + std::string(part);
}

std::string heading_of(const Question& question, std::string_view language, std::string_view part) {
  std::string heading = text_of(question.text, language);
  if (!part.empty()) heading += " – " + std::string(part);
  return heading;
}

std::vector<std::pair<std::string, std::string>> codes_of(const std::vector<Choice>& choices,
                                                          std::string_view language) {
  std::vector<std::pair<std::string, std::string>> codes;
  for (const Choice& choice : choices)
    codes.emplace_back(choice.id, text_of(choice.text, language));
  return codes;
}

std::string said_choice(const std::vector<Choice>& choices, std::string_view id,
                        std::string_view language) {
  for (const Choice& choice : choices)
    if (choice.id == id) return text_of(choice.text, language);
  return std::string(id);
}

std::string first_code(std::string_view kept) {
  const Value value = picks(kept);
  return value.empty() ? "" : value.front().code;
}

std::vector<std::string> one_code_cells(const Question&, const Value& value, std::string_view) {
  const Pick* const pick = pick_of(value, "");
  return {pick == nullptr ? "" : pick->code};
}

std::string plain_number(std::string_view typed) {
  const std::string latin = latin_digits(trimmed(typed));
  std::string_view rest = latin;
  constexpr std::size_t kDigitsMax = 15;  // What a double and every spreadsheet keep exactly.
  if (rest.empty() || rest.size() > 2 * kDigitsMax) return "";
  std::string out, digits, places;
  if (rest.front() == '-') out = "-";
  if (rest.front() == '-' || rest.front() == '+') rest.remove_prefix(1);
  const std::size_t point = std::min(rest.find('.'), rest.size());
  const std::string_view whole = rest.substr(0, point);
  // A comma or a space parts thousands, and nothing else.
  bool parted = false;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const bool parts = whole[i] == ',' || whole[i] == ' ';
    const bool may_part = i > 0 && (whole.size() - i) % 4 == 0;
    if (parts && may_part) {
      parted = true;
      continue;
    }
    if (whole[i] < '0' || whole[i] > '9' || (parted && may_part)) return "";
    digits += whole[i];
  }
  for (const char c : rest.substr(std::min(point + 1, rest.size()))) {
    if (c < '0' || c > '9') return "";
    places += c;
  }
  if (digits.empty() && places.empty()) return "";
  if (digits.size() + places.size() > kDigitsMax) return "";
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  while (places.ends_with('0')) places.pop_back();
  if (digits.empty()) digits = "0";
  if (digits == "0" && places.empty()) return "0";
  return out + digits + (places.empty() ? "" : "." + places);
}

double number_from(std::string_view plain) {
  return std::strtod(std::string(plain).c_str(), nullptr);
}

Html paper_lines(int lines) {
  std::vector<Html> all(static_cast<std::size_t>(lines), el("div", {{"class", "heed-paper-line"}}));
  return el("div", {{"class", "heed-paper-lines"}, {"aria-hidden", "true"}}, all);
}

Html paper_tick(std::string_view label, bool room_to_write, const pages::Words& words) {
  Html line = join(el("span", {{"class", "heed-paper-tick"}, {"aria-hidden", "true"}}), label);
  if (room_to_write)
    line += join(" ", el("span", {{"class", "heed-paper-beside"}}, tr(words, "(please say)")));
  return el("li", {{"class", "heed-paper-choice"}}, line);
}

Html paper_cells(int cells) {
  std::vector<Html> all(static_cast<std::size_t>(cells),
                        el("span", {{"class", "heed-paper-cell"}}));
  return el("div", {{"class", "heed-paper-cells"}, {"aria-hidden", "true"}}, all);
}

std::vector<Said> no_voices(const Question&, std::string_view) { return {}; }

}  // namespace heed::questions::inside
