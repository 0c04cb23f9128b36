// The stored form of a questionnaire: JSON that SQL never looks into.
#include <boost/json.hpp>

#include "questions/questionnaire.h"

namespace heed::questions {
namespace {

namespace json = boost::json;

json::object of(const Words& words) {
  json::object out;
  for (const auto& [language, text] : words) out[language] = text;
  return out;
}

Words words_from(const json::value& value) {
  Words words;
  for (const auto& [language, text] : value.as_object())
    words[std::string(language)] = std::string(text.as_string());
  return words;
}

Question question_from(const json::object& in) {
  Question question;
  const auto id = QuestionId::parse(std::string_view(in.at("id").as_string()));
  if (!id) throw std::invalid_argument("question id");
  if (in.at("kind").as_string() != "long_text") throw std::invalid_argument("question kind");
  question.id = *id;
  question.text = words_from(in.at("text"));
  question.help = words_from(in.at("help"));
  question.required = in.at("required").as_bool();
  question.chars_max = static_cast<std::size_t>(in.at("chars_max").to_number<std::int64_t>());
  return question;
}

}  // namespace

std::string write_questionnaire(const Questionnaire& asked) {
  json::array sections;
  for (const Section& section : asked.sections) {
    json::array list;
    for (const Question& question : section.questions)
      list.push_back(json::object{{"id", question.id.text()},
                                  {"kind", "long_text"},
                                  {"text", of(question.text)},
                                  {"help", of(question.help)},
                                  {"required", question.required},
                                  {"chars_max", question.chars_max}});
    sections.push_back(json::object{{"title", of(section.title)}, {"questions", std::move(list)}});
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
