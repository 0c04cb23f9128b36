// A whole file: the activities it names, what it asks, and the responses in it.
#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "formats/survey_file.h"
#include "listen/imports.h"
#include "listen/inside/import_asked.h"
#include "listen/inside/import_rows.h"
#include "plan/activities.h"
#include "platform/random.h"

namespace heed::listen {
namespace {

bool carries_responses(const Mapping& mapping) {
  return std::ranges::any_of(
      mapping.roles, [](Role role) { return role == Role::answer || role == Role::choice; });
}

plan::ActivityDetails details_of(const formats::FoundActivity& found, std::string_view zone) {
  plan::ActivityDetails details{
      .kind = plan::kind_named(found.kind).value_or(plan::ActivityKind::listening),
      .title = shortened(found.title, limits::kTitleChars),
      .purpose = shortened(found.purpose, limits::kLongTextChars),
      .owner_name = shortened(found.owner, limits::kNameChars),
      .contact = shortened(found.contact, limits::kShortTextChars),
      .area = shortened(found.area, limits::kNameChars),
      .link = shortened(found.link, limits::kShortTextChars)};
  if (const auto closes = from_local_date(found.closes.substr(0, 10), zone, DayEdge::end))
    details.closes = *closes;
  return details;
}

std::string title_of(const WholeImport& wanted, const formats::SurveyFile& file,
                     std::string_view file_name) {
  std::string title(trimmed(wanted.title));
  if (title.empty()) title = std::string(trimmed(file.title));
  if (title.empty()) {
    const std::string_view name = file_name.substr(file_name.rfind('/') + 1);
    title = std::string(name.substr(0, name.rfind('.')));
  }
  return shortened(made_utf8(title), limits::kTitleChars);
}

}  // namespace

Result<WholeReport> Imports::whole(plan::Activities& activities, const Scope& scope,
                                   std::string_view file_name, std::string_view bytes,
                                   const WholeImport& wanted, std::string_view zone,
                                   std::vector<RowProblem>* problems,
                                   const std::function<void(std::size_t, std::size_t)>& progress) {
  if (!scope.may(Capability::bring_in)) return fail(ErrorKind::denied, "bring_in");
  const formats::SurveyFile file = TRY(formats::read_survey_file(file_name, bytes));
  Mapping mapping = wanted.mapping;
  if (mapping.roles.empty())
    for (const formats::ColumnUse use : file.uses) mapping.roles.push_back(inside::role_of(use));
  WholeReport report{.kind = file.kind};
  for (const formats::NotCarried& lost : file.not_carried)
    report.not_carried.push_back({lost.where, lost.why});
  const bool has_rows = carries_responses(mapping) && !file.table.rows.empty();
  // Looked at before anything is made, so that a refusal leaves nothing behind.
  if (has_rows) TRY(check(file_name, bytes, mapping, zone, problems));
  std::optional<questions::Questionnaire> asked;
  if (file.asked && file.asked->count() > 0)
    asked = inside::as_questionnaire(*file.asked, random_, report.not_carried);
  if (!has_rows && !asked && file.activities.empty())
    return refuse("There is no answer, question or activity in this file. Nothing was imported.");

  if (!has_rows && !asked) {
    const auto there = TRY(activities.list(scope));
    for (const formats::FoundActivity& found : file.activities) {
      const plan::ActivityDetails details = details_of(found, zone);
      if (std::ranges::any_of(there, [&](const plan::Activity& one) {
            return one.details.title == details.title && one.details.link == details.link;
          })) {
        report.not_carried.push_back({"activity “" + details.title + "”", "it is here already"});
        continue;
      }
      const ActivityId id = TRY(activities.add(scope, details));
      for (const std::string& update : found.updates) TRY(activities.say(scope, id, update));
      if (!found.outcome.empty() && scope.may(Capability::respond))
        TRY(activities.say_outcome(scope, id, TRY(activities.activity(scope, id)).version,
                                   shortened(found.outcome, limits::kLongTextChars), "", ""));
      report.made.push_back(id);
    }
    return report;
  }

  std::optional<ActivityId> activity = wanted.activity;
  if (!activity) {
    plan::ActivityDetails details;
    if (!file.activities.empty())
      details = details_of(file.activities.front(), zone);
    else
      details.kind = plan::ActivityKind::survey;
    if (details.title.empty() || !trimmed(wanted.title).empty())
      details.title = title_of(wanted, file, file_name);
    activity = TRY(activities.add(scope, details));
    report.made.push_back(*activity);
  }
  report.activity = activity;
  const auto filled = [&]() -> Result<> {
    // What the answers answer, where nothing else says it: so that picks can be counted.
    if (!asked && !report.made.empty()) {
      auto by_columns =
          inside::asked_by_columns(file.table, mapping, title_of(wanted, file, file_name), random_);
      if (!by_columns.sections.empty() && questions::check_questionnaire(by_columns).empty())
        asked = std::move(by_columns);
    }
    if (asked) {
      TRY(activities.set_questionnaire(scope, *activity, *asked));
      report.questions = asked->questions().size();
    }
    if (has_rows)
      report.rows = TRY(run(scope, *activity, file_name, bytes, mapping, zone, problems, progress));
    return Done{};
  }();
  if (!filled) {
    // An empty draft would be all that is left of a file that could not come in.
    if (!report.made.empty()) static_cast<void>(activities.discard(scope, *activity));
    return Error(filled.error());
  }
  return report;
}

Result<FoundQuestions> Imports::questions(std::string_view file_name, std::string_view bytes) {
  formats::SurveyFile file = TRY(formats::read_survey_file(file_name, bytes));
  if (!file.asked || file.asked->count() == 0)
    return refuse("There is no question in this file. Nothing was added.");
  FoundQuestions found{.title = file.title};
  for (formats::NotCarried& lost : file.not_carried)
    found.not_carried.push_back({std::move(lost.where), std::move(lost.why)});
  found.asked = inside::as_questionnaire(*file.asked, random_, found.not_carried);
  return found;
}

}  // namespace heed::listen
