// Writing: a list of choices as lines that a person types, and back, without losing what is kept.
//
//   lines_of(question.choices, "en");      // "By bus\nOther [say]\n# Not here\nNone [alone]\n"
//   question.choices = TRY(choices_from(typed, question.choices));
//   translate(question.choices, "cy", typed_cy);       // line by line, in the same order
//
// A line that stays keeps its id, and so does one that only changes its words while the number of
// lines stays: answers given before still mean what they meant.
// Threads: pure.
// Does not: store anything.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "questions/questionnaire.h"

namespace heed::questions {

std::string lines_of(const std::vector<Choice>& choices, std::string_view language);
// Errors: invalid, too_large (said).
Result<std::vector<Choice>> choices_from(std::string_view typed, const std::vector<Choice>& before);
// Fewer lines than choices leave the rest in English.
void translate(std::vector<Choice>& choices, std::string_view language, std::string_view typed);
// The same questions with ids of their own, conditions following: for copying.
template <class NewId>
Questionnaire copied(Questionnaire asked, const NewId& new_id);

// The monitoring that Heed starts with, from schema/lists: data, with owner, version and source.
// Each is a question of Kind::about without an id.
std::vector<Question> about_you_lists();

// --- Inline ------------------------------------------------------------------------------------
namespace inside {
void rename(Condition& condition, const std::map<QuestionId, QuestionId>& ids);
}
template <class NewId>
Questionnaire copied(Questionnaire asked, const NewId& new_id) {
  std::map<QuestionId, QuestionId> ids;
  for (Section& section : asked.sections)
    for (Question& question : section.questions) {
      const QuestionId fresh = new_id();
      ids[question.id] = fresh;
      question.id = fresh;
      inside::rename(question.show_if, ids);
    }
  return asked;
}

}  // namespace heed::questions
