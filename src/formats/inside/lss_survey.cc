#include "formats/inside/lss_survey.h"

#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "formats/inside/html_text.h"

namespace heed::formats::inside {
namespace {

// Sorted by `key`, equals in the order they came. (The library's stable sort calls what C++17
// deprecated.)
template <class T, class Key>
void put_in_order(std::vector<T>& items, Key key) {
  std::vector<std::pair<decltype(key(std::as_const(items.front()))), std::size_t>> order;
  for (std::size_t i = 0; i < items.size(); ++i) order.emplace_back(key(items[i]), i);
  std::ranges::sort(order);
  std::vector<T> sorted;
  sorted.reserve(items.size());
  for (const auto& [unused, i] : order) sorted.push_back(std::move(items[i]));
  items = std::move(sorted);
}

long lss_number(std::string_view text) {
  long value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

void say(Texts& texts, std::string_view language, std::string_view html) {
  std::string text = html_text(html);
  if (!text.empty()) texts.try_emplace(bcp47(language), std::move(text));
}

struct QuestionTexts {
  Texts text, help;
  bool scripted = false;
};
using AllTexts = std::map<std::string, QuestionTexts, std::less<>>;

// Since 4.0 (DBVersion 400) texts stand in tables of their own; before, in a row for each language.
AllTexts texts_of(const LssFile& file) {
  AllTexts all;
  for (const std::string_view table : {"questions", "subquestions", "question_l10ns"})
    for (const LssRow& row : file.rows(table)) {
      QuestionTexts& texts = all[std::string(field(row, "qid"))];
      const std::string_view language = field(row, "language");
      if (language.empty()) continue;
      say(texts.text, language, field(row, "question"));
      say(texts.help, language, field(row, "help"));
      texts.scripted = texts.scripted || !trimmed(field(row, "script")).empty() ||
                       lowered(field(row, "question")).find("<script") != std::string::npos;
    }
  return all;
}

std::map<std::string, std::vector<LssItem>> rows_of(const LssFile& file, const AllTexts& texts) {
  std::map<std::string, std::vector<std::tuple<std::string, long, std::string, LssItem>>> found;
  for (const LssRow& row : file.rows("subquestions")) {
    auto& of = found[std::string(field(row, "parent_qid"))];
    const std::string id(field(row, "qid"));
    if (std::ranges::any_of(of, [&](const auto& one) { return std::get<2>(one) == id; })) continue;
    LssItem item{.code = std::string(field(row, "title")),
                 .scale = std::string(field(row, "scale_id"))};
    if (const auto at = texts.find(id); at != texts.end()) item.text = at->second.text;
    of.emplace_back(item.scale, lss_number(field(row, "question_order")), id, item);
  }
  std::map<std::string, std::vector<LssItem>> all;
  for (auto& [parent, items] : found) {
    put_in_order(items,
                 [](const auto& one) { return std::pair(std::get<0>(one), std::get<1>(one)); });
    for (auto& one : items) all[parent].push_back(std::move(std::get<3>(one)));
  }
  return all;
}

std::map<std::string, std::vector<LssItem>> answers_of(const LssFile& file) {
  std::map<std::string, Texts> by_id;
  for (const LssRow& row : file.rows("answer_l10ns"))
    say(by_id[std::string(field(row, "aid"))], field(row, "language"), field(row, "answer"));
  std::map<std::string, std::vector<std::pair<long, LssItem>>> found;
  for (const LssRow& row : file.rows("answers")) {
    auto& of = found[std::string(field(row, "qid"))];
    const std::string code(field(row, "code")), scale(field(row, "scale_id"));
    auto at = std::ranges::find_if(
        of, [&](const auto& one) { return one.second.code == code && one.second.scale == scale; });
    if (at == of.end())
      at = of.insert(of.end(),
                     {lss_number(field(row, "sortorder")), {.code = code, .scale = scale}});
    if (const auto texts = by_id.find(std::string(field(row, "aid"))); texts != by_id.end())
      at->second.text.insert(texts->second.begin(), texts->second.end());
    if (!field(row, "language").empty())
      say(at->second.text, field(row, "language"), field(row, "answer"));
  }
  std::map<std::string, std::vector<LssItem>> all;
  for (auto& [question, items] : found) {
    put_in_order(items, [](const auto& one) { return std::pair(one.second.scale, one.first); });
    for (auto& [order, item] : items) all[question].push_back(std::move(item));
  }
  return all;
}

std::vector<LssGroup> groups_of(const LssFile& file) {
  std::vector<LssGroup> all;
  for (const std::string_view table : {"groups", "group_l10ns"})
    for (const LssRow& row : file.rows(table)) {
      const std::string id(field(row, "gid"));
      auto at = std::ranges::find(all, id, &LssGroup::id);
      if (at == all.end()) {
        all.push_back({.id = id,
                       .relevance = std::string(trimmed(field(row, "grelevance"))),
                       .random_group = std::string(trimmed(field(row, "randomization_group"))),
                       .order = lss_number(field(row, "group_order"))});
        at = all.end() - 1;
      }
      if (field(row, "language").empty()) continue;
      say(at->title, field(row, "language"), field(row, "group_name"));
      say(at->intro, field(row, "language"), field(row, "description"));
    }
  put_in_order(all, [](const LssGroup& group) { return group.order; });
  return all;
}

// Attributes say how a question looks far more often than what it asks; a value that is off, or
// what LimeSurvey writes by itself, is no change.
bool is_set(std::string_view value) {
  value = trimmed(value);
  return !value.empty() && value != "0" && value != "N" && value != "[]" && value != "normal";
}

}  // namespace

std::string bcp47(std::string_view language) {
  const std::string_view plain = trimmed(language);
  for (const std::string_view suffix : {"-informal", "-easy"})
    if (plain.ends_with(suffix)) return std::string(plain.substr(0, plain.size() - suffix.size()));
  return std::string(plain);
}

LssSurvey put_together(const LssFile& file) {
  LssSurvey survey;
  for (const LssRow& row : file.rows("surveys"))
    if (const std::string own = bcp47(field(row, "language")); !own.empty())
      survey.languages.push_back(own);
  for (const std::string& language : file.languages)
    if (const std::string code = bcp47(language);
        !code.empty() && std::ranges::find(survey.languages, code) == survey.languages.end())
      survey.languages.push_back(code);
  for (const LssRow& row : file.rows("surveys_languagesettings"))
    say(survey.title, field(row, "surveyls_language"), field(row, "surveyls_title"));
  survey.groups = groups_of(file);
  const AllTexts texts = texts_of(file);
  const auto rows = rows_of(file, texts);
  const auto answers = answers_of(file);
  for (const LssRow& row : file.rows("questions")) {
    const std::string id(field(row, "qid"));
    if (const std::string_view parent = field(row, "parent_qid"); !parent.empty() && parent != "0")
      continue;
    if (std::ranges::find(survey.questions, id, &LssQuestion::id) != survey.questions.end())
      continue;
    LssQuestion question{.id = id,
                         .group = std::string(field(row, "gid")),
                         .type = std::string(field(row, "type")),
                         .code = std::string(field(row, "title")),
                         .relevance = std::string(trimmed(field(row, "relevance"))),
                         .pattern = std::string(trimmed(field(row, "preg"))),
                         .required = field(row, "mandatory") == "Y",
                         .other = field(row, "other") == "Y",
                         .order = lss_number(field(row, "question_order"))};
    if (const auto at = texts.find(id); at != texts.end()) {
      question.text = at->second.text;
      question.help = at->second.help;
      question.scripted = at->second.scripted;
    }
    if (const auto at = rows.find(id); at != rows.end()) question.rows = at->second;
    if (const auto at = answers.find(id); at != answers.end()) question.answers = at->second;
    survey.questions.push_back(std::move(question));
  }
  for (const LssRow& row : file.rows("question_attributes")) {
    const auto at = std::ranges::find(survey.questions, field(row, "qid"), &LssQuestion::id);
    if (at != survey.questions.end() && is_set(field(row, "value")))
      at->attributes[std::string(field(row, "attribute"))] = trimmed(field(row, "value"));
  }
  const auto place = [&](const LssQuestion& question) {
    const auto at = std::ranges::find(survey.groups, question.group, &LssGroup::id);
    return std::pair(at - survey.groups.begin(), question.order);
  };
  put_in_order(survey.questions, place);
  return survey;
}

}  // namespace heed::formats::inside
