// The frame around the pages of one activity.
#include "web/staff/inside/desk.h"

namespace heed::web::staff {

using plan::Activity;
using plan::ActivityKind;
using plan::ActivityState;

std::string path_of(ActivityId id, std::string_view more) {
  return fmt::format("/staff/activities/{}{}{}", id.text(), more.empty() ? "" : "/", more);
}

namespace {

std::pair<std::string, Colour> said_of(ActivityState state) {
  switch (state) {
    case ActivityState::draft:
      return {tr("Draft"), Colour::grey};
    case ActivityState::open:
      return {tr("Open"), Colour::green};
    case ActivityState::closed:
      return {tr("Closed"), Colour::yellow};
    case ActivityState::answered:
      return {tr("Answered"), Colour::blue};
  }
  CHECK(false);
}

}  // namespace

Html state_tag(ActivityState state) {
  const auto [words, colour] = said_of(state);
  return tag(words, colour);
}

Html state_and_phase(const Activity& activity) {
  const std::string_view phase = plan::phase_of(activity.details.kind, activity.phase)->called;
  if (phase == said_of(activity.state).first) return state_tag(activity.state);
  return join(state_tag(activity.state), " ", text(phase));
}

std::string kind_words(ActivityKind kind) {
  switch (kind) {
    case ActivityKind::listening:
      return tr("Listening exercise");
    case ActivityKind::survey:
      return tr("Survey");
    case ActivityKind::formal_consultation:
      return tr("Formal consultation");
    case ActivityKind::workshop:
      return tr("Workshop");
    case ActivityKind::co_design:
      return tr("Designing together");
  }
  return {};
}

Result<Activity> activity_of(Services& services, const Request& request, const Match& match) {
  return services.activities.activity(scope_of(request), TRY(match.id<ActivityId>("activity")));
}

Reply show_in(const Services& services, const Request& request, const Activity& activity, Tab tab,
              Page page, const Trouble& trouble) {
  const auto tab_link = [&](Tab which, std::string words, std::string_view more) {
    return SubNavLink{.text = std::move(words),
                      .href = Href(path_of(activity.id, more)),
                      .current = which == tab};
  };
  const std::string title = activity.details.title;
  page.caption = title;
  page.title = page.heading + " – " + title;
  page.breadcrumb = {{tr("Today"), Href("/staff")}, {title, Href(path_of(activity.id))}};
  if (tab == Tab::overview) page.breadcrumb.pop_back();
  page.body = join(
      sub_navigation(tr("This activity"),
                     {tab_link(Tab::overview, tr("Overview"), ""),
                      tab_link(Tab::questions, tr("Questions"), "questions"),
                      tab_link(Tab::responses, tr("Responses"), "responses"),
                      tab_link(Tab::heard_from, tr("Who we’ve heard from"), "heard-from"),
                      tab_link(Tab::themes, tr("Themes"), "themes"),
                      tab_link(Tab::response, tr("Response"), "response"),
                      tab_link(Tab::public_page, tr("Public page"), "public-page"),
                      tab_link(Tab::let_people_know, tr("Let people know"), "let-people-know")}),
      page.body);
  return show(services, request, std::move(page), trouble);
}

}  // namespace heed::web::staff
