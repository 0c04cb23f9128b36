// What Today says of duties and of proposals for change.
#include "web/staff/inside/duties_due.h"

#include <algorithm>

#include "web/staff/inside/changes_shown.h"

namespace heed::web::staff {
namespace {

using plan::About;
using plan::ServiceChange;

// Of one judgement that is wanted; empty when somebody confirmed it, or departed from it, of the
// proposal as it stands.
std::string judgement_lacks(const ServiceChange& change, About about, const std::string& body) {
  if (change.settled(about, body)) return {};
  const plan::Judgement* const newest = change.newest(about, body);
  if (newest == nullptr) return tr("nobody has judged whether it is significant.");
  if (newest->change_number != change.versions.front().number)
    return body.empty() ? tr("it has changed since it was judged. Judge it again.")
                        : tr("it has changed since the duty of {body} was judged. Judge it again.",
                             {{"body", body}});
  const std::string outcome = outcome_words(about, newest->suggestion.yes);
  return body.empty() ? tr("{outcome} is suggested. Nobody has confirmed it or departed from it.",
                           {{"outcome", outcome}})
                      : tr("“{outcome}” is suggested for {body}. Nobody has confirmed it or "
                           "departed from it.",
                           {{"outcome", outcome}, {"body", body}});
}

// The first that it lacks: whether it is significant, then whose duty it touches.
std::string change_lacks(const ServiceChange& change) {
  if (change.ended) return {};
  if (std::string lacks = judgement_lacks(change, About::significance, ""); !lacks.empty())
    return lacks;
  const auto bodies_judged = change.holders();
  if (bodies_judged.empty())
    return tr("nobody has judged whether a duty to involve people applies.");
  for (const std::string& body : bodies_judged)
    if (std::string lacks = judgement_lacks(change, About::duty, body); !lacks.empty())
      return lacks;
  return {};
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
