// Postcode: told to find an area, and then dropped. Only its first half and the area are ever kept,
// in drafts too (domain: codes C9).
#include "base/text.h"
#include "questions/inside/catalogue.h"
#include "questions/inside/parts.h"

namespace heed::questions::inside {
namespace {

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A9, A99, A9A, AA9, AA99, AA9A.
bool is_outward(std::string_view text) {
  std::size_t letters = 0;
  while (letters < text.size() && letters < 2 && is_letter(text[letters])) ++letters;
  if (letters == 0 || text.size() < letters + 1 || text.size() > letters + 2) return false;
  if (!is_digit(text[letters])) return false;
  return text.size() == letters + 1 || is_digit(text[letters + 1]) || is_letter(text[letters + 1]);
}

bool is_inward(std::string_view text) {
  constexpr std::string_view kNever = "CIKMOV";
  return text.size() == 3 && is_digit(text[0]) && is_letter(text[1]) && is_letter(text[2]) &&
         kNever.find(text[1]) == std::string_view::npos &&
         kNever.find(text[2]) == std::string_view::npos;
}

struct Postcode {
  std::string outward, inward;
};

// Upper case, without blanks; an inward part, or the first digit of it, may follow.
std::optional<Postcode> postcode_in(std::string_view typed) {
  std::string text;
  for (const char c : latin_digits(typed))
    if (c != ' ' && c != '\t') text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (text.size() >= 5 && text.size() <= 7) {
    const std::string_view all(text);
    const std::string_view outward = all.substr(0, text.size() - 3),
                           inward = all.substr(text.size() - 3);
    if (is_outward(outward) && is_inward(inward))
      return Postcode{std::string(outward), std::string(inward)};
  }
  if (is_outward(text)) return Postcode{text, ""};
  // "ZZ1 2": the first half and the next digit, with its blank.
  const std::string_view given = trimmed(typed);
  if (const std::size_t blank = given.rfind(' ');
      blank != std::string_view::npos && blank + 2 == given.size() && is_digit(given.back()) &&
      text.size() > 1 && is_outward(std::string_view(text).substr(0, text.size() - 1)))
    return Postcode{text.substr(0, text.size() - 1), ""};
  return std::nullopt;
}

Html postcode_box(const Question& question, const Box& box, const pages::Words& words) {
  const Value value = picks(box.kept);
  const Pick* const typed = pick_of(value, "typed");
  const Pick* const outward = pick_of(value, "outward");
  const std::string help = hint_of(question, box, words);
  return join(
      pages::input(
          {.name = box.name,
           .label = label_of(question, words),
           .hint = (help.empty() ? "" : help + " ") +
                   std::string(tr(words,
                                  "The first half is enough. We use it to find your area, and do "
                                  "not keep the rest.")),
           .error = box.error,
           .value = typed != nullptr     ? typed->code
                    : outward != nullptr ? outward->code
                                         : "",
           .autocomplete = "postal-code",
           .width = 10,
           .heading = box.heading,
           .spellcheck = false},
          words),
      // Its group's name says what the box beside it belongs to.
      pages::checkboxes({.name = box.name + "-none",
                         .legend = std::string(tr(words, "Or")),
                         .options = {{.value = "1",
                                      .label = std::string(tr(words, "I have no fixed address")),
                                      .chosen = pick_of(value, "none") != nullptr}},
                         .small = true},
                        words));
}

std::string read_postcode(const Question&, const Typed& typed) {
  Value value;
  const std::string written(trimmed(typed.field("")));
  if (!written.empty()) {
    if (const auto postcode = postcode_in(written)) {
      value.push_back({"outward", postcode->outward});
      std::string area;
      if (typed.area_of && !postcode->inward.empty())
        area = typed.area_of(postcode->outward + " " + postcode->inward);
      // Shown again and sent again as its first half, it is still in the area that it was in.
      const Value before = picks(typed.before);
      const Pick* const same = pick_of(before, "outward");
      const Pick* const known = pick_of(before, "area");
      if (area.empty() && postcode->inward.empty() && known != nullptr && same != nullptr &&
          same->code == postcode->outward)
        area = known->code;
      if (!area.empty()) value.push_back({"area", area});
    } else {
      value.push_back({"typed", written});
    }
  }
  if (!typed.field("-none").empty()) value.push_back({"none", "1"});
  return write_value(value);
}

std::vector<std::string> check_postcode(const Question& question, std::string_view kept,
                                        const pages::Words& words) {
  Value value;
  if (auto problems = check_picks(question, kept, words, value); !problems.empty()) return problems;
  std::set<std::string_view> items;
  for (const Pick& pick : value) {
    const bool fits = (pick.item == "outward" && is_outward(pick.code)) ||
                      (pick.item == "area" && !pick.code.empty() && items.contains("outward")) ||
                      (pick.item == "none" && pick.code == "1");
    if (!fits || !pick.words.empty() || !items.insert(pick.item).second)
      return {std::string(
          tr(words, "We don’t recognise that postcode. Check it, or write only its first half."))};
  }
  if (items.contains("none") && items.contains("outward"))
    return {std::string(tr(words, "Write a postcode, or tick the box, not both"))};
  return {};
}

std::string part(std::string_view kept, std::string_view item) {
  const Value value = picks(kept);
  const Pick* const pick = pick_of(value, item);
  return pick == nullptr ? "" : pick->code;
}

std::string shown_postcode(const Question&, std::string_view kept, const pages::Words& words) {
  if (!part(kept, "none").empty()) return std::string(tr(words, "No fixed address"));
  return part(kept, "outward");
}

std::vector<ExportColumn> postcode_columns(const Question& question, std::string_view language) {
  return {{column_id(question), heading_of(question, language, "first half")},
          {column_id(question, "area"), heading_of(question, language, "area")}};
}

std::vector<Counting> postcode_countings(const Question& question, std::string_view language) {
  return {{.heading = heading_of(question, language, "area"),
           .lines = {{"No fixed address", "none", "1"}},
           .any_of = "area"}};
}

std::vector<std::string> postcode_cells(const Question&, const Value& value, std::string_view) {
  if (pick_of(value, "none") != nullptr) return {"none", ""};
  const Pick* const outward = pick_of(value, "outward");
  const Pick* const area = pick_of(value, "area");
  return {outward == nullptr ? "" : outward->code, area == nullptr ? "" : area->code};
}

Html paper_postcode(const Question&, const pages::Words& words) {
  return join(paper_cells(4), el("ul", {{"class", "heed-paper-choices"}},
                                 paper_tick(tr(words, "I have no fixed address"), false, words)));
}

}  // namespace

const Asker& postcode_kind() {
  static const Asker kind{.kind = Kind::postcode,
                          .name = "postcode",
                          .said = "Postcode (only its area is kept)",
                          .seconds = 8,
                          .box = postcode_box,
                          .read = read_postcode,
                          .check = check_postcode,
                          .shown = shown_postcode,
                          .columns = postcode_columns,
                          .cells = postcode_cells,
                          .countings = postcode_countings,
                          .voices = no_voices,
                          .paper = paper_postcode};
  return kind;
}

}  // namespace heed::questions::inside
