// What Today says of duties and of proposals for change.
#include "web/staff/inside/duties_due.h"

#include <algorithm>

#include "web/staff/inside/changes_shown.h"

namespace heed::web::staff {
namespace {

using plan::About;
using plan::ServiceChange;

// Empty when somebody confirmed, or departed from, what was judged of it as it stands.
std::string change_lacks(const ServiceChange& change) {
  if (change.ended || change.settled(About::significance)) return {};
  const plan::Judgement* const newest = change.newest(About::significance);
  if (newest == nullptr) return tr("nobody has judged whether it is significant.");
  if (newest->change_number != change.versions.front().number)
    return tr("it has changed since it was judged. Judge it again.");
  return tr("{outcome} is suggested. Nobody has confirmed it or departed from it.",
            {{"outcome", outcome_words(About::significance, newest->suggestion.yes)}});
}

}  // namespace

Result<> duties_due(Services& services, const Request& request,
                    const std::vector<plan::Activity>& activities, std::vector<Html>& items) {
  if (services.duties == nullptr || services.changes == nullptr || !may(request, Capability::plan))
    return Done{};
  const auto holders = TRY(services.duties->holders(scope_of(request)));
  for (const plan::Activity& each : activities) {
    const plan::ActivityDetails& d = each.details;
    if (!d.duties.empty() || each.state == plan::ActivityState::answered) continue;
    const bool must = std::ranges::any_of(holders, [&](const plan::DutyHolder& one) {
      return one.must_say && one.name == d.organisation;
    });
    if (must)
      items.push_back(
          join(link(Href(path_of(each.id, "edit")), d.title), ": ",
               tr("it does not say which duty of {body} it serves.", {{"body", d.organisation}})));
  }
  for (const ServiceChange& each : TRY(services.changes->all(scope_of(request))))
    if (std::string lacks = change_lacks(each); !lacks.empty())
      items.push_back(
          join(link(Href(change_path(each.id)), each.now().title), ": ", std::move(lacks)));
  return Done{};
}

}  // namespace heed::web::staff
