#include "questions/questionnaire.h"

#include <array>

#include "base/text.h"
#include "pages/words.h"
#include "questions/kinds.h"

namespace heed::questions {
namespace {

constexpr std::array<std::string_view, 10> kTests = {
    "always",   "is",      "is_not", "answered", "not_answered",
    "at_least", "at_most", "all",    "any",      "none"};

CheckedResponse::Answer answer_from(const Question& question, std::string_view kept) {
  const Asker& kind = asker_of(question);
  CheckedResponse::Answer answer{.question = question.id,
                                 .wording = std::string(in_language(question.text, "en")),
                                 .words = std::string(kept),
                                 .kind = question.kind,
                                 .code_list = question.code_list};
  if (!kind.is_text) answer.value = picks(kept);
  if (!kind.kept_apart) answer.voices = kind.voices(question, kept);
  return answer;
}

}  // namespace

std::string_view in_language(const Words& words, std::string_view language) {
  const auto found = words.find(std::string(language));
  if (found != words.end() && !found->second.empty()) return found->second;
  const auto english = words.find("en");
  return english == words.end() ? std::string_view{} : std::string_view(english->second);
}

std::string_view name_of(Kind kind) { return asker_of(kind).name; }

std::optional<Kind> kind_named(std::string_view name) {
  for (const Asker& each : askers())
    if (each.name == name) return each.kind;
  return std::nullopt;
}

std::string_view name_of(Condition::Test test) { return kTests[static_cast<std::size_t>(test)]; }

std::optional<Condition::Test> test_named(std::string_view name) {
  for (std::size_t i = 0; i < kTests.size(); ++i)
    if (kTests[i] == name) return static_cast<Condition::Test>(i);
  return std::nullopt;
}

const Choice* Question::choice(std::string_view choice_id) const {
  for (const Choice& each : choices)
    if (each.id == choice_id) return &each;
  return nullptr;
}

const Choice* Question::row(std::string_view row_id) const {
  for (const Choice& each : rows)
    if (each.id == row_id) return &each;
  return nullptr;
}

std::vector<const Question*> Questionnaire::questions() const {
  std::vector<const Question*> all;
  for (const Section& section : sections)
    for (const Question& question : section.questions) all.push_back(&question);
  return all;
}

const Question* Questionnaire::find(QuestionId id) const {
  for (const Section& section : sections)
    for (const Question& question : section.questions)
      if (question.id == id) return &question;
  return nullptr;
}

std::string_view answer_to(const Answers& answers, QuestionId id) {
  for (const auto& [question, kept] : answers)
    if (question == id) return kept;
  return {};
}

bool fits(const Answers& answers) {
  std::size_t bytes = 0;
  for (const auto& [id, kept] : answers) bytes += kept.size();
  return bytes <= limits::kResponseBytes;
}

std::vector<Problem> check_answer(const Question& question, std::string_view kept,
                                  const pages::Words* words) {
  const pages::Words& said_in = words == nullptr ? pages::Words::english() : *words;
  std::vector<Problem> problems;
  for (std::string& said : asker_of(question).check(question, kept, said_in))
    problems.push_back({question.id.text(), std::move(said)});
  if (!problems.empty() || !question.required || is_answered(question, kept)) return problems;
  if (asker_of(question).is_text)
    return {{question.id.text(), std::string(tr(said_in, "Write your answer to this question"))}};
  return {{question.id.text(), std::string(tr(said_in, "Answer this question"))}};
}

Checked check_response(const Questionnaire& asked, PressKey press_key, const Answers& answers,
                       const pages::Words* words) {
  Checked checked;
  CheckedResponse response;
  response.press_key_ = press_key;
  response.version_ = asked.version;
  for (const Question* question : questions_shown(asked, answers)) {
    const std::string_view kept = answer_to(answers, question->id);
    for (Problem& problem : check_answer(*question, kept, words))
      checked.problems.push_back(std::move(problem));
    if (!is_answered(*question, kept)) continue;
    auto& list = asker_of(*question).kept_apart ? response.about_ : response.answers_;
    list.push_back(answer_from(*question, kept));
  }
  if (!fits(answers))
    checked.problems.push_back(
        {"", std::string(tr(words == nullptr ? pages::Words::english() : *words,
                            "Your answers are too large together. Take a file out."))});
  // About-you alone is no answer to anything.
  if (checked.problems.empty() && response.answers_.empty())
    checked.problems.push_back(
        {"", std::string(tr(words == nullptr ? pages::Words::english() : *words,
                            "You have not answered any question yet"))});
  if (checked.problems.empty()) checked.response = std::move(response);
  return checked;
}

}  // namespace heed::questions
