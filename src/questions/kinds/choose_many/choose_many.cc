// Choose any of several, or up to a number of them.
#include "questions/inside/catalogue.h"
#include "questions/inside/parts.h"

namespace heed::questions::inside {
namespace {

Html box(const Question& question, const Box& box, const pages::Words& words) {
  return choices_box(question, HowMany::several, box, words);
}

std::string read(const Question& question, const Typed& typed) {
  return read_choices(question, HowMany::several, typed);
}

std::vector<std::string> check(const Question& question, std::string_view kept,
                               const pages::Words& words) {
  return check_choices(question, HowMany::several, kept, words);
}

std::string shown(const Question& question, std::string_view kept, const pages::Words& words) {
  return shown_choices(question, kept, words);
}

std::vector<ExportColumn> columns(const Question& question, std::string_view language) {
  return choices_columns(question, HowMany::several, language);
}

std::vector<Counting> countings(const Question& question, std::string_view language) {
  return choices_countings(question, HowMany::several, language);
}

std::vector<std::string> cells(const Question& question, const Value& value,
                               std::string_view language) {
  return choices_cells(question, HowMany::several, value, language);
}

Html paper(const Question& question, const pages::Words& words) {
  return paper_choices(question, HowMany::several, words);
}

}  // namespace

const Asker& choose_many_kind() {
  static const Asker kind{.kind = Kind::choose_many,
                          .name = "choose_many",
                          .said = "Choose any that apply",
                          .has_choices = true,
                          .seconds = 15,
                          .box = box,
                          .read = read,
                          .check = check,
                          .shown = shown,
                          .columns = columns,
                          .cells = cells,
                          .countings = countings,
                          .voices = own_words_said,
                          .paper = paper};
  return kind;
}

}  // namespace heed::questions::inside
