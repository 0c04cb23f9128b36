// What kinds of one sort share: those that offer choices, and those in people's own words. A kind
// says its name, and what it does otherwise.
#pragma once

#include "base/text.h"
#include "questions/inside/catalogue.h"
#include "questions/inside/parts.h"

namespace heed::questions::inside {

inline HowMany just_one(const Question&) { return HowMany::one; }
inline HowMany any_of(const Question&) { return HowMany::several; }

// A kind with choices, of which `how_many` may be taken; what people write beside one is a voice.
template <HowMany (*how_many)(const Question&)>
Asker choosing(Asker named) {
  named.has_choices = true;
  named.box = [](const Question& question, const Box& box, const pages::Words& words) {
    return choices_box(question, how_many(question), box, words);
  };
  named.read = [](const Question& question, const Typed& typed) {
    return read_choices(question, how_many(question), typed);
  };
  named.check = [](const Question& question, std::string_view kept, const pages::Words& words) {
    return check_choices(question, how_many(question), kept, words);
  };
  named.shown = shown_choices;
  named.columns = [](const Question& question, std::string_view language) {
    return choices_columns(question, how_many(question), language);
  };
  named.cells = [](const Question& question, const Value& value, std::string_view language) {
    return choices_cells(question, how_many(question), value, language);
  };
  named.countings = [](const Question& question, std::string_view language) {
    return choices_countings(question, how_many(question), language);
  };
  named.paper = [](const Question& question, const pages::Words& words) {
    return paper_choices(question, how_many(question), words);
  };
  if (named.voices == nullptr) named.voices = own_words_said;
  return named;
}

// A kind whose answer is words: kept, shown and read as they are. It brings its box and its paper.
inline Asker in_own_words(Asker named) {
  named.is_text = true;
  named.read = [](const Question&, const Typed& typed) { return std::string(typed.field("")); };
  named.check = [](const Question& question, std::string_view kept, const pages::Words& words) {
    std::string said = said_of(kept, question.chars_max, words);
    return said.empty() ? std::vector<std::string>() : std::vector{std::move(said)};
  };
  named.shown = [](const Question&, std::string_view kept, const pages::Words&) {
    return std::string(kept);
  };
  named.columns = [](const Question& question, std::string_view language) {
    return std::vector<ExportColumn>{{column_id(question), heading_of(question, language)}};
  };
  named.cells = [](const Question&, const Value& value, std::string_view) {
    return std::vector<std::string>{value.empty() ? "" : value.front().words};
  };
  named.voices = [](const Question& question, std::string_view kept) {
    if (trimmed(kept).empty()) return std::vector<Said>();
    return std::vector<Said>{{heading_of(question, "en"), std::string(kept)}};
  };
  return named;
}

}  // namespace heed::questions::inside
