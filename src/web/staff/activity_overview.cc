// One activity at a glance: where it stands, what comes next, opening and closing it.
#include "decide/findings.h"
#include "listen/voices.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using plan::Activity;
using plan::ActivityState;

Html next_step(const Request& request, const Activity& activity) {
  const bool plans = may(request, Capability::plan);
  switch (activity.state) {
    case ActivityState::draft: {
      if (!plans) return {};
      Html all = post(request, path_of(activity.id, "open"),
                      button({.text = tr("Open to the public"), .prevent_double = true}));
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

Result<Reply> overview(Services& services, const Request& request, const Match& match,
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
      {.key = tr("Contact"), .value = written(details.contact)},
      {.key = tr("Closes"), .value = day(details.closes)},
      {.key = tr("People hear by"), .value = day(details.hear_by)},
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
       .body = join(el("p", state_tag(activity.state)), TRY(numbers(services, request, activity)),
                    next_step(request, activity), about, change)},
      trouble);
}

Result<Reply> move_on(Services& services, const Request& request, const Match& match, bool open) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto done = open ? services.activities.open(scope_of(request), id)
                         : services.activities.close(scope_of(request), id);
  if (!done) return overview(services, request, match, TRY(trouble_of(done.error())));
  return see_other(path_of(id));
}

}  // namespace

Routes overview_routes(Services& services) {
  constexpr Who kPlanners = Who::may(Capability::plan);
  return {
      {Method::get, "/staff/activities/{activity}", Who::signed_in, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return overview(services, request, match);
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
  };
}

}  // namespace heed::web::staff
