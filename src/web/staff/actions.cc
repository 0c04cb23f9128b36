// Actions and promises: plans that one group drafts and another approves, what each partner does,
// what was promised, and words that have gone stale.
#include "act/actions.h"
#include "act/promises.h"
#include "base/text.h"
#include "decide/governance.h"
#include "platform/clock.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using act::Action;
using act::ActionState;
using act::Plan;
using act::PlanState;
using act::Promise;
using act::PromiseState;
using decide::BodyId;

constexpr std::array kStates = {ActionState::proposed, ActionState::in_progress, ActionState::done,
                                ActionState::stopped};

Html plan_state(PlanState state) {
  switch (state) {
    case PlanState::drafted:
      return tag(tr("Draft"), Colour::grey);
    case PlanState::sent_back:
      return tag(tr("Sent back"), Colour::orange);
    case PlanState::approved:
      return tag(tr("Approved"), Colour::green);
  }
  return {};
}

Html promise_state(const Promise& promise) {
  const Colour colour = promise.state == PromiseState::late   ? Colour::red
                        : promise.state == PromiseState::kept ? Colour::green
                                                              : Colour::blue;
  return join(tag(act::words_for(promise.state), colour),
              promise.days_late > 0
                  ? text(" " + tr_n("{n} day late", "{n} days late", promise.days_late))
                  : Html());
}

Html promises_table(const std::vector<Promise>& promises, const Request& request,
                    const std::string& zone) {
  std::vector<std::vector<Html>> rows;
  for (const Promise& each : promises) {
    Html words = text(each.details.words);
    if (may(request, Capability::respond) && each.state != PromiseState::kept)
      words = link(Href("/staff/promises/" + each.id.text()), each.details.words);
    rows.push_back({words, promise_state(each), text(show_date(each.details.due, zone)),
                    text(each.details.owner)});
  }
  return table({.caption = tr("What we promised"),
                .columns = {{tr("Promise")}, {tr("State")}, {tr("At the latest")}, {tr("Owner")}},
                .rows = std::move(rows),
                .when_empty = tr("Nothing has been promised yet.")});
}

// What activities and responses say of past dates as if they were to come.
Result<Html> stale_words(Services& services, const Request& request) {
  std::vector<Html> lines;
  const TimeMs now = services.clock.now();
  for (const auto& activity : TRY(services.activities.list(scope_of(request)))) {
    std::vector<std::string> texts = {activity.outcome, activity.not_heard,
                                      activity.details.purpose, activity.details.decided};
    if (may(request, Capability::read_findings))
      for (const auto& finding : TRY(services.findings.findings(scope_of(request), activity.id)))
        if (finding.response) {
          texts.push_back(finding.response->what);
          texts.push_back(finding.response->progress);
        }
    for (const std::string& each : texts)
      for (const std::string& sentence : act::speaks_of_the_past(each, now, services.zone))
        lines.push_back(
            join(link(Href(path_of(activity.id, "public-page")), activity.details.title), ": “",
                 sentence, "”"));
  }
  if (lines.empty()) return Html();
  return warning_callout(
      {.heading = tr("This speaks of a past date as if it were to come"), .body = bullets(lines)});
}

Html promise_form(const Request& request, const Trouble& trouble) {
  return join(heading(2, tr("Write down a promise")),
              post(request, "/staff/promises",
                   join(input({.name = "words",
                               .label = tr("What is promised"),
                               .hint = tr("Such as “We will write to everyone who asked”."),
                               .error = trouble.about("words"),
                               .value = typed(request, "words")}),
                        input({.name = "set_off",
                               .label = tr("What sets it off"),
                               .hint = tr("Such as “once the board has decided”. May be empty."),
                               .value = typed(request, "set_off")}),
                        date({.name = "due",
                              .label = tr("At the latest"),
                              .error = trouble.about("due"),
                              .value = typed(request, "due")}),
                        input({.name = "owner",
                               .label = tr("Owner"),
                               .hint = tr("Who sees that it is kept."),
                               .error = trouble.about("owner"),
                               .value = typed(request, "owner")}),
                        button({.text = tr("Keep it in the list")}))));
}

Result<Reply> everything(Services& services, const Request& request, const Trouble& trouble = {}) {
  const auto promises = TRY(services.promises.promises(scope_of(request)));
  std::vector<std::vector<Html>> partners;
  for (const auto& each : TRY(services.actions.by_partner(scope_of(request))))
    partners.push_back({text(each.organisation), text(said_number(each.all)),
                        text(said_number(each.in_progress)), text(said_number(each.done)),
                        text(said_number(each.overdue))});
  std::vector<std::vector<Html>> plans;
  for (const Plan& each : TRY(services.actions.all_plans(scope_of(request))))
    plans.push_back({link(Href(path_of(each.activity, "actions")), each.title),
                     plan_state(each.state),
                     text(said_number(static_cast<std::int64_t>(each.actions.size())))});
  const auto late = std::count_if(promises.begin(), promises.end(), [](const Promise& each) {
    return each.state == PromiseState::late;
  });
  Html body = TRY(stale_words(services, request));
  if (late > 0)
    body += inset_text(paragraph(tr_n("{n} promise is late. The public sees it.",
                                      "{n} promises are late. The public sees them.", late)));
  body += promises_table(promises, request, services.zone);
  body += table({.caption = tr("What each partner does"),
                 .columns = {{tr("Organisation")},
                             {tr("Actions"), true},
                             {tr("Under way"), true},
                             {tr("Done"), true},
                             {tr("Overdue"), true}},
                 .rows = std::move(partners),
                 .when_empty = tr("No plan is approved yet.")});
  body += table({.caption = tr("Plans"),
                 .columns = {{tr("Plan")}, {tr("State")}, {tr("Actions"), true}},
                 .rows = std::move(plans),
                 .when_empty = tr("No plan yet. Draft one from an activity’s response.")});
  if (may(request, Capability::respond)) body += promise_form(request, trouble);
  return show(services, request,
              {.heading = tr("Actions and promises"),
               .section = Section::response,
               .body = std::move(body)},
              trouble);
}

