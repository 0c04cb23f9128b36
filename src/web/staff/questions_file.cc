// Questions out of a file of another survey tool, into the questions of an activity; and what that
// file asks that cannot be asked here, by name.
#include "base/text.h"
#include "listen/imports.h"
#include "web/staff/inside/asking.h"

namespace heed::web::staff {
namespace {

std::string questions_path(const Asking& asking, std::string_view more = "") {
  return path_of(asking.activity.id, "questions" + std::string(more));
}

Result<Reply> choose_questions_file(Services& services, const Request& request, const Match& match,
                                    const Trouble& trouble = {}) {
  const Asking asking = TRY(asking_of(services, request, match));
  if (!asking.may_change) return see_other(questions_path(asking));
  return show_in(
      services, request, asking.activity, Tab::questions,
      {.heading = tr("Questions from a file"),
       .section = Section::plan,
       .body = post(request, questions_path(asking, "/file"),
                    join(version_field(asking),
                         file_upload({.name = "file",
                                      .label = tr("The survey"),
                                      .hint = tr("A LimeSurvey survey (.lss). Its questions are "
                                                 "added after those that are here, in all its "
                                                 "languages, with its conditions. You are told "
                                                 "what could not come along."),
                                      .error = trouble.about("file"),
                                      .accept = ".lss"}),
                         button({.text = tr("Add its questions"), .prevent_double = true})),
                    true)},
      trouble);
}

Html what_came(const listen::FoundQuestions& found) {
  std::size_t count = 0;
  std::vector<std::vector<Html>> rows;
  for (const questions::Section& section : found.asked.sections)
    for (const questions::Question& question : section.questions) {
      ++count;
      rows.push_back({text(questions::in_language(question.text, "en")),
                      text(kind_words(questions::asker_of(question)))});
    }
  Html body = paragraph(tr_n("{n} question was added.", "{n} questions were added.",
                             static_cast<std::int64_t>(count)));
  std::vector<Html> lost;
  for (const listen::NotCarried& one : found.not_carried)
    lost.push_back(join(el("strong", one.where), ": ", one.why));
  if (!lost.empty())
    body += warning_callout({.heading = tr("What could not come along"), .body = bullets(lost)});
  if (count > 0)
    body += table({.caption = tr("Questions that were added"),
                   .columns = {{tr("Question")}, {tr("Kind")}},
                   .rows = std::move(rows)});
  return body;
}

Result<Reply> add_from_file(Services& services, const Request& request, const Match& match) {
  Asking asking = TRY(asking_of(services, request, match));
  Trouble trouble;
  const FilePart* const file = request.file("file");
  if (file == nullptr || file->filename.empty()) {
    trouble.add("file", tr("Choose a file."));
    trouble.status = 422;
    return choose_questions_file(services, request, match, trouble);
  }
  const auto found = services.imports.questions(file->filename, file->bytes);
  if (!found)
    return choose_questions_file(services, request, match, TRY(trouble_of(found.error(), "file")));
  for (const questions::Section& section : found->asked.sections)
    asking.asked.sections.push_back(section);
  for (const std::string& each : found->asked.languages)
    if (std::ranges::find(asking.asked.languages, each) == asking.asked.languages.end())
      asking.asked.languages.push_back(each);
  const Result<> saved = save(services, request, asking, "");
  if (!saved)
    return choose_questions_file(services, request, match, TRY(trouble_of(saved.error(), "file")));
  return show_in(
      services, request, asking.activity, Tab::questions,
      {.heading = tr("Questions from a file"),
       .section = Section::plan,
       .body = join(what_came(*found), link_button({.text = tr("Go on to the questions"),
                                                    .href = Href(questions_path(asking))}))});
}

}  // namespace

Routes question_file_routes(Services& services) {
  constexpr Who kPlanners = Who::may(Capability::plan);
  constexpr std::string_view kPath = "/staff/activities/{activity}/questions/file";
  return {{Method::get, std::string(kPath), kPlanners, Limit::no_body, Safety::safe,
           [&services](const Request& request, const Match& match) {
             return choose_questions_file(services, request, match);
           }},
          {Method::post, std::string(kPath), kPlanners, Limit::upload, Safety::csrf_token,
           [&services](const Request& request, const Match& match) {
             return add_from_file(services, request, match);
           }}};
}

}  // namespace heed::web::staff
