// One activity at a glance: where it stands, what comes next, opening and closing it.
#include "act/difference.h"
#include "decide/findings.h"
#include "listen/voices.h"
#include "plan/service_changes.h"
#include "web/staff/inside/activity_details.h"
#include "web/staff/inside/adding.h"
#include "web/staff/inside/plan_alike.h"

namespace heed::web::staff {
namespace {

using plan::Activity;
using plan::ActivityState;

Html next_step(const Request& request, const Activity& activity) {
  const bool plans = may(request, Capability::plan);
  switch (activity.state) {
    case ActivityState::draft: {
      if (!plans) return {};
      Html all =
          plan::opens_from(activity.details.kind, activity.phase)
              ? post(request, path_of(activity.id, "open"),
                     button({.text = tr("Open to the public"), .prevent_double = true}))
              : inset_text(paragraph(
                    tr("A formal consultation opens once it has been reviewed and somebody else "
                       "has approved it. Where it can go from here is below.")));
      if (may(request, Capability::bring_in))
        all += el("p", link(Href("/staff/bring-in?activity=" + activity.id.text()),
                            tr("Or bring in responses that you have already")));
      return all;
    }
    case ActivityState::open:
      return plans ? post(request, path_of(activity.id, "close"),
                          button({.text = tr("Close now"), .look = Look::warning}))
                   : Html();
    case ActivityState::closed:
      return link_button(
          {.text = tr("Work on the themes"), .href = Href(path_of(activity.id, "themes"))});
    case ActivityState::answered:
      return action_link(Href("/a/" + activity.id.text()), tr("See the public page"));
  }
  return {};
}

Result<Html> numbers(Services& services, const Request& request, const Activity& activity) {
  if (!may(request, Capability::read_text) || activity.state == ActivityState::draft) return Html();
  const auto counts = TRY(services.voices.counts(scope_of(request), activity.id));
  const auto findings = TRY(services.findings.findings(scope_of(request), activity.id));
  const auto answered = std::count_if(findings.begin(), findings.end(),
                                      [](const auto& f) { return f.response.has_value(); });
  return figures({{.value = said_number(counts.counted),
                   .label = tr("responses"),
                   .href = Href(path_of(activity.id, "responses"))},
                  {.value = said_number(counts.voices), .label = tr("comments")},
                  {.value = said_number(answered),
                   .label = tr_n("of {n} finding answered", "of {n} findings answered",
                                 static_cast<std::int64_t>(findings.size())),
                   .href = Href(path_of(activity.id, "response"))}});
}

// What had better be there before it opens; few of these stop it.
Result<Html> what_is_missing(Services& services, const Request& request, const Activity& activity) {
  if (activity.state != ActivityState::draft || !may(request, Capability::read_summary))
    return Html();
  std::vector<Html> lines;
  for (const plan::Missing& one : TRY(services.activities.missing(scope_of(request), activity.id)))
    lines.push_back(
        join(one.stops ? join(tag(tr("Needed"), Colour::red), " ") : Html(), text(one.said)));
  if (lines.empty()) return Html();
  return details({.summary = tr_n("{n} thing is missing", "{n} things are missing",
                                  static_cast<std::int64_t>(lines.size())),
                  .body = bullets(lines),
                  .open = true});
}

// Proposals for change that belong to it, each with what was judged.
Result<Html> proposals_of(Services& services, const Request& request, const Activity& activity) {
  if (services.changes == nullptr || !may(request, Capability::read_summary)) return Html();
  std::vector<Html> lines;
  for (const plan::ServiceChange& each :
       TRY(services.changes->of_activity(scope_of(request), activity.id)))
    lines.push_back(join(link(Href("/staff/changes/" + each.id.text()), each.now().title)));
  if (may(request, Capability::plan))
    lines.push_back(link(Href("/staff/changes/new", {{"activity", activity.id.text()}}),
                         tr("Open a proposal for it")));
  if (lines.empty()) return Html();
  return join(heading(2, tr("Proposals for change"), Size::m), bullets(lines));
}

Html around(const Request& request, const Activity& activity) {
  const auto to = [&](std::string_view where, std::string words) {
    return link(Href(path_of(activity.id, where)), words);
  };
  std::vector<Html> links = {to("documents", tr("Documents and their formats")),
                             to("stages", tr("Stages"))};
  if (may(request, Capability::plan)) {
    links.push_back(to("updates", tr("Updates")));
    links.push_back(to("asked", tr("Questions that people asked")));
  }
  return join(heading(2, tr("Around it"), Size::m), bullets(links));
}

// Every step that there is from here. Steps back, and those that change what people were told,
// take a reason; a new date where one is meant.
Html step_form(const Request& request, const Activity& activity, const plan::Phase& to, bool back,
               const Trouble& trouble) {
  const std::string name(to.name);
  const bool dated = to.name == "extended" || to.name == "late_window" || to.name == "scheduled";
  const bool reasoned = back || to.name == "extended" || to.name == "suspended";
  const std::string label = to.name == "extended"      ? tr("The new closing date")
                            : to.name == "late_window" ? tr("Late answers are read until")
                                                       : tr("When does it open?");
  const bool asked = typed(request, "to") == name;
  return details(
      {.summary = back ? tr("Back to: {phase}", {{"phase", std::string(to.called)}})
                       : std::string(to.step),
       .body = post(
           request, path_of(activity.id, "move"),
           join(hidden_input("to", name),
                reasoned ? input({.name = "reason",
                                  .label = tr("Why?"),
                                  .hint = tr("Kept with the date; shown in public once it is."),
                                  .error = asked ? trouble.about("reason") : "",
                                  .value = asked ? typed(request, "reason") : "",
                                  .id = "reason-" + name})
                         : Html(),
                dated ? input({.name = "until",
                               .label = label,
                               .error = asked ? trouble.about("until") : "",
                               .value = asked ? typed(request, "until") : "",
                               .id = "until-" + name})
                      : Html(),
                button({.text = std::string(to.step), .look = Look::secondary}))),
       .open = asked});
}

Html steps(const Request& request, const Activity& activity, const Trouble& trouble) {
  if (!may(request, Capability::plan)) return {};
  const plan::Phase* at = plan::phase_of(activity.details.kind, activity.phase);
  Html all;
  for (const bool back : {false, true})
    for (const std::string_view name : back ? at->back : at->next) {
      const plan::Phase* to = plan::phase_of(activity.details.kind, name);
      // Publishing does these.
      if (to->state == ActivityState::answered && activity.state != ActivityState::answered)
        continue;
      all += step_form(request, activity, *to, back, trouble);
    }
  return all.empty() ? Html() : join(heading(2, tr("Where it can go from here"), Size::m), all);
}

Result<Html> steps_taken(Services& services, const Request& request, const Activity& activity) {
  if (!may(request, Capability::read_summary)) return Html();
  std::vector<Html> lines;
  for (const plan::StepTaken& step :
       TRY(services.activities.steps(scope_of(request), activity.id))) {
    const plan::Phase* to = plan::phase_of(activity.details.kind, step.to);
    const std::string words = to == nullptr ? step.to : std::string(to->called);
    const std::string when = show_date_time(step.at, services.zone);
    lines.push_back(text(step.reason.empty()
                             ? tr("{when}: {phase}", {{"when", when}, {"phase", words}})
                             : tr("{when}: {phase}. {reason}",
                                  {{"when", when}, {"phase", words}, {"reason", step.reason}})));
  }
  return lines.empty() ? Html() : details({.summary = tr("Steps so far"), .body = bullets(lines)});
}

// Scheduled from the day that an activity is planned (T-159).
std::string asked_again(const Activity& activity, const std::string& zone) {
  const std::optional<TimeMs> from =
      activity.published ? activity.published : activity.details.hear_by;
  if (!from) return tr("6 and 12 months after what happened is published");
  const auto days = act::asked_on(*from);
  const std::string first = show_date(days[0], zone), second = show_date(days[1], zone);
  if (activity.published)
    return tr("On {first} and {second}", {{"first", first}, {"second", second}});
  return tr("About {first} and {second}: 6 and 12 months after people hear",
            {{"first", first}, {"second", second}});
}

Result<Reply> activity_overview(Services& services, const Request& request, const Match& match,
                                const Trouble& trouble = {}) {
  const Activity activity = TRY(activity_of(services, request, match));
  const auto& details = activity.details;
  const auto day = [&](const std::optional<TimeMs>& time) {
    return text(time ? show_date(*time, services.zone) : tr("Not set"));
  };
  const auto written = [&](const std::string& words) {
    return words.empty() ? text(tr("Not written yet")) : typed_text(words);
  };
  const Html about = summary_list({
      {.key = tr("Kind"), .value = text(kind_words(details.kind))},
      {.key = tr("What the answers will shape"), .value = written(details.purpose)},
      {.key = tr("Already decided"), .value = written(details.decided)},
      {.key = tr("Who decides"), .value = written(details.decider)},
      {.key = tr("Who runs it"), .value = written(details.owner_name)},
      {.key = tr("Whose activity it is"), .value = written(details.organisation)},
      {.key = tr("Duty it serves"), .value = TRY(duties_served(services, request, details))},
      {.key = tr("How far people can shape it"),
       .value = written(influence_words(details.influence))},
      {.key = tr("Contact"), .value = written(details.contact)},
      {.key = tr("Closes"), .value = day(details.closes)},
      {.key = tr("People hear by"), .value = day(details.hear_by)},
      {.key = tr("People are asked whether it made a difference"),
       .value = text(asked_again(activity, services.zone))},
      {.key = tr("Who delivers it"), .value = written(details.deliverer)},
      {.key = tr("Who pays for it"), .value = written(details.funder)},
      {.key = tr("Area"), .value = written(details.area)},
      {.key = tr("Topics"), .value = written(details.topics)},
      {.key = tr("Whom it is for"), .value = written(details.audience)},
      {.key = tr("Languages"), .value = written(details.languages)},
      {.key = tr("Who answers when the owner has left"), .value = written(details.successor)},
  });
  Html change;
  if (may(request, Capability::plan))
    change = link_button({.text = tr("Change"),
                          .href = Href(path_of(activity.id, "edit")),
                          .look = Look::secondary});
  return show_in(
      services, request, activity, Tab::overview,
      {.heading = tr("Overview"),
       .section = Section::plan,
       .body =
           join(el("p", state_and_phase(activity)), TRY(numbers(services, request, activity)),
                TRY(channel_sum(services, request, activity)),
                TRY(what_is_missing(services, request, activity)), next_step(request, activity),
                about, change, TRY(related_part(services, request, activity)),
                TRY(proposals_of(services, request, activity)), around(request, activity),
                steps(request, activity, trouble), TRY(steps_taken(services, request, activity)))},
      trouble);
}

Result<Reply> move_on(Services& services, const Request& request, const Match& match, bool open) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto done = open ? services.activities.open(scope_of(request), id)
                         : services.activities.close(scope_of(request), id);
  if (!done) return activity_overview(services, request, match, TRY(trouble_of(done.error())));
  return see_other(path_of(id));
}

Result<Reply> move_to(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  Trouble trouble;
  const auto until = date_typed(services, request, "until", trouble);
  if (trouble.any()) return activity_overview(services, request, match, trouble);
  const std::string to(request.field("to"));
  const auto done =
      services.activities.move(scope_of(request), id, to, request.field("reason"), until);
  if (!done)
    return activity_overview(
        services, request, match,
        TRY(trouble_of(done.error(), to == "extended" && !until ? "until" : "reason")));
  return see_other(path_of(id));
}

}  // namespace

Routes overview_routes(Services& services) {
  constexpr Who kPlanners = Who::may(Capability::plan);
  return {
      {Method::get, "/staff/activities/{activity}", Who::signed_in, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return activity_overview(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/open", kPlanners, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return move_on(services, request, match, true);
       }},
      {Method::post, "/staff/activities/{activity}/close", kPlanners, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return move_on(services, request, match, false);
       }},
      {Method::post, "/staff/activities/{activity}/move", kPlanners, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return move_to(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
