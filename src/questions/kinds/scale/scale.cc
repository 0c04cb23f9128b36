// Scale: a whole number between two named ends.
#include "questions/inside/catalogue.h"
#include "questions/inside/parts.h"

namespace heed::questions::inside {
namespace {

constexpr std::int64_t kLeast = 1, kMost = 5;
constexpr std::int64_t kPointsMax = 21;

std::int64_t least(const Question& question) { return question.least.value_or(kLeast); }
std::int64_t most(const Question& question) {
  return std::clamp(question.most.value_or(kMost), least(question), least(question) + kPointsMax);
}

// "1 – Not at all" at the ends, where staff named them; a number between.
std::string point(const Question& question, std::int64_t at, std::string_view language) {
  const std::string number = std::to_string(at);
  if (question.choices.empty()) return number;
  if (at == least(question))
    return number + " – " + text_of(question.choices.front().text, language);
  if (at == most(question) && question.choices.size() > 1)
    return number + " – " + text_of(question.choices.back().text, language);
  return number;
}

std::vector<std::pair<std::string, std::string>> points(const Question& question,
                                                        std::string_view language) {
  std::vector<std::pair<std::string, std::string>> all;
  for (std::int64_t at = least(question); at <= most(question); ++at)
    all.emplace_back(std::to_string(at), point(question, at, language));
  return all;
}

Html scale_box(const Question& question, const Box& box, const pages::Words& words) {
  pages::Radios radios{.name = box.name,
                       .legend = label_of(question, words),
                       .hint = hint_of(question, box, words),
                       .error = box.error,
                       .heading = box.heading};
  for (auto& [code, label] : points(question, words.language()))
    radios.options.push_back(
        {.value = code, .label = std::move(label), .chosen = first_code(box.kept) == code});
  return pages::radios(radios, words);
}

std::string read_scale(const Question&, const Typed& typed) {
  Value value;
  for (const std::string_view code : typed.all(""))
    if (!code.empty()) value.push_back({"", std::string(code)});
  return write_value(value);
}

std::vector<std::string> check_scale(const Question& question, std::string_view kept,
                                     const pages::Words& words) {
  Value value;
  if (auto problems = check_picks(question, kept, words, value); !problems.empty()) return problems;
  if (value.size() > 1) return {std::string(tr(words, "Choose one answer only"))};
  const auto all = points(question, "en");
  for (const Pick& pick : value)
    if (!pick.item.empty() || !pick.words.empty() ||
        std::ranges::none_of(all, [&](const auto& each) { return each.first == pick.code; }))
      return {std::string(tr(words, "Choose from the answers shown"))};
  return {};
}

std::string shown_scale(const Question& question, std::string_view kept,
                        const pages::Words& words) {
  const std::string code = first_code(kept);
  for (auto& [each, label] : points(question, words.language()))
    if (each == code) return label;
  return code;
}

std::vector<ExportColumn> scale_columns(const Question& question, std::string_view language) {
  return {{column_id(question), heading_of(question, language), points(question, language), true}};
}

std::vector<Counting> scale_countings(const Question& question, std::string_view language) {
  Counting counting{.heading = heading_of(question, language), .lines = {}};
  for (const auto& [code, label] : points(question, language))
    counting.lines.push_back({label, "", code});
  return {counting};
}

Html paper_scale(const Question& question, const pages::Words& words) {
  std::vector<Html> ticks;
  for (const auto& [code, label] : points(question, words.language()))
    ticks.push_back(paper_tick(label, false, words));
  return el("ul", {{"class", "heed-paper-choices heed-paper-choices--across"}}, ticks);
}

}  // namespace

const Asker& scale_kind() {
  static const Asker kind{.kind = Kind::scale,
                          .name = "scale",
                          .said = "Scale between two ends",
                          .has_choices = true,
                          .seconds = 8,
                          .box = scale_box,
                          .read = read_scale,
                          .check = check_scale,
                          .shown = shown_scale,
                          .columns = scale_columns,
                          .cells = one_code_cells,
                          .countings = scale_countings,
                          .voices = no_voices,
                          .paper = paper_scale};
  return kind;
}

}  // namespace heed::questions::inside
