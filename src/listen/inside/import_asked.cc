#include "listen/inside/import_asked.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "platform/random.h"

namespace heed::listen::inside {
namespace {

constexpr std::size_t kChoicesMax = 60;  // Of one column; a list that long is hardly read.

using questions::Choice;
using questions::Condition;
using questions::Question;
using questions::Words;

// Every text has English to fall back on; a survey without any is read in its first language.
Words as_words(const formats::Texts& texts, const std::vector<std::string>& languages,
               std::size_t chars_max) {
  Words words;
  for (const auto& [language, text] : texts) words[language] = shortened(text, chars_max);
  if (!words.empty() && !words.contains("en")) {
    const auto first = std::ranges::find_if(
        languages, [&](const std::string& language) { return words.contains(language); });
    words["en"] = first == languages.end() ? words.begin()->second : words[*first];
  }
  return words;
}

// A code of theirs as an id of ours: a-z, 0-9, '_' and '-', unique in its list.
std::string as_id(std::string_view code, std::set<std::string>& taken) {
  std::string id;
  for (const char c : lowered(code))
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-') id += c;
  id.resize(std::min<std::size_t>(id.size(), 30));
  if (id.empty()) id = "c";
  std::string unique = id;
  for (int n = 2; !taken.insert(unique).second; ++n) unique = fmt::format("{}-{}", id, n);
  return unique;
}

struct Maker {
  const formats::FoundSurvey& found;
  platform::Random& random;
  std::vector<NotCarried>& not_carried;
  struct Known {
    QuestionId id;
    std::map<std::string, std::string> choices;  // Their code: our id.
  };
  std::map<std::string, Known> known;

