// GET /projects: everything that is under discussion with local people, by itself: what will open,
// is open, is being read and decided, and is being done (T-136).
#include <array>

#include "act/actions.h"
#include "base/text.h"
#include "platform/clock.h"
#include "web/site/inside/around.h"
#include "web/site/inside/progress_shown.h"

namespace heed::web::site {
namespace {

using namespace pages;
using plan::Activity;
using plan::ActivityState;

// Where it stands, as somebody would ask after it.
enum class Stands { opens, open, considered, done_about, over };

Stands stands(const Activity& activity, const std::vector<act::Plan>& plans, TimeMs now) {
  switch (activity.state) {
    case ActivityState::draft:
      return Stands::opens;
    case ActivityState::open:
      return plan::takes_answers(activity, now) ? Stands::open : Stands::considered;
    case ActivityState::closed:
      return Stands::considered;
    case ActivityState::answered:
      for (const act::Plan& plan : plans)
        for (const act::Action& action : plan.actions)
          if (action.state == act::ActionState::proposed ||
              action.state == act::ActionState::in_progress)
            return Stands::done_about;
      return Stands::over;
  }
  return Stands::over;
}

Result<Html> project_card(Services& services, const Activity& activity, Stands where,
                          const std::vector<act::Plan>& plans, const Words& words) {
  Html body = paragraph(shortened(activity.details.purpose, 240));
  std::string path = path_of(activity);
  if (where == Stands::opens && activity.opens)
    body +=
        paragraph(tr(words, "Opens {when}", {{"when", show_date(*activity.opens, services.zone)}}));
  if (where == Stands::open)
    body += el("p", {{"class", "nhsuk-hint"}}, closing(services, activity, words));
  if (where == Stands::considered) {
    path = "/what-happened/" + activity.id.text();
    body += TRY(late_or_due(services, activity, words));
  }
  if (where == Stands::done_about) {
    path = "/what-happened/" + activity.id.text();
    std::uint64_t under_way = 0;
    for (const act::Plan& plan : plans)
      for (const act::Action& action : plan.actions)
        under_way += action.state == act::ActionState::proposed ||
                             action.state == act::ActionState::in_progress
                         ? 1
                         : 0;
    body = join(paragraph(shortened(TRY(published_outcome(services, activity.id)), 240)),
                paragraph(tr_n(words, "{n} action is not finished.",
                               "{n} actions are not finished.", under_way)));
  }
  if (!activity.details.owner_name.empty())
    body += paragraph(tr(words, "Who to ask: {who}", {{"who", activity.details.owner_name}}));
  return card({.heading = activity.details.title,
               .href = Href(path),
               .body = std::move(body),
               .level = 3,
               .tag = badge(activity, words)});
}

Result<Reply> projects(Services& services, const Request& request) {
  const Words& words = words_of(request);
  const TimeMs now = services.clock.now();
  std::array<Html, 4> parts;
  Between times;
  for (const Activity& activity : TRY(services.activities.list(scope_of(services)))) {
    // Somewhere to say anything is always there, and no project.
    if (activity.details.topics == "something-else") continue;
    const auto plans = TRY(services.actions.plans(scope_of(services), activity.id));
    const Stands where = stands(activity, plans, now);
    if (where == Stands::over) continue;
    times.add(activity.opened.value_or(activity.created));
    times.add(activity.changed);
    parts[static_cast<std::size_t>(where)] +=
        TRY(project_card(services, activity, where, plans, words));
  }
  const std::array<std::string_view, 4> headings = {
      tr(words, "Coming up"), tr(words, "Open now: have your say"),
      tr(words, "Being read and decided"), tr(words, "Decided, and being done")};
  Html body;
  // What somebody can still take part in comes first.
  for (const Stands where : {Stands::open, Stands::opens, Stands::considered, Stands::done_about}) {
    const auto at = static_cast<std::size_t>(where);
    if (!parts[at].empty()) body += join(heading(2, headings[at], Size::l), parts[at]);
  }
  if (body.empty())
    body = join(
        inset_text(paragraph(tr(words, "Nothing is under discussion with local people just now."))),
        el("p", link(Href("/something-else"), tr(words, "Tell us something else"))),
        el("p", link(Href("/what-happened"), tr(words, "See everything that was answered"))));
  else
    body = join(el("p", {{"class", "nhsuk-body-l"}},
                   tr(words,
                      "Everything that we are talking over with local people, and how far "
                      "each has come.")),
                body, times.shown(services.zone, words));
  return show(services, request,
              {.title = std::string(tr(words, "Current projects")),
               .heading = std::string(tr(words, "Current projects")),
               .section = Section::have_your_say,
               .body = body});
}

}  // namespace

Routes projects_routes(Services& services) {
  return {
      {Method::get, "/projects", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) { return projects(services, request); },
       Kept::until_changed},
  };
}

}  // namespace heed::web::site
