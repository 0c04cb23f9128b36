// Number: whole or with decimals, between limits where there are any.
#include "base/text.h"
#include "questions/inside/catalogue.h"
#include "questions/inside/parts.h"

namespace heed::questions::inside {
namespace {

Html number_box(const Question& question, const Box& box, const pages::Words& words) {
  return pages::input({.name = box.name,
                       .label = label_of(question, words),
                       .hint = hint_of(question, box, words),
                       .error = box.error,
                       .value = first_code(box.kept),
                       .inputmode = question.decimals > 0 ? "decimal" : "numeric",
                       .width = 10,
                       .heading = box.heading},
                      words);
}

std::string read_number(const Question&, const Typed& typed) {
  const std::string written(trimmed(typed.field("")));
  if (written.empty()) return "";
  const std::string plain = plain_number(written);
  return write_value({{"", plain.empty() ? written : plain}});
}

std::vector<std::string> check_number(const Question& question, std::string_view kept,
                                      const pages::Words& words) {
  Value value;
  if (auto problems = check_picks(question, kept, words, value); !problems.empty()) return problems;
  if (value.empty()) return {};
  const std::string& code = value.front().code;
  if (value.size() > 1 || !value.front().item.empty() || !value.front().words.empty() ||
      plain_number(code) != code || code.empty())
    return {std::string(tr(words, "Write a number, like 12"))};
  const std::size_t point = code.find('.');
  const std::size_t places = point == std::string::npos ? 0 : code.size() - point - 1;
  if (places > static_cast<std::size_t>(std::max(0, question.decimals))) {
    if (question.decimals <= 0) return {std::string(tr(words, "Write a whole number, like 12"))};
    return {tr_n(words, "Write no more than {n} decimal place",
                 "Write no more than {n} decimal places",
                 static_cast<std::uint64_t>(question.decimals))};
  }
  const double number = number_from(code);
  if (question.least && number < static_cast<double>(*question.least))
    return {tr(words, "The smallest number is {n}", {{"n", std::to_string(*question.least)}})};
  if (question.most && number > static_cast<double>(*question.most))
    return {tr(words, "The largest number is {n}", {{"n", std::to_string(*question.most)}})};
  return {};
}

std::string shown_number(const Question&, std::string_view kept, const pages::Words&) {
  return first_code(kept);
}

std::vector<ExportColumn> number_columns(const Question& question, std::string_view language) {
  return {{.id = column_id(question), .heading = heading_of(question, language), .number = true}};
}

Html paper_number(const Question&, const pages::Words&) { return paper_cells(8); }

}  // namespace

const Asker& number_kind() {
  static const Asker kind{.kind = Kind::number,
                          .name = "number",
                          .said = "Number",
                          .seconds = 8,
                          .box = number_box,
                          .read = read_number,
                          .check = check_number,
                          .shown = shown_number,
                          .columns = number_columns,
                          .cells = one_code_cells,
                          .voices = no_voices,
                          .paper = paper_number};
  return kind;
}

}  // namespace heed::questions::inside
