// Our response: which findings of each activity have an answer.
#include "decide/findings.h"
#include "web/staff/inside/desk.h"
#include "web/staff/inside/findings_shown.h"

namespace heed::web::staff {
namespace {

Result<Reply> response_page(Services& services, const Request& request, const Match& match) {
  const auto activity = TRY(activity_of(services, request, match));
  Page page{.heading = tr("Response"), .section = Section::response};
  if (!may(request, Capability::read_findings)) {
    page.body = not_for_you();
    return show_in(services, request, activity, Tab::response, std::move(page));
  }
  const auto findings = TRY(services.findings.findings(scope_of(request), activity.id));
  if (findings.empty()) {
    page.body = join(paragraph(tr("No finding yet. Approve a theme as a finding, and it can be "
                                  "answered here.")),
                     el("p", link(Href(path_of(activity.id, "themes")), tr("Look at the themes"))));
    return show_in(services, request, activity, Tab::response, std::move(page));
  }
  std::vector<std::vector<Html>> rows;
  for (const Finding& each : findings)
    rows.push_back({link(Href(finding_path(activity.id, each.id)), each.name),
                    text(how_many(request, each)),
                    each.response ? tag(decide::words_for(each.response->effect), Colour::green)
                                  : tag(tr("No answer yet"), Colour::red),
                    join(each.response ? each.response->owner : "",
                         each.signed_by.empty()
                             ? Html()
                             : text(tr(" – signed off by {who}", {{"who", each.signed_by}})))});
  const Finding* next = next_unanswered(findings, {});
  page.body = join(
      paragraph(progress_words(findings)),
      bullets({link(Href(path_of(activity.id, "actions")), tr("Actions that follow")),
               link(Href(path_of(activity.id, "recommendations")), tr("Recommendations")),
               link(Href(path_of(activity.id, "scrutiny")), tr("Council scrutiny")),
               link(Href(path_of(activity.id, "learning")), tr("What was learnt"))}),
      next && may(request, Capability::respond)
          ? link_button({.text = tr("Answer the next one"),
                         .href = Href(finding_path(activity.id, next->id))})
          : Html(),
      table({.caption = tr("Findings and our response"),
             .columns = {{tr("Finding")}, {tr("How many")}, {tr("What changed?")}, {tr("Owner")}},
             .rows = std::move(rows)}),
      next ? Html()
           : el("p", link(Href(path_of(activity.id, "public-page")), tr("Go to the public page"))));
  return show_in(services, request, activity, Tab::response, std::move(page));
}

Result<Reply> activities_to_answer(Services& services, const Request& request) {
  std::vector<std::vector<Html>> rows;
  for (const auto& each : TRY(services.activities.list(scope_of(request)))) {
    if (each.state == plan::ActivityState::draft) continue;
    std::string progress = "–";
    if (may(request, Capability::read_findings)) {
      const auto findings = TRY(services.findings.findings(scope_of(request), each.id));
      progress = findings.empty() ? tr("No finding yet") : progress_words(findings);
    }
    rows.push_back({link(Href(path_of(each.id, "response")), each.details.title),
                    state_tag(each.state), text(progress)});
  }
  return show(services, request,
              {.heading = tr("Our response"),
               .section = Section::response,
               .body = join(el("p", link(Href("/staff/meetings"), tr("Meetings and decisions"))),
                            table({.caption = tr("What has an answer and what has none"),
                                   .columns = {{tr("Activity")}, {tr("State")}, {tr("Findings")}},
                                   .rows = std::move(rows),
                                   .when_empty = tr("Nothing to answer yet.")}))});
}

}  // namespace

Routes response_routes(Services& services) {
  return {
      {Method::get, "/staff/response", Who::signed_in, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return activities_to_answer(services, request);
       }},
      {Method::get, "/staff/activities/{activity}/response", Who::signed_in, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return response_page(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
