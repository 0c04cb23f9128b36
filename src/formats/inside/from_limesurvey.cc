// LimeSurvey's survey structure (.lss, DBVersion 126 to 6xx): what is asked, in every language, and
// the name of everything that is not carried.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "formats/inside/catalogue.h"
#include "formats/inside/lss_conditions.h"
#include "formats/inside/lss_kinds.h"
#include "formats/inside/lss_survey.h"

namespace heed::formats::inside {
namespace {

// What attributes do to the answer; all others say how it looks, and are counted, not listed.
constexpr std::string_view kWeighty[] = {"array_filter",
                                         "array_filter_exclude",
                                         "array_filter_style",
                                         "max_answers",
                                         "min_answers",
                                         "exclude_all_others",
                                         "random_group",
                                         "random_order",
                                         "random_subquestions",
                                         "hidden",
                                         "em_validation_q",
                                         "em_validation_sq",
                                         "num_value_int_only",
                                         "numbers_only",
                                         "other_comment_mandatory",
                                         "equals_num_value",
                                         "num_value_equals_sgqa",
                                         "min_num_value_sgqa",
                                         "max_num_value_sgqa",
                                         "min_num_value",
                                         "max_num_value",
                                         "time_limit",
                                         "allowed_filetypes",
                                         "max_num_of_files",
                                         "date_min",
                                         "date_max",
                                         "dualscale_headerA",
                                         "dualscale_headerB",
                                         "code_filter",
                                         "location_mapservice",
                                         "prefix",
                                         "suffix",
                                         "multiflexible_checkbox"};

// "{name.NAOK}" in a text is worked out by LimeSurvey when it is shown.
bool has_expression(const Texts& texts) {
  return std::ranges::any_of(texts, [](const auto& text) {
    const std::size_t open = text.second.find('{');
    return open != std::string::npos && text.second.find('}', open) != std::string::npos &&
           open + 1 < text.second.size() && text.second[open + 1] != ' ';
  });
}

struct Carry {
  const LssFile& file;
  const LssSurvey& survey;
  SurveyFile& read;
  std::map<std::string, std::string> codes;  // As expressions name questions: our code.
  std::set<std::string> carried;