Result<Reply> promise_page(Services& services, const Request& request, const Match& match,
                           const Trouble& trouble = {}) {
  const auto id = TRY(match.id<act::PromiseId>("promise"));
  const auto all = TRY(services.promises.promises(scope_of(request)));
  const auto at =
      std::find_if(all.begin(), all.end(), [&](const Promise& each) { return each.id == id; });
  if (at == all.end()) return fail(ErrorKind::not_found, "no such promise");
  const std::string path = "/staff/promises/" + id.text();
  const Html version = hidden_input("version", std::to_string(at->version));
  std::vector<Html> steps;
  for (const auto& step : at->steps)
    steps.push_back(join(show_date(step.when, services.zone), ", ", step.person, ": ", step.words));
  Html body = join(
      el("p", promise_state(*at)),
      summary_list(
          {{.key = tr("At the latest"), .value = text(show_date(at->details.due, services.zone))},
           {.key = tr("What sets it off"), .value = text(at->details.set_off)},
           {.key = tr("Owner"), .value = text(at->details.owner)}}),
      bullets(steps), heading(2, tr("It is kept")),
      post(request, path + "/keep",
           join(version,
                input({.name = "how",
                       .label = tr("How"),
                       .error = trouble.about("how"),
                       .value = typed(request, "how")}),
                button({.text = tr("It is kept")}))),
      heading(2, tr("It changes")),
      post(request, path + "/vary",
           join(version,
                date({.name = "due",
                      .label = tr("At the latest"),
                      .error = trouble.about("due"),
                      .value = typed(request, "due")}),
                input({.name = "why",
                       .label = tr("Why"),
                       .hint = tr("The public reads it, and the first date stays."),
                       .error = trouble.about("why"),
                       .value = typed(request, "why")}),
                button({.text = tr("Change it in public"), .look = Look::secondary}))),
      heading(2, tr("Somebody else sees to it")),
      post(request, path + "/owner",
           join(version,
                input({.name = "owner",
                       .label = tr("Owner"),
                       .error = trouble.about("owner"),
                       .value = typed(request, "owner")}),
                button({.text = tr("Hand it over"), .look = Look::secondary}))));
  return show(services, request,
              {.heading = at->details.words,
               .section = Section::response,
               .breadcrumb = {{tr("Actions and promises"), Href("/staff/actions")}},
               .body = std::move(body)},
              trouble);
}

Result<Reply> make_promise(Services& services, const Request& request) {
  const auto due = read_date(request.field("due"), services.zone);
  if (!due) {
    Trouble trouble;
    trouble.add("due", tr("Give the latest date, such as 12 May 2026."));
    return everything(services, request, trouble);
  }
  const auto done = services.promises.make(
      scope_of(request),
      {.words = std::string(request.field("words")),
       .set_off = std::string(request.field("set_off")),
       .due = TRY(from_local_date(iso_date(*due, services.zone), services.zone, DayEdge::end)),
       .owner = std::string(request.field("owner"))},
      request.signed_in().person_name);
  if (!done) {
    const bool unsaid = trimmed(request.field("words")).empty();
    return everything(services, request, TRY(trouble_of(done.error(), unsaid ? "words" : "owner")));
  }
  return see_other("/staff/actions");
}

Result<Reply> change_promise(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<act::PromiseId>("promise"));
  const std::string_view what = match["what"];
  const std::string author = request.signed_in().person_name;
  const std::int64_t seen = whole_number(request.field("version")).value_or(-1);
  Result<> done = fail(ErrorKind::not_found, "no such change");
  std::string field = "how";
  if (what == "keep") {
    done = services.promises.keep(scope_of(request), id, seen, request.field("how"), author);
  } else if (what == "owner") {
    field = "owner";
    done = services.promises.hand_over(scope_of(request), id, seen, request.field("owner"), author);
  } else if (what == "vary") {
    field = "why";
    const auto due = read_date(request.field("due"), services.zone);
    if (!due) {
      Trouble trouble;
      trouble.add("due", tr("Give the latest date, such as 12 May 2026."));
      return promise_page(services, request, match, trouble);
    }
    done = services.promises.vary(
        scope_of(request), id, seen,
        TRY(from_local_date(iso_date(*due, services.zone), services.zone, DayEdge::end)),
        request.field("why"), author);
  }
  if (!done) return promise_page(services, request, match, TRY(trouble_of(done.error(), field)));
  return see_other("/staff/actions");
}

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
                 {.heading = tr("Actions"), .section = Section::response, .body = std::move(body)},
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
      {Method::get, "/staff/actions", Who::may(Capability::read_summary), Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match&) { return everything(services, request); }},
      {Method::get, "/staff/promises/{promise}", Who::may(Capability::respond), Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return promise_page(services, request, match);
       }},
      change("/staff/promises", Capability::respond,
             [](Services& s, const Request& r, const Match&) { return make_promise(s, r); }),
      change("/staff/promises/{promise}/{what}", Capability::respond, change_promise),
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
