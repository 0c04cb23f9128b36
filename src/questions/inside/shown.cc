// Which questions these answers lead to.
#include <charconv>
#include <unordered_map>

#include "questions/kinds.h"

namespace heed::questions {
namespace {

struct Given {
  const Question* question = nullptr;
  std::string_view kept;
};
struct IdHash {
  std::size_t operator()(const QuestionId& id) const {
    std::size_t hash = 0;
    for (const auto byte : id.bytes()) hash = hash * 131 + static_cast<std::size_t>(byte);
    return hash;
  }
};
using GivenById = std::unordered_map<QuestionId, Given, IdHash>;

bool picked(const Value& value, std::string_view wanted) {
  for (const Pick& pick : value) {
    if (pick.item.empty() && pick.code == wanted) return true;
    if (pick.item.size() + pick.code.size() + 1 == wanted.size() && wanted.starts_with(pick.item) &&
        wanted[pick.item.size()] == '=' && wanted.ends_with(pick.code))
      return true;
  }
  return false;
}

std::optional<double> as_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool leaf(const Condition& condition, const Given& given) {
  using Test = Condition::Test;
  const bool answered = given.question != nullptr && is_answered(*given.question, given.kept);
  if (condition.test == Test::answered) return answered;
  if (condition.test == Test::not_answered) return !answered;
  if (!answered) return false;
  const bool text = asker_of(*given.question).is_text;
  const Value value = text ? Value{{"", std::string(given.kept)}} : picks(given.kept);
  if (condition.test == Test::is) return picked(value, condition.value);
  if (condition.test == Test::is_not) return !picked(value, condition.value);
  const auto limit = as_number(condition.value);
  const auto number = value.empty() ? std::nullopt : as_number(value.front().code);
  if (!limit || !number) return false;
  return condition.test == Test::at_least ? *number >= *limit : *number <= *limit;
}

bool holds(const Condition& condition, const GivenById& given) {
  using Test = Condition::Test;
  const auto each = [&](const Condition& one) { return holds(one, given); };
  switch (condition.test) {
    case Test::always:
      return true;
    case Test::all:
      return std::ranges::all_of(condition.of, each);
    case Test::any:
      return std::ranges::any_of(condition.of, each);
    case Test::none:
      return std::ranges::none_of(condition.of, each);
    default:
      break;
  }
  const auto found = given.find(condition.question);
  return leaf(condition, found == given.end() ? Given{} : found->second);
}

}  // namespace

std::vector<const Question*> questions_shown(const Questionnaire& asked, const Answers& answers) {
  GivenById given;
  std::vector<const Question*> shown;
  for (const Section& section : asked.sections)
    for (const Question& question : section.questions) {
      if (!holds(question.show_if, given)) continue;
      shown.push_back(&question);
      // Only questions that are shown are looked at by later ones.
      given[question.id] = {&question, answer_to(answers, question.id)};
    }
  return shown;
}

std::vector<const Question*> answers_left_out(const Questionnaire& asked, const Answers& answers) {
  const std::vector<const Question*> shown = questions_shown(asked, answers);
  std::vector<const Question*> left_out;
  for (const auto& [id, kept] : answers) {
    const Question* const question = asked.find(id);
    if (question == nullptr || !is_answered(*question, kept)) continue;
    if (std::ranges::find(shown, question) == shown.end()) left_out.push_back(question);
  }
  return left_out;
}

}  // namespace heed::questions