  void lost(std::string where, std::string why) {
    read.not_carried.push_back({std::move(where), std::move(why)});
  }
  // Expressions call a question by its code, or by survey, group and question number.
  void name_questions() {
    for (const LssQuestion& question : survey.questions) {
      codes[question.code] = question.code;
      for (const LssRow& row : file.rows("surveys"))
        codes[fmt::format("{}X{}X{}", field(row, "sid"), question.group, question.id)] =
            question.code;
    }
  }
  void show_if(const LssQuestion& from, std::string_view group_relevance, FoundQuestion& question) {
    for (const std::string_view expression : {std::string_view(from.relevance), group_relevance}) {
      if (expression.empty() || expression == "1") continue;
      const auto relevance = read_relevance(expression, codes);
      const bool known =
          relevance && std::ranges::all_of(relevance->conditions, [&](const auto& c) {
            return carried.contains(c.question);
          });
      // A condition on the group beside one on the question: only "all of" can be put together.
      const bool joins =
          known &&
          (question.show_if.empty() ||
           (!question.any_of && (!relevance->any_of || relevance->conditions.size() == 1)));
      if (!joins) {
        lost("question " + from.code, fmt::format("it is always shown; LimeSurvey shows it if {}",
                                                  shortened(expression, 200)));
        continue;
      }
      question.any_of = relevance->any_of && relevance->conditions.size() > 1;
      question.show_if.insert(question.show_if.end(), relevance->conditions.begin(),
                              relevance->conditions.end());
    }
  }
  void say_lost(const LssQuestion& from) {
    const std::string where = "question " + from.code;
    if (!from.pattern.empty())
      lost(where, "its answer is not checked against the pattern " + shortened(from.pattern, 80));
    if (from.scripted) lost(where, "it has a script of its own, which is not run");
    if (has_expression(from.text) || has_expression(from.help))
      lost(where, "its wording holds an expression in braces, which is shown as it stands");
    std::size_t looks = 0;
    for (const auto& [name, value] : from.attributes) {
      if (name == "maximum_chars" || name == "min_num_value_n" || name == "max_num_value_n")
        continue;
      if (std::ranges::find(kWeighty, name) == std::end(kWeighty))
        ++looks;
      else
        lost(fmt::format("{}, setting {}", where, name),
             fmt::format("Heed has no such setting; here it was “{}”", shortened(value, 80)));
    }
    if (looks > 0) lost(where, fmt::format("how it looks ({} settings) is Heed's own", looks));
  }
  void carry(const LssGroup& group, FoundSection& section) {
    Texts shown;  // Texts that are only shown, until the next question.
    for (const LssQuestion& from : survey.questions) {
      if (from.group != group.id) continue;
      say_lost(from);
      auto questions = as_questions(from, read.not_carried);
      if (from.type == "X") {
        for (const auto& [language, text] : from.text)
          shown[language] += (shown[language].empty() ? "" : "\n\n") + text;
        if (!from.relevance.empty() && from.relevance != "1")
          lost("text " + from.code,
               "it is always shown; LimeSurvey shows it if " + shortened(from.relevance, 200));
        continue;
      }
      for (FoundQuestion& question : questions) {
        show_if(from, group.relevance, question);
        for (auto& [language, text] : std::exchange(shown, {}))
          question.help[language] =
              text + (question.help[language].empty() ? "" : "\n\n") + question.help[language];
        if (question.text.empty()) question.text = {{survey.languages.front(), from.code}};
        section.questions.push_back(std::move(question));
      }
      if (!questions.empty()) carried.insert(from.code);
    }
    for (auto& [language, text] : shown)
      section.intro[language] += (section.intro[language].empty() ? "" : "\n\n") + text;
  }
  void say_lost_tables() {
    static constexpr std::pair<std::string_view, std::string_view> kTables[] = {
        {"quota", "quotas are not kept: nobody is turned away"},
        {"quota_members", "quotas are not kept: nobody is turned away"},
        {"assessments", "points are not counted"},
        {"defaultvalues", "answers are never filled in beforehand"},
        {"defaultvalue_l10ns", "answers are never filled in beforehand"},
        {"survey_url_parameters", "nothing is taken from addresses"},
        {"plugin_settings", "plug-ins of LimeSurvey are not run"},
        {"themes", "pages look as Heed's do"},
        {"themes_inherited", "pages look as Heed's do"},
        {"surveymenu", "pages look as Heed's do"},
    };
    for (const auto& [table, why] : kTables)
      if (const std::size_t count = file.rows(table).size(); count > 0)
        lost(fmt::format("table {}, {} rows", table, count), std::string(why));
    std::size_t mails = 0, welcome = 0;
    for (const LssRow& row : file.rows("surveys_languagesettings")) {
      mails += !field(row, "surveyls_email_invite").empty();
      welcome += !trimmed(field(row, "surveyls_welcometext")).empty() ||
                 !trimmed(field(row, "surveyls_endtext")).empty();
    }
    if (mails > 0) lost("texts of mails", "mails are Heed's own");
    if (welcome > 0) lost("welcome and end texts", "write them as the purpose of the activity");
  }
};

}  // namespace

bool is_limesurvey(Looked& file) {
  if (file.is_zip()) return false;
  const std::string_view start = file.bytes().substr(0, 4096);
  return start.find("<LimeSurveyDocType>") != std::string_view::npos ||
         (file.named(".lss") && start.find("<document") != std::string_view::npos);
}

Result<SurveyFile> read_limesurvey(Looked& file) {
  const LssFile tables = TRY(read_lss_tables(file.bytes()));
  LssSurvey survey = put_together(tables);
  if (survey.languages.empty()) survey.languages.push_back("en");
  SurveyFile read{.kind = "limesurvey_survey", .encoding = "UTF-8"};
  FoundSurvey asked{.languages = survey.languages, .title = survey.title};
  Carry carry{tables, survey, read, {}, {}};
  carry.name_questions();
  for (const LssGroup& group : survey.groups) {
    FoundSection section{.title = group.title, .intro = group.intro};
    if (!group.random_group.empty())
      carry.lost("section " + group.id, "sections keep their order; LimeSurvey shuffled them");
    carry.carry(group, section);
    asked.sections.push_back(std::move(section));
  }
  carry.say_lost_tables();
  for (const LssRow& row : tables.rows("surveys"))
    if (std::ranges::find(survey.languages, "en") == survey.languages.end())
      carry.lost("language " + bcp47(field(row, "language")),
                 "there is no English; what English readers see is in this language");
  for (const LssQuestion& question : survey.questions)
    if (std::ranges::find(survey.groups, question.group, &LssGroup::id) == survey.groups.end())
      carry.lost("question " + question.code, "it belongs to no section");
  if (const auto title = survey.title.find(survey.languages.front()); title != survey.title.end())
    read.title = title->second;
  else if (!survey.title.empty())
    read.title = survey.title.begin()->second;
  read.asked = std::move(asked);
  return read;
}

}  // namespace heed::formats::inside
