// Short text: a line or so in people's own words.
#include "base/text.h"
#include "questions/inside/catalogue.h"
#include "questions/inside/parts.h"

namespace heed::questions::inside {
namespace {

Html box(const Question& question, const Box& box, const pages::Words& words) {
  return pages::input({.name = box.name,
                       .label = label_of(question, words),
                       .hint = hint_of(question, box, words),
                       .error = box.error,
                       .value = std::string(box.kept),
                       .heading = box.heading,
                       .dir_auto = true},
                      words);
}

std::string read(const Question&, const Typed& typed) { return std::string(typed.field("")); }

std::vector<std::string> check(const Question& question, std::string_view kept,
                               const pages::Words& words) {
  std::string said = said_of(kept, question.chars_max, words);
  if (said.empty()) return {};
  return {std::move(said)};
}

std::string shown(const Question&, std::string_view kept, const pages::Words&) {
  return std::string(kept);
}

std::vector<ExportColumn> columns(const Question& question, std::string_view language) {
  return {{column_id(question), heading_of(question, language)}};
}

std::vector<std::string> cells(const Question&, const Value& value, std::string_view) {
  return {value.empty() ? "" : value.front().words};
}

std::vector<Said> voices(const Question& question, std::string_view kept) {
  if (trimmed(kept).empty()) return {};
  return {{heading_of(question, "en"), std::string(kept)}};
}

Html paper(const Question&, const pages::Words&) { return paper_lines(2); }

}  // namespace

const Asker& short_text_kind() {
  static const Asker kind{.kind = Kind::short_text,
                          .name = "short_text",
                          .said = "Short answer in own words",
                          .is_text = true,
                          .seconds = 20,
                          .box = box,
                          .read = read,
                          .check = check,
                          .shown = shown,
                          .columns = columns,
                          .cells = cells,
                          .voices = voices,
                          .paper = paper};
  return kind;
}

}  // namespace heed::questions::inside
