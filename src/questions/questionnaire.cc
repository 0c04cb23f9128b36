#include "questions/questionnaire.h"

#include "base/text.h"

namespace heed::questions {

std::string_view in_language(const Words& words, std::string_view language) {
  const auto found = words.find(std::string(language));
  if (found != words.end() && !found->second.empty()) return found->second;
  const auto english = words.find("en");
  return english == words.end() ? std::string_view{} : std::string_view(english->second);
}

std::vector<const Question*> Questionnaire::questions() const {
  std::vector<const Question*> all;
  for (const Section& section : sections)
    for (const Question& question : section.questions) all.push_back(&question);
  return all;
}

const Question* Questionnaire::find(QuestionId id) const {
  for (const Question* question : questions())
    if (question->id == id) return question;
  return nullptr;
}

std::vector<Problem> check_answer(const Question& question, std::string_view typed) {
  if (const auto text = bounded_text(typed, question.chars_max); !text)
    return {{question.id.text(), text.error().said}};
  if (question.required && trimmed(typed).empty())
    return {{question.id.text(), "Write your answer to this question"}};
  return {};
}

Checked check_response(const Questionnaire& asked, PressKey press_key, const Answers& answers) {
  Checked checked;
  CheckedResponse response;
  response.press_key_ = press_key;
  response.version_ = asked.version;
  for (const Question* question : asked.questions()) {
    std::string_view typed;
    for (const auto& [id, words] : answers)
      if (id == question->id) typed = words;
    for (Problem& problem : check_answer(*question, typed))
      checked.problems.push_back(std::move(problem));
    if (!trimmed(typed).empty())
      response.answers_.push_back(
          {question->id, std::string(in_language(question->text, "en")), std::string(typed)});
  }
  if (checked.problems.empty() && response.answers_.empty())
    checked.problems.push_back({"", "You have not answered any question yet"});
  if (checked.problems.empty()) checked.response = std::move(response);
  return checked;
}

}  // namespace heed::questions
