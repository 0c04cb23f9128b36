// Statement vote: agree, disagree or pass on each of several statements, as opinion groups take
// them.
#include "questions/inside/catalogue.h"
#include "questions/inside/parts.h"

namespace heed::questions::inside {
namespace {

// The page's own words, in the page's language: a vote means the same in every questionnaire.
std::vector<Choice> votes(const pages::Words& words) {
  const auto said = [&](std::string_view text) { return Words{{"en", std::string(text)}}; };
  return {{.id = "agree", .text = said(tr(words, "Agree"))},
          {.id = "disagree", .text = said(tr(words, "Disagree"))},
          {.id = "pass", .text = said(tr(words, "Pass"))}};
}

Html vote_box(const Question& question, const Box& box, const pages::Words& words) {
  return rows_box(question, {question.rows, votes(words)}, box, words);
}

std::string read_vote(const Question& question, const Typed& typed) {
  return read_rows(question.rows, typed);
}

std::vector<std::string> check_vote(const Question& question, std::string_view kept,
                                    const pages::Words& words) {
  return check_rows(question, {question.rows, votes(words)}, kept, words);
}

std::string shown_vote(const Question& question, std::string_view kept, const pages::Words& words) {
  return shown_rows({question.rows, votes(words)}, kept, words.language());
}

std::vector<ExportColumn> vote_columns(const Question& question, std::string_view language) {
  return rows_columns(question, {question.rows, votes(pages::Words::for_language(language))},
                      language);
}

std::vector<Counting> vote_countings(const Question& question, std::string_view language) {
  return rows_countings(question, {question.rows, votes(pages::Words::for_language(language))},
                        language);
}

std::vector<std::string> vote_cells(const Question& question, const Value& value,
                                    std::string_view language) {
  return rows_cells({question.rows, votes(pages::Words::for_language(language))}, value, language);
}

Html paper_vote(const Question& question, const pages::Words& words) {
  return paper_rows({question.rows, votes(words)}, words);
}

}  // namespace

const Asker& vote_kind() {
  static const Asker kind{.kind = Kind::vote,
                          .name = "vote",
                          .said = "Statements: agree, disagree or pass",
                          .has_rows = true,
                          .seconds = 20,
                          .box = vote_box,
                          .read = read_vote,
                          .check = check_vote,
                          .shown = shown_vote,
                          .columns = vote_columns,
                          .cells = vote_cells,
                          .countings = vote_countings,
                          .voices = no_voices,
                          .paper = paper_vote};
  return kind;
}

}  // namespace heed::questions::inside
