// Around an activity: its dated updates, its stages, and the questions that people ask about it.
#include "base/text.h"
#include "web/staff/inside/activity_details.h"

namespace heed::web::staff {
namespace {

using plan::Activity;
using plan::AskedQuestion;

Result<Reply> updates_page(Services& services, const Request& request, const Match& match,
                           const Trouble& trouble = {}) {
  const Activity activity = TRY(activity_of(services, request, match));
  Html list;
  for (const plan::Update& one : TRY(services.activities.updates(scope_of(request), activity.id)))
    list += join(heading(3,
                         (one.correction ? tr("Correction") + ", " : std::string()) +
                             show_date_time(one.at, services.zone),
                         Size::s),
                 typed_text(one.words));
  if (list.empty()) list = paragraph(tr("Nothing has been said since it was planned."));
  return show_in(
      services, request, activity, Tab::overview,
      {.heading = tr("Updates"),
       .section = Section::plan,
       .body =
           join(post(request, path_of(activity.id, "updates"),
                     join(textarea({.name = "words",
                                    .label = tr("What is new?"),
                                    .hint = tr("Shown on its public page with today’s date, and "
                                               "sent to those who asked to be told. What was "
                                               "said before stays."),
                                    .error = trouble.about("words"),
                                    .value = typed(request, "words"),
                                    .rows = 4}),
                          button({.text = tr("Publish the update"), .prevent_double = true}))),
                el("p", link(Href(path_of(activity.id, "let-people-know")),
                             tr("Let those know who asked to be told"))),
                heading(2, tr("Said so far"), Size::m), list)},
      trouble);
}

Result<Reply> say_update(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto done = services.activities.say(scope_of(request), id, request.field("words"));
  if (!done) return updates_page(services, request, match, TRY(trouble_of(done.error(), "words")));
  return see_other(path_of(id, "updates"));
}

std::vector<plan::Stage> stages_typed(std::string_view lines) {
  std::vector<plan::Stage> stages;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = trimmed(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
    const std::size_t colon = line.find(':');
    if (!line.empty())
      stages.push_back(
          {std::string(trimmed(line.substr(0, colon))),
           colon == std::string_view::npos ? "" : std::string(trimmed(line.substr(colon + 1)))});
  }
  return stages;
}

Result<Reply> stages_page(Services& services, const Request& request, const Match& match,
                          const Trouble& trouble = {}) {
  const Activity activity = TRY(activity_of(services, request, match));
  std::string lines;
  std::vector<std::vector<Html>> rows;
  for (const plan::Stage& stage : TRY(services.activities.stages(scope_of(request), activity.id))) {
    lines += stage.name + ": " + stage.involvement + "\n";
    rows.push_back({text(stage.name), stage.involvement.empty()
                                          ? tag(tr("Nobody is involved"), Colour::red)
                                          : typed_text(stage.involvement)});
  }
  Html form;
  if (may(request, Capability::plan))
    form = post(request, path_of(activity.id, "stages"),
                join(textarea({.name = "stages",
                               .label = tr("The stages, and how people are involved in each"),
                               .hint = tr("One on each line, such as “Options: a workshop with "
                                          "patients”."),
                               .error = trouble.about("stages"),
                               .value = typed(request, "stages", lines),
                               .rows = 8}),
                     button({.text = tr("Save stages")})));
  return show_in(services, request, activity, Tab::overview,
                 {.heading = tr("Stages"),
                  .section = Section::plan,
                  .body = join(table({.caption = tr("Involvement at each stage"),
                                      .columns = {{tr("Stage")}, {tr("How people are involved")}},
                                      .rows = std::move(rows),
                                      .when_empty = tr("No stage has been written yet.")}),
                               form)},
                 trouble);
}

Result<Reply> save_stages(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto done =
      services.activities.set_stages(scope_of(request), id, stages_typed(request.field("stages")));
  if (!done) return stages_page(services, request, match, TRY(trouble_of(done.error(), "stages")));
  return see_other(path_of(id, "stages"));
}

Html question_form(const Services& services, const Request& request, const Activity& activity,
                   const AskedQuestion& one, const Trouble& trouble) {
  const std::string field = "answer-" + one.id;
  const std::string state = !one.answered   ? tr("Waiting for an answer")
                            : one.published ? tr("Answered on its public page")
                                            : tr("Answered, not shown in public");
  return join(
      heading(2, show_date(one.asked, services.zone) + ": " + state, Size::s),
      typed_text(one.words),
      post(request, path_of(activity.id, "asked"),
           join(hidden_input("question", one.id),
                textarea({.name = "answer",
                          .label = tr("The answer"),
                          .error = trouble.about(field),
                          .value = typed(request, "question") == one.id ? typed(request, "answer")
                                                                        : one.answer,
                          .id = field,
                          .rows = 4}),
                button_group(
                    {button({.text = tr("Answer in public"), .name = "publish", .value = "yes"}),
                     button({.text = tr("Keep it out of the public page"),
                             .look = Look::secondary})}))));
}

Result<Reply> asked_page(Services& services, const Request& request, const Match& match,
                         const Trouble& trouble = {}) {
  const Activity activity = TRY(activity_of(services, request, match));
  const auto asked = TRY(services.activities.asked(scope_of(request), activity.id));
  Html list;
  for (const AskedQuestion& one : asked)
    list += question_form(services, request, activity, one, trouble);
  if (asked.empty()) list = paragraph(tr("Nobody has asked anything yet."));
  Html time;
  if (const auto reply = plan::Activities::usual_reply_ms(asked))
    time =
        paragraph(tr_n("The usual time to an answer is {n} day.",
                       "The usual time to an answer is {n} days.", (*reply + kDayMs - 1) / kDayMs));
  return show_in(services, request, activity, Tab::overview,
                 {.heading = tr("Questions that people asked"),
                  .section = Section::plan,
                  .body = join(time, list)},
                 trouble);
}

Result<Reply> answer_asked(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const std::string question(request.field("question"));
  const auto done = services.activities.answer_question(
      scope_of(request), id, question, request.field("answer"), request.field("publish") == "yes");
  if (!done)
    return asked_page(services, request, match,
                      TRY(trouble_of(done.error(), "answer-" + question)));
  return see_other(path_of(id, "asked"));
}

Result<Reply> areas_page(Services& services, const Request& request, const Trouble& trouble = {}) {
  std::string lines;
  for (const auto& one : TRY(services.activities.area_postcodes(scope_of(request))))
    lines += one.prefix + ": " + one.area + "\n";
  return show(
      services, request,
      {.heading = tr("Areas and their postcodes"),
       .section = Section::plan,
       .breadcrumb = {{tr("Plan"), Href("/staff/plan")}},
       .body = post(request, "/staff/plan/areas",
                    join(textarea({.name = "areas",
                                   .label = tr("Which postcodes are in which area?"),
                                   .hint = tr("One on each line, such as “ZZ1: Fenmere” or “ZZ1 4: "
                                              "Fen End”. The longest that fits counts. People find "
                                              "what is near them by it; their postcode is not "
                                              "kept."),
                                   .error = trouble.about("areas"),
                                   .value = typed(request, "areas", lines),
                                   .rows = 12}),
                         button({.text = tr("Save areas")})))},
      trouble);
}

}  // namespace

Routes activity_said_routes(Services& services) {
  static constexpr Who kPlanners = Who::may(Capability::plan);
  using Page = Result<Reply> (*)(Services&, const Request&, const Match&, const Trouble&);
  const auto get = [&services](std::string path, Who who, Page page) {
    return Route{Method::get,
                 std::move(path),
                 who,
                 Limit::no_body,
                 Safety::safe,
                 [&services, page](const Request& request, const Match& match) {
                   return page(services, request, match, {});
                 }};
  };
  using Act = Result<Reply> (*)(Services&, const Request&, const Match&);
  const auto post_to = [&services](std::string path, Act act) {
    return Route{Method::post,
                 std::move(path),
                 kPlanners,
                 Limit::form,
                 Safety::csrf_token,
                 [&services, act](const Request& request, const Match& match) {
                   return act(services, request, match);
                 }};
  };
  return {
      get("/staff/activities/{activity}/updates", kPlanners, updates_page),
      post_to("/staff/activities/{activity}/updates", say_update),
      get("/staff/activities/{activity}/stages", Who::signed_in, stages_page),
      post_to("/staff/activities/{activity}/stages", save_stages),
      get("/staff/activities/{activity}/asked", kPlanners, asked_page),
      post_to("/staff/activities/{activity}/asked", answer_asked),
      {Method::get, "/staff/plan/areas", kPlanners, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) { return areas_page(services, request); }},
      {Method::post, "/staff/plan/areas", kPlanners, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match&) -> Result<Reply> {
         const auto done =
             services.activities.set_area_postcodes(scope_of(request), request.field("areas"));
         if (!done) return areas_page(services, request, TRY(trouble_of(done.error(), "areas")));
         return see_other("/staff/plan/areas");
       }},
  };
}

}  // namespace heed::web::staff
