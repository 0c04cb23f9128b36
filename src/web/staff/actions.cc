// The plans of one activity: one group drafts and another approves; actions that each cite a
// finding, and how far each has come.
#include "act/actions.h"
#include "base/text.h"
#include "decide/governance.h"
#include "web/staff/inside/desk.h"
#include "web/staff/inside/plan_state.h"

namespace heed::web::staff {
namespace {

using act::Action;
using act::ActionState;
using act::Plan;
using act::PlanState;
using decide::BodyId;

constexpr std::array kStates = {ActionState::proposed, ActionState::in_progress, ActionState::done,
                                ActionState::stopped};

std::vector<Option> options_of(const std::vector<decide::Body>& bodies) {
  std::vector<Option> options;
  for (const auto& each : bodies)
    if (!each.ends) options.push_back({.value = each.id.text(), .label = each.name});
  return options;
}

Html action_card(const Request& request, const Plan& plan, const Action& action,
                 const std::vector<decide::Finding>& findings, const std::string& zone) {
  std::string answers;
  for (const auto& finding : findings)
    if (finding.id == action.details.finding) answers = finding.name;
  Html body = join(
      summary_list(
          {{.key = tr("Answers"), .value = text(answers)},
           {.key = tr("We said"), .value = text(action.details.commitment)},
           {.key = tr("Who"),
            .value = text(action.details.organisation + ", " + action.details.owner)},
           {.key = tr("By"),
            .value = join(show_date(action.details.due, zone),
                          action.overdue ? join(" ", tag(tr("Overdue"), Colour::red)) : Html())},
           {.key = tr("Progress"), .value = text(action.progress)}}),
      Html());
  if (may(request, Capability::respond) && plan.state == PlanState::approved) {
    std::vector<Option> states;
    for (const ActionState state : kStates)
      states.push_back({.value = std::string(act::name_of(state)),
                        .label = std::string(act::words_for(state)),
                        .chosen = state == action.state});
    body += post(request, path_of(plan.activity, "actions/" + action.id.text() + "/progress"),
                 join(hidden_input("version", std::to_string(action.version)),
                      select({.name = "state",
                              .label = tr("How it stands"),
                              .options = std::move(states),
                              .id = "state-" + action.id.text()}),
                      input({.name = "progress",
                             .label = tr("In a sentence"),
                             .hint = tr("Such as “Running since 3 March”."),
                             .value = action.progress,
                             .id = "progress-" + action.id.text()}),
                      button({.text = tr("Save"), .look = Look::secondary})));
  }
  return card({.heading = action.details.what,
               .body = body,
               .level = 3,
               .tag = tag(act::words_for(action.state),
                          action.state == ActionState::done ? Colour::green : Colour::blue)});
}

Html plan_part(const Request& request, const Plan& plan, const std::vector<decide::Body>& bodies,
               const std::vector<decide::Finding>& findings, const std::string& zone,
               const Trouble& trouble) {
  const std::string path = path_of(plan.activity, "plans/" + plan.id.text());
  std::vector<Html> steps;
  for (const auto& step : plan.steps) {
    const std::string what = step.kind == "considered" ? tr("considered the report")
                             : step.kind == "drafted"  ? tr("drafted the plan")
                             : step.kind == "approved" ? tr("approved it")
                                                       : tr("sent it back");
    steps.push_back(join(show_date(step.when, zone), ": ", step.body, " ", what,
                         step.words.empty() ? "" : " – ", step.words));
  }
  Html all = join(heading(2, plan.title), el("p", plan_state(plan.state)), bullets(steps));
  for (const Action& action : plan.actions)
    all += action_card(request, plan, action, findings, zone);
  if (may(request, Capability::respond)) {
    std::vector<Option> cited;
    for (const auto& finding : findings)
      cited.push_back({.value = finding.id.text(), .label = finding.name});
    all += details(
        {.summary = tr("Add an action"),
         .body = post(request, path + "/add",
                      join(select({.name = "finding",
                                   .label = tr("Which finding it answers"),
                                   .options = std::move(cited),
                                   .id = "finding-" + plan.id.text()}),
                           input({.name = "commitment",
                                  .label = tr("What people were told"),
                                  .value = typed(request, "commitment"),
                                  .id = "commitment-" + plan.id.text()}),
                           input({.name = "what",
                                  .label = tr("What will be done"),
                                  .error = trouble.about("what"),
                                  .value = typed(request, "what"),
                                  .id = "what-" + plan.id.text()}),
                           input({.name = "organisation",
                                  .label = tr("Organisation"),
                                  .value = typed(request, "organisation"),
                                  .id = "organisation-" + plan.id.text()}),
                           input({.name = "owner",
                                  .label = tr("Owner"),
                                  .value = typed(request, "owner"),
                                  .id = "owner-" + plan.id.text()}),
                           input({.name = "due",
                                  .label = tr("By when"),
                                  .error = trouble.about("due"),
                                  .value = typed(request, "due"),
                                  .id = "due-" + plan.id.text(),
                                  .width = 20}),
                           button({.text = tr("Add the action"), .look = Look::secondary}))),
         .open = request.has_field("commitment"),
         .id = "add-" + plan.id.text()});
  }
  if (may(request, Capability::record_decision) && plan.state != PlanState::approved)
    all += details(
        {.summary = tr("Considered, approved or sent back"),
         .body = post(
             request, path + "/step",
             join(
                 hidden_input("version", std::to_string(plan.version)),
                 select({.name = "body",
                         .label = tr("By whom"),
                         .hint = tr("Not the group that drafted it, to approve it."),
                         .error = trouble.about("body"),
                         .options = options_of(bodies),
                         .id = "body-" + plan.id.text()}),
                 input({.name = "words",
                        .label = tr("What they said"),
                        .value = typed(request, "words"),
                        .id = "words-" + plan.id.text()}),
                 button_group(
                     {button({.text = tr("They considered it"),
                              .look = Look::secondary,
                              .name = "step",
                              .value = "considered"}),
                      button({.text = tr("They approved it"), .name = "step", .value = "approved"}),
                      button({.text = tr("They sent it back"),
                              .look = Look::secondary,
                              .name = "step",
                              .value = "sent_back"})}))),
         .open = request.has_field("step"),
         .id = "step-" + plan.id.text()});
  return all;
}

Result<Reply> plans_page(Services& services, const Request& request, const Match& match,
                         const Trouble& trouble = {}) {
  const auto activity = TRY(activity_of(services, request, match));
  const auto bodies = TRY(services.governance.bodies(scope_of(request)));
  const auto findings = TRY(services.findings.findings(scope_of(request), activity.id));
  Html body;
  const auto bare = TRY(services.actions.without_action(scope_of(request), activity.id));
  if (!bare.empty()) {
    std::vector<Html> names;
    for (const auto& each : bare) names.push_back(text(each.name));
    body += inset_text(join(paragraph(tr("We said that something changes, and nothing is planned "
                                         "for:")),
                            bullets(names)));
  }
  for (const Plan& plan : TRY(services.actions.plans(scope_of(request), activity.id)))
    body += plan_part(request, plan, bodies, findings, services.zone, trouble);
  if (may(request, Capability::respond))
    body +=
        join(heading(2, tr("Draft a plan")),
             bodies.empty()
                 ? paragraph(tr("Add the group that drafts it under Meetings and decisions first."))
                 : post(request, path_of(activity.id, "plans"),
                        join(input({.name = "title",
                                    .label = tr("Title"),
                                    .error = trouble.about("title"),
                                    .value = typed(request, "title")}),
                             select({.name = "drafting",
                                     .label = tr("Which group drafts it"),
                                     .options = options_of(bodies)}),
                             button({.text = tr("Start the plan")}))));
  return show_in(services, request, activity, Tab::response,
                 {.heading = tr("Actions"), .section = Section::actions, .body = std::move(body)},
                 trouble);
}

Result<Reply> draft(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto done = services.actions.draft(
      scope_of(request), id, request.field("title"),
      BodyId::parse(request.field("drafting")).value_or(BodyId{}), request.signed_in().person_name);
  if (!done) return plans_page(services, request, match, TRY(trouble_of(done.error(), "title")));
  return see_other(path_of(id, "actions"));
}

Result<Reply> add_action(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto plan = TRY(match.id<act::PlanId>("plan"));
  const auto due = read_date(request.field("due"), services.zone);
  if (!due) {
    Trouble trouble;
    trouble.add("due", tr("Give the day by which it is done, such as 12 May 2026."));
    return plans_page(services, request, match, trouble);
  }
  const auto done = services.actions.add(
      scope_of(request), plan,
      {.finding = FindingId::parse(request.field("finding")).value_or(FindingId{}),
       .commitment = std::string(request.field("commitment")),
       .what = std::string(request.field("what")),
       .owner = std::string(request.field("owner")),
       .organisation = std::string(request.field("organisation")),
       .due = TRY(from_local_date(iso_date(*due, services.zone), services.zone, DayEdge::end))},
      request.signed_in().person_name);
  if (!done) return plans_page(services, request, match, TRY(trouble_of(done.error(), "what")));
  return see_other(path_of(id, "actions"));
}

Result<Reply> step(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto plan = TRY(match.id<act::PlanId>("plan"));
  const auto body = BodyId::parse(request.field("body")).value_or(BodyId{});
  const std::int64_t seen = whole_number(request.field("version")).value_or(-1);
  const std::string author = request.signed_in().person_name;
  const std::string_view which = request.field("step"), words = request.field("words");
  const auto done =
      which == "approved"
          ? services.actions.approve(scope_of(request), plan, seen, body, words, author)
      : which == "sent_back"
          ? services.actions.send_back(scope_of(request), plan, seen, body, words, author)
          : services.actions.consider(scope_of(request), plan, body, words, author);
  if (!done) return plans_page(services, request, match, TRY(trouble_of(done.error(), "body")));
  return see_other(path_of(id, "actions"));
}

Result<Reply> progress(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto action = TRY(match.id<act::ActionId>("action"));
  const auto done = services.actions.move_on(
      scope_of(request), action, whole_number(request.field("version")).value_or(-1),
      act::action_state_named(request.field("state")).value_or(ActionState::proposed),
      request.field("progress"), request.signed_in().person_name);
  if (!done) return plans_page(services, request, match, TRY(trouble_of(done.error())));
  return see_other(path_of(id, "actions"));
}

}  // namespace

Routes action_routes(Services& services) {
  using Do = Result<Reply> (*)(Services&, const Request&, const Match&);
  const auto change = [&services](std::string pattern, Capability needed, Do run) {
    return Route{Method::post,
                 std::move(pattern),
                 Who::may(needed),
                 Limit::form,
                 Safety::csrf_token,
                 [&services, run](const Request& request, const Match& match) {
                   return run(services, request, match);
                 }};
  };
  const std::string at = "/staff/activities/{activity}";
  return {
      {Method::get, at + "/actions", Who::may(Capability::read_findings), Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return plans_page(services, request, match);
       }},
      change(at + "/plans", Capability::respond, draft),
      change(at + "/plans/{plan}/add", Capability::respond, add_action),
      change(at + "/plans/{plan}/step", Capability::record_decision, step),
      change(at + "/actions/{action}/progress", Capability::respond, progress),
  };
}

}  // namespace heed::web::staff
