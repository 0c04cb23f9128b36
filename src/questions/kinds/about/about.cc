// About-you: one question of the harmonised monitoring, its answers from a versioned code list.
// "Prefer not to say" is a code of its own, never a gap (domain: codes). Kept apart from everything
// else, and nothing typed in it is ever a voice.
#include "questions/inside/catalogue.h"
#include "questions/inside/parts.h"

namespace heed::questions::inside {
namespace {

// A list that says "up to one" has round buttons; one where several are right has boxes.
HowMany how(const Question& question) {
  return question.choices_max == 1 ? HowMany::one : HowMany::several;
}

Html box(const Question& question, const Box& box, const pages::Words& words) {
  return choices_box(question, how(question), box, words);
}

std::string read(const Question& question, const Typed& typed) {
  return read_choices(question, how(question), typed);
}

std::vector<std::string> check(const Question& question, std::string_view kept,
                               const pages::Words& words) {
  return check_choices(question, how(question), kept, words);
}

std::string shown(const Question& question, std::string_view kept, const pages::Words& words) {
  return shown_choices(question, kept, words);
}

std::vector<ExportColumn> columns(const Question& question, std::string_view language) {
  return choices_columns(question, how(question), language);
}

std::vector<Counting> countings(const Question& question, std::string_view language) {
  return choices_countings(question, how(question), language);
}

std::vector<std::string> cells(const Question& question, const Value& value,
                               std::string_view language) {
  return choices_cells(question, how(question), value, language);
}

Html paper(const Question& question, const pages::Words& words) {
  return paper_choices(question, how(question), words);
}

}  // namespace

const Asker& about_kind() {
  static const Asker kind{.kind = Kind::about,
                          .name = "about",
                          .said = "About you (kept apart)",
                          .has_choices = true,
                          .kept_apart = true,
                          .seconds = 10,
                          .box = box,
                          .read = read,
                          .check = check,
                          .shown = shown,
                          .columns = columns,
                          .cells = cells,
                          .countings = countings,
                          .voices = no_voices,
                          .paper = paper};
  return kind;
}

}  // namespace heed::questions::inside
