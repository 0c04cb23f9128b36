// Actions and promises over all activities: what was promised and by when, what each partner does,
// and words that have gone stale.
#include "act/promises.h"
#include "act/actions.h"
#include "base/text.h"
#include "decide/findings.h"
#include "platform/clock.h"
#include "web/staff/inside/desk.h"
#include "web/staff/inside/evaluations_due.h"
#include "web/staff/inside/plan_state.h"

namespace heed::web::staff {
namespace {

using act::Plan;
using act::Promise;
using act::PromiseState;

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

Result<Reply> actions_page(Services& services, const Request& request,
                           const Trouble& trouble = {}) {
  const auto promises = TRY(services.promises.promises(scope_of(request)));
  std::vector<std::vector<Html>> partners;
  for (const auto& each : TRY(services.actions.by_partner(scope_of(request))))
    partners.push_back({text(each.organisation), text(said_number(each.all)),
                        text(said_number(each.in_progress)), text(said_number(each.done)),
                        text(said_number(each.overdue))});
  std::vector<std::vector<Html>> plans;
  for (const Plan& each : TRY(services.actions.all_plans(scope_of(request))))
    plans.push_back({may(request, Capability::read_findings)
                         ? link(Href(path_of(each.activity, "actions")), each.title)
                         : text(each.title),
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
  body += TRY(evaluations_due(services, request));
  body += table({.caption = tr("What each partner does"),
                 .columns = {{tr("Organisation")},
                             {tr("Actions"), true},
                             {tr("Under way"), true},
                             {tr("Done"), true},
                             {tr("Overdue"), true}},
                 .rows = std::move(partners),
                 .when_empty = tr("No plan is approved yet.")});
  if (services.workstreams != nullptr && may(request, Capability::read_findings))
    body += el("p", link(Href("/staff/workstreams"), tr("Workstreams and what they were sent")));
  body += table({.caption = tr("Plans"),
                 .columns = {{tr("Plan")}, {tr("State")}, {tr("Actions"), true}},
                 .rows = std::move(plans),
                 .when_empty = tr("No plan yet. Draft one from an activity’s response.")});
  if (may(request, Capability::respond)) body += promise_form(request, trouble);
  return show(
      services, request,
      {.heading = tr("Actions and promises"), .section = Section::actions, .body = std::move(body)},
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
               .section = Section::actions,
               .breadcrumb = {{tr("Actions and promises"), Href("/staff/actions")}},
               .body = std::move(body)},
              trouble);
}

Result<Reply> make_promise(Services& services, const Request& request) {
  const auto due = read_date(request.field("due"), services.zone);
  if (!due) {
    Trouble trouble;
    trouble.add("due", tr("Give the latest date, such as 12 May 2026."));
    return actions_page(services, request, trouble);
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
    return actions_page(services, request,
                        TRY(trouble_of(done.error(), unsaid ? "words" : "owner")));
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

}  // namespace

Routes promise_routes(Services& services) {
  using Do = Result<Reply> (*)(Services&, const Request&, const Match&);
  const auto change = [&services](std::string pattern, Do run) {
    return Route{Method::post,
                 std::move(pattern),
                 Who::may(Capability::respond),
                 Limit::form,
                 Safety::csrf_token,
                 [&services, run](const Request& request, const Match& match) {
                   return run(services, request, match);
                 }};
  };
  return {
      {Method::get, "/staff/actions", Who::may(Capability::read_summary), Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match&) {
         return actions_page(services, request);
       }},
      {Method::get, "/staff/promises/{promise}", Who::may(Capability::respond), Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return promise_page(services, request, match);
       }},
      change("/staff/promises",
             [](Services& s, const Request& r, const Match&) { return make_promise(s, r); }),
      change("/staff/promises/{promise}/{what}", change_promise),
  };
}

}  // namespace heed::web::staff
