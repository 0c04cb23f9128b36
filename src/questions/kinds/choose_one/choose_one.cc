// Choose one of several, with room for own words beside some ("Other").
#include "questions/inside/catalogue.h"
#include "questions/inside/parts.h"

namespace heed::questions::inside {
namespace {

Html box(const Question& question, const Box& box, const pages::Words& words) {
  return choices_box(question, HowMany::one, box, words);
}

std::string read(const Question& question, const Typed& typed) {
  return read_choices(question, HowMany::one, typed);
}

std::vector<std::string> check(const Question& question, std::string_view kept,
                               const pages::Words& words) {
  return check_choices(question, HowMany::one, kept, words);
}

std::string shown(const Question& question, std::string_view kept, const pages::Words& words) {
  return shown_choices(question, kept, words);
}

std::vector<ExportColumn> columns(const Question& question, std::string_view language) {
  return choices_columns(question, HowMany::one, language);
}

std::vector<Counting> countings(const Question& question, std::string_view language) {
  return choices_countings(question, HowMany::one, language);
}

std::vector<std::string> cells(const Question& question, const Value& value,
                               std::string_view language) {
  return choices_cells(question, HowMany::one, value, language);
}

Html paper(const Question& question, const pages::Words& words) {
  return paper_choices(question, HowMany::one, words);
}

}  // namespace

const Asker& choose_one_kind() {
  static const Asker kind{.kind = Kind::choose_one,
                          .name = "choose_one",
                          .said = "Choose one",
                          .has_choices = true,
                          .seconds = 10,
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
