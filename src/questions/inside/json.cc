// The stored form of a questionnaire: JSON that SQL never looks into. What was added since the
// first form is left out where it says nothing, and is read as such where it is missing.
#include <boost/json.hpp>

#include "questions/questionnaire.h"

namespace heed::questions {
namespace {

namespace json = boost::json;

constexpr int kConditionDepth = 16;

json::object of(const Words& words) {
  json::object out;
  for (const auto& [language, text] : words) out[language] = text;
  return out;
}

void put(json::object& out, const char* name, const Words& words) {
  if (!words.empty()) out[name] = of(words);
}

void put(json::object& out, const char* name, bool flag) {
  if (flag) out[name] = true;
}

json::array of(const std::vector<Choice>& choices) {
  json::array out;
  for (const Choice& choice : choices) {
    json::object one{{"id", choice.id}, {"text", of(choice.text)}};
    put(one, "help", choice.help);
    put(one, "group", choice.group);
    put(one, "own_words", choice.own_words);
    put(one, "alone", choice.alone);
    put(one, "speaks_for", choice.speaks_for);
    out.push_back(std::move(one));
  }
  return out;
}

json::object of(const Condition& condition) {
  json::object out{{"test", name_of(condition.test)}};
  if (!condition.question.is_null()) out["question"] = condition.question.text();
  if (!condition.value.empty()) out["value"] = condition.value;
  if (!condition.of.empty()) {
    json::array all;
    for (const Condition& each : condition.of) all.push_back(of(each));
    out["of"] = std::move(all);
  }
  return out;
}

json::object of(const Question& question) {
  json::object out{{"id", question.id.text()},      {"kind", name_of(question.kind)},
                   {"text", of(question.text)},     {"help", of(question.help)},
                   {"required", question.required}, {"chars_max", question.chars_max}};
  if (!question.choices.empty()) out["choices"] = of(question.choices);
  if (!question.rows.empty()) out["rows"] = of(question.rows);
  if (question.choices_max > 0) out["choices_max"] = question.choices_max;
  if (question.least) out["least"] = *question.least;
  if (question.most) out["most"] = *question.most;
  if (question.decimals > 0) out["decimals"] = question.decimals;
  if (!question.code_list.empty()) out["code_list"] = question.code_list;
  if (question.show_if.test != Condition::Test::always) out["show_if"] = of(question.show_if);
  return out;
}

Words words_from(const json::value& value) {
  Words words;
  for (const auto& [language, text] : value.as_object())
    words[std::string(language)] = std::string(text.as_string());
  return words;
}

Words words_at(const json::object& in, const char* name) {
  const json::value* const found = in.if_contains(name);
  return found == nullptr ? Words{} : words_from(*found);
}

bool flag_at(const json::object& in, const char* name) {
  const json::value* const found = in.if_contains(name);
  return found != nullptr && found->as_bool();
}

std::string text_at(const json::object& in, const char* name) {
  const json::value* const found = in.if_contains(name);
  return found == nullptr ? std::string() : std::string(found->as_string());
}

std::optional<std::int64_t> number_at(const json::object& in, const char* name) {
  const json::value* const found = in.if_contains(name);
  if (found == nullptr) return std::nullopt;
  return found->to_number<std::int64_t>();
}

std::vector<Choice> choices_at(const json::object& in, const char* name) {
  std::vector<Choice> choices;
  const json::value* const found = in.if_contains(name);
  if (found == nullptr) return choices;
  for (const json::value& each : found->as_array()) {
    const json::object& one = each.as_object();
    choices.push_back({.id = text_at(one, "id"),
                       .text = words_from(one.at("text")),
                       .help = words_at(one, "help"),
                       .group = words_at(one, "group"),
                       .own_words = flag_at(one, "own_words"),
                       .alone = flag_at(one, "alone"),
                       .speaks_for = flag_at(one, "speaks_for")});
  }
  return choices;
}

QuestionId id_from(const std::string& text) {
  const auto id = QuestionId::parse(text);
  if (!id) throw std::invalid_argument("question id");
  return *id;
}

Condition condition_from(const json::object& in, int depth) {
  if (depth > kConditionDepth) throw std::invalid_argument("conditions too deep");
  const auto test = test_named(text_at(in, "test"));
  if (!test) throw std::invalid_argument("condition test");
  Condition condition{.test = *test, .value = text_at(in, "value")};
  if (in.contains("question")) condition.question = id_from(text_at(in, "question"));
  if (const json::value* const of = in.if_contains("of"))
    for (const json::value& each : of->as_array())
      condition.of.push_back(condition_from(each.as_object(), depth + 1));
  return condition;
}

Question question_from(const json::object& in) {
  const auto kind = kind_named(text_at(in, "kind"));
  if (!kind) throw std::invalid_argument("question kind");
  Question question{.id = id_from(text_at(in, "id")), .kind = *kind};
  question.text = words_from(in.at("text"));
  question.help = words_from(in.at("help"));
  question.required = in.at("required").as_bool();
  question.chars_max = in.at("chars_max").to_number<std::size_t>();
  question.choices = choices_at(in, "choices");
  question.rows = choices_at(in, "rows");
  question.choices_max =
      static_cast<std::size_t>(std::max<std::int64_t>(0, number_at(in, "choices_max").value_or(0)));
  question.least = number_at(in, "least");
  question.most = number_at(in, "most");
  question.decimals = static_cast<int>(number_at(in, "decimals").value_or(0));
  question.code_list = text_at(in, "code_list");
  if (const json::value* const show_if = in.if_contains("show_if"))
    question.show_if = condition_from(show_if->as_object(), 0);
  return question;
}

}  // namespace

std::string write_questionnaire(const Questionnaire& asked) {
  json::array sections;
  for (const Section& section : asked.sections) {
    json::array list;
    for (const Question& question : section.questions) list.push_back(of(question));
    json::object one{{"title", of(section.title)}, {"questions", std::move(list)}};
    put(one, "intro", section.intro);
    sections.push_back(std::move(one));
  }
  json::array languages;
  for (const std::string& language : asked.languages) languages.emplace_back(language);
  return json::serialize(json::object{{"version", asked.version},
                                      {"languages", std::move(languages)},
                                      {"sections", std::move(sections)}});
}

Result<Questionnaire> read_questionnaire(std::string_view text) {
  try {
    const json::value root = json::parse(text);
    Questionnaire asked;
    asked.version = root.at("version").to_number<std::int64_t>();
    asked.languages.clear();
    for (const json::value& language : root.at("languages").as_array())
      asked.languages.emplace_back(language.as_string());
    for (const json::value& in : root.at("sections").as_array()) {
      Section section;
      section.title = words_from(in.at("title"));
      section.intro = words_at(in.as_object(), "intro");
      for (const json::value& question : in.at("questions").as_array())
        section.questions.push_back(question_from(question.as_object()));
      asked.sections.push_back(std::move(section));
    }
    return asked;
  } catch (const std::exception& error) {
    return fail(ErrorKind::invalid, fmt::format("questionnaire: {}", error.what()));
  }
}

}  // namespace heed::questions
