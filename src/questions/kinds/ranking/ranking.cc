// Ranking: an order of several things, first the most important. Numbers in boxes: no dragging, so
// that a keyboard, a switch and a screen reader do as well as a mouse.
#include "questions/inside/catalogue.h"
#include "questions/inside/parts.h"

namespace heed::questions::inside {
namespace {

std::size_t places(const Question& question) {
  const std::size_t all = question.choices.size();
  return question.choices_max == 0 ? all : std::min(all, question.choices_max);
}

Html ranking_box(const Question& question, const Box& box, const pages::Words& words) {
  const Value value = picks(box.kept);
  std::string described;
  Html body;
  const std::string hint_words = hint_of(question, box, words);
  body += pages::hint(box.name + "-hint",
                      (hint_words.empty() ? "" : hint_words + " ") +
                          std::string(tr(words, "Give 1 to the one that matters most to you.")));
  described = box.name + "-hint";
  if (!box.error.empty()) {
    body += pages::error_message(box.name + "-error", box.error, words);
    described += " " + box.name + "-error";
  }
  bool first = true;
  for (const Choice& choice : question.choices) {
    const Pick* const pick = pick_of(value, choice.id);
    std::vector<pages::Option> options{{.value = "", .label = std::string(tr(words, "No place"))}};
    for (std::size_t place = 1; place <= places(question); ++place) {
      const std::string number = std::to_string(place);
      options.push_back(
          {.value = number, .label = number, .chosen = pick != nullptr && pick->code == number});
    }
    const std::string name = box.name + "-" + choice.id;
    body += pages::select({.name = name,
                           .label = text_of(choice.text, words.language()),
                           .options = std::move(options),
                           .id = first ? box.name : name},
                          words);
    first = false;
  }
  return pages::fieldset({.legend = label_of(question, words),
                          .size = box.heading ? pages::Size::l : pages::Size::m,
                          .heading = box.heading,
                          .body = body,
                          .described_by = described,
                          .is_wrong = !box.error.empty()});
}

std::string read_ranking(const Question& question, const Typed& typed) {
  Value value;
  for (const Choice& choice : question.choices)
    for (const std::string_view place : typed.all("-" + choice.id))
      if (!place.empty()) value.push_back({choice.id, latin_digits(place)});
  return write_value(value);
}

std::vector<std::string> check_ranking(const Question& question, std::string_view kept,
                                       const pages::Words& words) {
  Value value;
  if (auto problems = check_picks(question, kept, words, value); !problems.empty()) return problems;
  std::set<std::string_view> things, taken;
  for (const Pick& pick : value) {
    if (question.choice(pick.item) == nullptr || !pick.words.empty() ||
        !things.insert(pick.item).second)
      return {std::string(tr(words, "Choose from the answers shown"))};
    if (!taken.insert(pick.code).second)
      return {std::string(tr(words, "Give each place to one thing only"))};
  }
  for (std::size_t place = 1; place <= value.size(); ++place)
    if (place > places(question) || !taken.contains(std::to_string(place)))
      return {std::string(tr(words, "Number them from 1, without leaving a place out"))};
  if (question.required && !value.empty() && value.size() < places(question))
    return {tr_n(words, "Give a place to {n}", "Give places to {n}", places(question))};
  return {};
}

Value in_order(std::string_view kept) {
  Value value = picks(kept);
  std::ranges::sort(value, {}, [](const Pick& pick) { return number_from(pick.code); });
  return value;
}

std::string shown_ranking(const Question& question, std::string_view kept,
                          const pages::Words& words) {
  std::string out;
  for (const Pick& pick : in_order(kept)) {
    if (!out.empty()) out += "\n";
    out += pick.code + ". " + said_choice(question.choices, pick.item, words.language());
  }
  return out;
}

std::vector<ExportColumn> ranking_columns(const Question& question, std::string_view language) {
  std::vector<ExportColumn> all;
  for (const Choice& choice : question.choices)
    all.push_back(
        {.id = column_id(question, choice.id),
         .heading = heading_of(question, language, text_of(choice.text, language) + " (place)"),
         .number = true});
  return all;
}

std::vector<Counting> ranking_countings(const Question& question, std::string_view language) {
  Counting counting{.heading = heading_of(question, language, "put first"), .lines = {}};
  for (const Choice& choice : question.choices)
    counting.lines.push_back({text_of(choice.text, language), choice.id, "1"});
  return {counting};
}

std::vector<std::string> ranking_cells(const Question& question, const Value& value,
                                       std::string_view) {
  std::vector<std::string> all;
  for (const Choice& choice : question.choices) {
    const Pick* const pick = pick_of(value, choice.id);
    all.push_back(pick == nullptr ? "" : pick->code);
  }
  return all;
}

Html paper_ranking(const Question& question, const pages::Words& words) {
  std::vector<Html> items;
  for (const Choice& choice : question.choices)
    items.push_back(paper_tick(text_of(choice.text, words.language()), false, words));
  return join(el("p", {{"class", "heed-paper-how"}},
                 tr(words, "Write a number in each box: 1 for the one that matters most to you.")),
              el("ul", {{"class", "heed-paper-choices"}}, items));
}

}  // namespace

const Asker& ranking_kind() {
  static const Asker kind{.kind = Kind::ranking,
                          .name = "ranking",
                          .said = "Put in order",
                          .has_choices = true,
                          .seconds = 30,
                          .box = ranking_box,
                          .read = read_ranking,
                          .check = check_ranking,
                          .shown = shown_ranking,
                          .columns = ranking_columns,
                          .cells = ranking_cells,
                          .countings = ranking_countings,
                          .voices = no_voices,
                          .paper = paper_ranking};
  return kind;
}

}  // namespace heed::questions::inside
