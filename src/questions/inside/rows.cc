// Radios for each of several rows: what a matrix and a vote on statements share.
#include "questions/inside/parts.h"

namespace heed::questions::inside {

Html rows_box(const Question& question, RowBoxes boxes, const Box& box, const pages::Words& words) {
  const Value value = picks(box.kept);
  const std::string hint_words = hint_of(question, box, words);
  Html body;
  std::string described;
  if (!hint_words.empty()) {
    described = box.name + "-hint";
    body += pages::hint(described, hint_words);
  }
  if (!box.error.empty()) {
    described += (described.empty() ? "" : " ") + box.name + "-error";
    body += pages::error_message(box.name + "-error", box.error, words);
  }
  bool first = true;
  for (const Choice& row : boxes.rows) {
    const Pick* const pick = pick_of(value, row.id);
    std::vector<pages::Option> options;
    for (const Choice& column : boxes.columns)
      options.push_back({.value = column.id,
                         .label = text_of(column.text, words.language()),
                         .chosen = pick != nullptr && pick->code == column.id});
    const std::string name = box.name + "-" + row.id;
    body += pages::radios({.name = name,
                           .legend = text_of(row.text, words.language()),
                           .hint = text_of(row.help, words.language()),
                           .options = std::move(options),
                           .inline_options = boxes.columns.size() <= 5,
                           .small = true,
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

std::string read_rows(const std::vector<Choice>& rows, const Typed& typed) {
  Value value;
  for (const Choice& row : rows)
    for (const std::string_view code : typed.all("-" + row.id))
      if (!code.empty()) value.push_back({row.id, std::string(code)});
  return write_value(value);
}

std::vector<std::string> check_rows(const Question& question, RowBoxes boxes, std::string_view kept,
                                    const pages::Words& words) {
  Value value;
  if (auto problems = check_picks(question, kept, words, value); !problems.empty()) return problems;
  std::set<std::string_view> rows;
  for (const Pick& pick : value) {
    const auto is = [](std::string_view id) {
      return [id](const Choice& each) { return each.id == id; };
    };
    if (std::ranges::none_of(boxes.rows, is(pick.item)) ||
        std::ranges::none_of(boxes.columns, is(pick.code)) || !pick.words.empty())
      return {std::string(tr(words, "Choose from the answers shown"))};
    if (!rows.insert(pick.item).second)
      return {std::string(tr(words, "Choose one answer in each row"))};
  }
  if (question.required && !value.empty() && rows.size() < boxes.rows.size())
    return {std::string(tr(words, "Choose an answer in every row"))};
  return {};
}

std::string shown_rows(RowBoxes boxes, std::string_view kept, std::string_view language) {
  std::string out;
  for (const Pick& pick : picks(kept)) {
    if (!out.empty()) out += "\n";
    out += said_choice(boxes.rows, pick.item, language) + ": " +
           said_choice(boxes.columns, pick.code, language);
  }
  return out;
}

std::vector<ExportColumn> rows_columns(const Question& question, RowBoxes boxes,
                                       std::string_view language) {
  std::vector<ExportColumn> columns;
  for (const Choice& row : boxes.rows)
    columns.push_back({column_id(question, row.id),
                       heading_of(question, language, text_of(row.text, language)),
                       codes_of(boxes.columns, language)});
  return columns;
}

std::vector<std::string> rows_cells(RowBoxes boxes, const Value& value, std::string_view language) {
  std::vector<std::string> cells;
  for (const Choice& row : boxes.rows) {
    const Pick* const pick = pick_of(value, row.id);
    cells.push_back(pick == nullptr ? "" : said_choice(boxes.columns, pick->code, language));
  }
  return cells;
}

std::vector<Counting> rows_countings(const Question& question, RowBoxes boxes,
                                     std::string_view language) {
  std::vector<Counting> all;
  for (const Choice& row : boxes.rows) {
    Counting counting{.heading = heading_of(question, language, text_of(row.text, language)),
                      .lines = {}};
    for (const Choice& column : boxes.columns)
      counting.lines.push_back({text_of(column.text, language), row.id, column.id});
    all.push_back(std::move(counting));
  }
  return all;
}

Html paper_rows(RowBoxes boxes, const pages::Words& words) {
  Html body;
  for (const Choice& row : boxes.rows) {
    std::vector<Html> ticks;
    for (const Choice& column : boxes.columns)
      ticks.push_back(paper_tick(text_of(column.text, words.language()), false, words));
    body += el("div", {{"class", "heed-paper-row"}}, el("p", text_of(row.text, words.language())),
               el("ul", {{"class", "heed-paper-choices heed-paper-choices--across"}}, ticks));
  }
  return body;
}

}  // namespace heed::questions::inside
