#include "listen/inside/export_asked.h"

#include <algorithm>

#include "listen/arrival.h"
#include "store/database.h"

namespace heed::listen::inside {
namespace {

using questions::Choice;
using questions::Question;

constexpr std::string_view kLanguage = "en";  // Of headings and choices; every text has it.

std::string key_of(QuestionId id) { return std::string(as_text(id.bytes())); }

// What the newer version left out and somebody chose while it was there.
void add_missing(std::vector<Choice>& to, const std::vector<Choice>& from) {
  for (const Choice& choice : from)
    if (std::ranges::none_of(to, [&](const Choice& one) { return one.id == choice.id; }))
      to.push_back(choice);
}

std::string said_values(const questions::ExportColumn& column) {
  if (column.codes.empty()) return column.number ? "a number, or empty" : "text, or empty";
  std::string all;
  for (const auto& [code, label] : column.codes) {
    if (!all.empty()) all += "; ";
    all += label == code || label.empty() ? code : label + " (" + code + ")";
  }
  return all;
}

}  // namespace

ExportAsked::ExportAsked(std::vector<questions::Questionnaire> versions,
                         std::vector<std::string> wordings) {
  for (const questions::Questionnaire& version : versions)
    for (const Question* question : version.questions()) add(*question);
  for (const Question& question : questions_) know_wordings(question);
  // A wording that was put right since is still the same question's.
  for (const questions::Questionnaire& version : versions)
    for (const Question* question : version.questions())
      if (!questions::asker_of(*question).kept_apart) know_wordings(*question);
  for (std::string& wording : wordings)
    if (!by_wording_.contains(wording)) {
      by_wording_.emplace(wording, Words{questions_.size() + wordings_.size(), ""});
      wordings_.push_back(std::move(wording));
    }
  for (const Question& question : questions_)
    for (questions::ExportColumn& column :
         questions::asker_of(question).columns(question, kLanguage))
      columns_.push_back({.id = column.id,
                          .heading = column.heading,
                          .meaning = std::string("What was answered to this question"),
                          .values = said_values(column),
                          .codes = std::move(column.codes),
                          .number = column.number});
  for (const std::string& wording : wordings_)
    columns_.push_back({.id = "wording/" + wording,
                        .heading = wording,
                        .meaning = "What was said to this in a file or a letter",
                        .values = "text, or empty"});
}

void ExportAsked::add(const Question& question) {
  auto& list = questions::asker_of(question).kept_apart ? about_ : questions_;
  const auto there =
      std::ranges::find_if(list, [&](const Question& one) { return one.id == question.id; });
  if (there != list.end()) {
    add_missing(there->choices, question.choices);
    add_missing(there->rows, question.rows);
    return;
  }
  if (&list == &questions_) by_id_.emplace(key_of(question.id), questions_.size());
  list.push_back(question);
}

void ExportAsked::know_wordings(const Question& question) {
  const std::size_t at = by_id_.at(key_of(question.id));
  const std::string wording(questions::in_language(question.text, kLanguage));
  if (questions::asker_of(question).is_text) {
    by_wording_.try_emplace(wording, Words{at, ""});
    return;
  }
  for (const Choice& choice : question.choices)
    if (choice.own_words)
      by_wording_.try_emplace(
          wording + " – " + std::string(questions::in_language(choice.text, kLanguage)),
          Words{at, choice.id});
}

std::optional<std::size_t> ExportAsked::place(QuestionId question) const {
  const auto found = by_id_.find(key_of(question));
  return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<ExportAsked::Words> ExportAsked::place(const std::string& wording) const {
  const auto found = by_wording_.find(wording);
  return found == by_wording_.end() ? std::nullopt : std::optional(found->second);
}

void ExportAsked::cells(const std::vector<questions::Value>& answers,
                        std::vector<std::string>& row) const {
  for (std::size_t q = 0; q < questions_.size(); ++q)
    for (std::string& cell :
         questions::asker_of(questions_[q]).cells(questions_[q], answers[q], kLanguage))
      row.push_back(std::move(cell));
  for (std::size_t w = questions_.size(); w < answers.size(); ++w)
    row.push_back(answers[w].empty() ? std::string() : answers[w].front().words);
}

Result<ExportAsked> ExportAsked::read(store::Database& main, PartnershipId partnership,
                                      ActivityId activity) {
  std::vector<std::string> definitions, wordings;
  bool whom = false;  // A letter said so, and no questionnaire asks it.
  TRY(main.read([&](store::Session& s) -> Result<> {
    definitions = TRY(s.all(
        "select definition from questionnaire where partnership_id = $1 and activity_id = $2 order "
        "by version desc",
        [](const store::Row& row) { return row.text(0); }, partnership, activity));
    wordings = TRY(s.all(
        "select question, min(number) from voice where partnership_id = $1 and activity_id = $2 "
        "and visible and question_id is null group by question order by min(number), question",
        [](const store::Row& row) { return row.text(0); }, partnership, activity));
    whom = TRY(s.integer("select count(*) from (select 1 as one from answer where partnership_id = "
                         "$1 and activity_id = $2 and question_id = $3 limit 1) any_answer",
                         partnership, activity, whom_question())) > 0;
    return Done{};
  }));
  std::vector<questions::Questionnaire> versions;
  for (const std::string& definition : definitions)
    versions.push_back(TRY(questions::read_questionnaire(definition)));
  if (whom) versions.push_back({.sections = {{.questions = {whom_asked({})}}}});
  return ExportAsked(std::move(versions), std::move(wordings));
}

}  // namespace heed::listen::inside
