// Matrix: the same choices for each of several rows.
#include "questions/inside/catalogue.h"
#include "questions/inside/parts.h"

namespace heed::questions::inside {
namespace {

Html matrix_box(const Question& question, const Box& box, const pages::Words& words) {
  return rows_box(question, {question.rows, question.choices}, box, words);
}

std::string read_matrix(const Question& question, const Typed& typed) {
  return read_rows(question.rows, typed);
}

std::vector<std::string> check_matrix(const Question& question, std::string_view kept,
                                      const pages::Words& words) {
  return check_rows(question, {question.rows, question.choices}, kept, words);
}

std::string shown_matrix(const Question& question, std::string_view kept,
                         const pages::Words& words) {
  return shown_rows({question.rows, question.choices}, kept, words.language());
}

std::vector<ExportColumn> matrix_columns(const Question& question, std::string_view language) {
  return rows_columns(question, {question.rows, question.choices}, language);
}

std::vector<Counting> matrix_countings(const Question& question, std::string_view language) {
  return rows_countings(question, {question.rows, question.choices}, language);
}

std::vector<std::string> matrix_cells(const Question& question, const Value& value,
                                      std::string_view language) {
  return rows_cells({question.rows, question.choices}, value, language);
}

Html paper_matrix(const Question& question, const pages::Words& words) {
  return paper_rows({question.rows, question.choices}, words);
}

}  // namespace

const Asker& matrix_kind() {
  static const Asker kind{.kind = Kind::matrix,
                          .name = "matrix",
                          .said = "Table: one answer in each row",
                          .has_choices = true,
                          .has_rows = true,
                          .seconds = 25,
                          .box = matrix_box,
                          .read = read_matrix,
                          .check = check_matrix,
                          .shown = shown_matrix,
                          .columns = matrix_columns,
                          .cells = matrix_cells,
                          .countings = matrix_countings,
                          .voices = no_voices,
                          .paper = paper_matrix};
  return kind;
}

}  // namespace heed::questions::inside
