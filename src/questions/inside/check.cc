// What keeps a questionnaire from being asked, said to whoever writes it.
#include <set>

#include "base/text.h"
#include "pages/words.h"
#include "questions/kinds.h"

namespace heed::questions {
namespace {

using pages::tr;

bool is_choice_id(std::string_view id) {
  if (id.empty() || id.size() > 40) return false;
  return std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

class Checker {
 public:
  explicit Checker(const Questionnaire& asked) : asked_(asked) {}

  std::vector<Problem> all() {
    const auto questions = asked_.questions();
    if (questions.empty()) say("", tr(words_, "Write at least one question."));
    if (questions.size() > limits::kQuestionsMax)
      say("", tr(words_, "There are more than {n} questions.",
                 {{"n", std::to_string(limits::kQuestionsMax)}}));
    if (asked_.languages.empty() || asked_.languages.front() != "en" ||
        asked_.languages.size() > limits::kLanguagesMax)
      say("", tr(words_, "The first language is English."));
    if (write_questionnaire(asked_).size() > limits::kQuestionnaireBytes)
      say("", tr(words_, "The questions are too long to keep together."));
    for (const Section& section : asked_.sections) {
      texts("", section.title, limits::kTitleChars);
      texts("", section.intro, limits::kShortTextChars * 5);
    }
    for (const Question* question : questions) one(*question);
    return std::move(problems_);
  }

 private:
  void say(std::string field, std::string_view said) {
    problems_.push_back({std::move(field), std::string(said)});
  }

  void texts(const std::string& field, const Words& texts, std::size_t chars_max) {
    for (const auto& [language, text] : texts)
      if (const auto bounded = bounded_text(text, chars_max); !bounded)
        return say(field, bounded.error().said);
  }

  void choices(const Question& question, const std::vector<Choice>& list) {
    const std::string field = question.id.text();
    std::set<std::string_view> ids;
    if (list.size() > limits::kChoicesMax)
      say(field, tr(words_, "There are more than {n} answers to choose from.",
                    {{"n", std::to_string(limits::kChoicesMax)}}));
    for (const Choice& choice : list) {
      if (!is_choice_id(choice.id) || !ids.insert(choice.id).second)
        say(field, tr(words_, "Two of its answers are the same."));
      if (trimmed(in_language(choice.text, "en")).empty())
        say(field, tr(words_, "One of its answers has no words."));
      texts(field, choice.text, limits::kShortTextChars);
      texts(field, choice.help, limits::kShortTextChars);
      texts(field, choice.group, limits::kShortTextChars);
    }
  }

  // Conditions look back: at a question already asked, and at answers that it has.
  void condition(const Question& question, const Condition& condition_) {
    using Test = Condition::Test;
    for (const Condition& each : condition_.of) condition(question, each);
    if (condition_.test == Test::always || condition_.test == Test::all ||
        condition_.test == Test::any || condition_.test == Test::none)
      return;
    const std::string field = question.id.text();
    if (!before_.contains(condition_.question))
      return say(field, tr(words_, "It is shown by the answer to a question that comes later."));
    const Question& looked_at = *asked_.find(condition_.question);
    const bool of_value = condition_.test == Test::is || condition_.test == Test::is_not;
    const Kind kind = looked_at.kind;
    if (of_value &&
        (kind == Kind::choose_one || kind == Kind::choose_many || kind == Kind::capacity) &&
        looked_at.choice(condition_.value) == nullptr)
      say(field, tr(words_, "It is shown by an answer that is not there any more."));
    // An about-you answer is kept apart, and may decide nothing.
    if (asker_of(looked_at).kept_apart)
      say(field, tr(words_, "An about-you answer cannot decide what else is asked."));
  }

  void one(const Question& question) {
    const std::string field = question.id.text();
    const Asker& kind = asker_of(question);
    if (question.id.is_null() || before_.contains(question.id))
      say(field, tr(words_, "Two questions are the same one."));
    if (trimmed(in_language(question.text, "en")).empty())
      say(field, tr(words_, "Write the question."));
    texts(field, question.text, limits::kShortTextChars);
    texts(field, question.help, limits::kShortTextChars * 5);
    choices(question, question.choices);
    choices(question, question.rows);
    if (kind.has_choices && kind.kind != Kind::scale && question.choices.size() < 2)
      say(field, tr(words_, "Write at least two answers to choose from."));
    if (kind.has_rows && question.rows.empty())
      say(field, tr(words_, "Write at least one row or statement."));
    if (question.least && question.most && *question.least >= *question.most)
      say(field, tr(words_, "The smallest number is not smaller than the largest."));
    if (question.kind == Kind::scale && question.least.value_or(1) + 20 < question.most.value_or(5))
      say(field, tr(words_, "A scale has at most 21 steps."));
    if (question.decimals < 0 || question.decimals > 6)
      say(field, tr(words_, "Choose from 0 to 6 decimal places."));
    if (question.chars_max == 0 || question.chars_max > limits::kLongTextChars)
      say(field, tr(words_, "Answers can be up to {n} characters long.",
                    {{"n", std::to_string(limits::kLongTextChars)}}));
    if (kind.kept_apart) about(question);
    condition(question, question.show_if);
    before_.insert(question.id);
  }

  void about(const Question& question) {
    const std::string field = question.id.text();
    if (question.required)
      say(field, tr(words_, "Nobody has to answer a question about themselves."));
    if (question.choice("prefer-not-to-say") == nullptr)
      say(field, tr(words_, "A question about people needs “Prefer not to say”."));
    const std::string list = question.code_list.substr(0, question.code_list.find('/'));
    if (!list.empty() && !lists_.insert(list).second)
      say(field, tr(words_, "This about-you question is asked twice."));
  }

  const Questionnaire& asked_;
  const pages::Words& words_ = pages::Words::english();
  std::vector<Problem> problems_;
  std::set<QuestionId> before_;
  std::set<std::string> lists_;
};

}  // namespace

std::vector<Problem> check_questionnaire(const Questionnaire& asked) {
  return Checker(asked).all();
}

}  // namespace heed::questions