  void lost(const formats::FoundQuestion& from, std::string why) {
    not_carried.push_back({"question " + from.code, std::move(why)});
  }
  std::vector<Choice> choices_of(const std::vector<formats::FoundOption>& options,
                                 std::map<std::string, std::string>* ids) {
    std::vector<Choice> all;
    std::set<std::string> taken;
    for (const formats::FoundOption& option : options) {
      Words text = as_words(option.text, found.languages, limits::kShortTextChars);
      if (text.empty()) text["en"] = option.code;
      all.push_back({.id = as_id(option.code, taken), .text = std::move(text)});
      if (ids != nullptr) ids->try_emplace(option.code, all.back().id);
    }
    return all;
  }
  Condition condition_of(const formats::FoundQuestion& from) {
    std::vector<Condition> parts;
    for (const formats::FoundCondition& one : from.show_if) {
      const auto at = known.find(one.question);
      if (at == known.end()) {
        lost(from, "it is always shown: it looked at a question that is not carried");
        return {};
      }
      Condition part{.question = at->second.id};
      using Theirs = formats::FoundCondition::Test;
      part.test = one.test == Theirs::answered ? Condition::Test::answered
                  : one.test == Theirs::is     ? Condition::Test::is
                                               : Condition::Test::is_not;
      if (one.test != Theirs::answered) {
        const auto choice = at->second.choices.find(one.value);
        if (choice == at->second.choices.end()) {
          lost(from, fmt::format("it is always shown: “{}” is no choice of the question that it "
                                 "looked at",
                                 one.value));
          return {};
        }
        part.value = choice->second;
      }
      parts.push_back(std::move(part));
    }
    if (parts.empty()) return {};
    if (parts.size() == 1) return parts.front();
    return {.test = from.any_of ? Condition::Test::any : Condition::Test::all,
            .of = std::move(parts)};
  }
  std::optional<Question> question_of(const formats::FoundQuestion& from) {
    const auto kind = questions::kind_named(from.kind);
    if (!kind) {
      lost(from, "there is no such kind of question");
      return std::nullopt;
    }
    Known made{.id = random.id<QuestionId>(), .choices = {}};
    Question question{.id = made.id,
                      .kind = *kind,
                      .text = as_words(from.text, found.languages, limits::kShortTextChars),
                      .help = as_words(from.help, found.languages, limits::kLongTextChars),
                      .required = from.required};
    if (from.chars_max > 0) question.chars_max = std::min(from.chars_max, limits::kLongTextChars);
    question.choices = choices_of(from.options, &made.choices);
    question.rows = choices_of(from.rows, nullptr);
    question.least = from.least;
    question.most = from.most;
    using questions::Kind;
    const bool chooses = *kind == Kind::choose_one || *kind == Kind::choose_many ||
                         *kind == Kind::ranking || *kind == Kind::matrix;
    if ((chooses && question.choices.empty()) || (*kind == Kind::matrix && question.rows.empty())) {
      lost(from, "it has nothing to choose from");
      return std::nullopt;
    }
    if (from.other) {
      std::set<std::string> taken;
      for (const Choice& choice : question.choices) taken.insert(choice.id);
      question.choices.push_back(
          {.id = as_id("other", taken), .text = {{"en", "Other"}}, .own_words = true});
      made.choices.try_emplace("-oth-", question.choices.back().id);
    }
    question.show_if = condition_of(from);
    known[from.code] = std::move(made);
    return question;
  }
};

// What our own check refuses is left out by name, until nothing is left to refuse. Each round takes
// a question, so there are no more rounds than questions.
void drop_what_cannot_be_asked(questions::Questionnaire& asked,
                               std::vector<NotCarried>& not_carried) {
  for (std::size_t round = asked.questions().size(); round > 0; --round) {
    std::size_t dropped = 0;
    for (const Problem& problem : questions::check_questionnaire(asked))
      for (questions::Section& section : asked.sections)
        dropped += std::erase_if(section.questions, [&](const Question& question) {
          if (question.id.text() != problem.field) return false;
          not_carried.push_back(
              {"question " + shortened(questions::in_language(question.text, "en"), 80),
               problem.message_key});
          return true;
        });
    std::erase_if(asked.sections,
                  [](const questions::Section& section) { return section.questions.empty(); });
    if (dropped == 0) return;
  }
}

}  // namespace

questions::Questionnaire as_questionnaire(const formats::FoundSurvey& found,
                                          platform::Random& random,
                                          std::vector<NotCarried>& not_carried) {
  questions::Questionnaire asked;
  asked.languages = {"en"};
  for (const std::string& language : found.languages)
    if (language != "en") asked.languages.push_back(language);
  Maker make{found, random, not_carried, {}};
  for (const formats::FoundSection& from : found.sections) {
    questions::Section section{
        .title = as_words(from.title, found.languages, limits::kTitleChars),
        .intro = as_words(from.intro, found.languages, limits::kLongTextChars)};
    if (section.title.empty()) section.title["en"] = "Questions";
    for (const formats::FoundQuestion& one : from.questions)
      if (auto question = make.question_of(one)) section.questions.push_back(*std::move(question));
    if (!section.questions.empty())
      asked.sections.push_back(std::move(section));
    else if (!section.intro.empty())
      not_carried.push_back({"section " + section.title["en"], "it has texts and no question"});
  }
  drop_what_cannot_be_asked(asked, not_carried);
  return asked;
}

questions::Questionnaire asked_by_columns(const formats::TableIn& table, const Mapping& mapping,
                                          std::string_view title, platform::Random& random) {
  questions::Section section{.title = {{"en", std::string(title)}}, .questions = {}};
  std::set<std::string_view> seen;
  for (std::size_t c = 0; c < mapping.roles.size() && c < table.header.size(); ++c) {
    const bool choice = mapping.roles[c] == Role::choice;
    if (!choice && mapping.roles[c] != Role::answer) continue;
    const std::string& heading =
        !choice && !mapping.question.empty() ? mapping.question : table.header[c];
    if (trimmed(heading).empty() || !seen.insert(heading).second) continue;
    Question question{.id = random.id<QuestionId>(),
                      .text = {{"en", shortened(heading, limits::kShortTextChars)}}};
    std::set<std::string> ids;
    std::set<std::string_view> values;
    for (const formats::TableRow& row : table.rows)
      if (choice && c < row.cells.size() && values.size() <= kChoicesMax)
        if (const std::string_view value = trimmed(row.cells[c]); !value.empty())
          values.insert(value);
    // More different values than a list has, or one alone, are answers of another kind; they stay
    // as they stand.
    if (choice && values.size() > 1 && values.size() <= kChoicesMax) {
      question.kind = questions::Kind::choose_one;
      for (const std::string_view value : values)
        question.choices.push_back(
            {.id = as_id(value, ids), .text = {{"en", shortened(value, limits::kShortTextChars)}}});
    } else if (choice) {
      question.kind = questions::Kind::short_text;
    }
    section.questions.push_back(std::move(question));
  }
  questions::Questionnaire asked;
  if (!section.questions.empty()) asked.sections.push_back(std::move(section));
  return asked;
}

std::optional<Picked> picked(const questions::Questionnaire& asked, std::string_view heading,
                             std::string_view cell) {
  for (const Question* question : asked.questions()) {
    if (questions::in_language(question->text, "en") != heading) continue;
    if (question->kind == questions::Kind::short_text)
      return Picked{.question = question->id, .words = std::string(cell)};
    if (question->kind != questions::Kind::choose_one) continue;
    for (const Choice& choice : question->choices)
      if (questions::in_language(choice.text, "en") == trimmed(cell))
        return Picked{.question = question->id, .choice = choice.id};
  }
  return std::nullopt;
}

}  // namespace heed::listen::inside
