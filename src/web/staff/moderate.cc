// What must not be read by everybody, of one activity: personal details to rule on, and what is set
// aside or late.
#include "listen/arrival.h"
#include "listen/moderation.h"
#include "web/staff/inside/moderating.h"

namespace heed::web::staff {
namespace {

constexpr std::int64_t kWaitingOnAPage = 20;

Html held_list(const plan::Activity& activity, const std::vector<listen::HeldResponse>& held,
               const std::string& zone, std::string_view state) {
  std::vector<std::vector<Html>> rows;
  for (const listen::HeldResponse& one : held) {
    if (one.state != state) continue;
    const std::string name = one.reference.empty() ? tr("From a file") : one.reference;
    rows.push_back({link(Href(response_path(activity.id, one.response)), name),
                    text(listen::channel_said(one.channel)), text(show_date(one.received, zone)),
                    text(one.reason.empty() ? tr("Not decided yet") : one.reason)});
  }
  const bool late = state == "late";
  return table({.caption = late ? tr("Late") : tr("Set aside"),
                .columns = {{tr("Reference")}, {tr("Channel")}, {tr("Reached us")}, {tr("Why")}},
                .rows = std::move(rows),
                .when_empty = late ? tr("Nothing came late.") : tr("Nothing is set aside.")});
}

Result<Reply> queue(Services& services, const Request& request, const Match& match,
                    const Trouble& trouble = {}) {
  const auto activity = TRY(activity_of(services, request, match));
  const Scope& scope = scope_of(request);
  const auto waiting = TRY(services.moderation.waiting(scope, activity.id, kWaitingOnAPage));
  const auto count = TRY(services.moderation.waiting_count(scope, activity.id));
  const auto held = TRY(services.moderation.held(scope, activity.id));
  Html body =
      join(heading(2, tr("Personal details")),
           paragraph(count == 0 ? tr("Nothing waits for you.")
                                : tr_n("{n} answer has something that may say who somebody "
                                       "is. It is covered until you say otherwise.",
                                       "{n} answers have something that may say who "
                                       "somebody is. It is covered until you say otherwise.",
                                       count)));
  for (const listen::Looked& voice : waiting)
    body += voice_card(request, activity, voice, path_of(activity.id, "moderate"), false);
  body += heading(2, tr("Late and set aside"));
  body += held_list(activity, held, services.zone, "late");
  body += held_list(activity, held, services.zone, "quarantined");
  return show_in(services, request, activity, Tab::responses,
                 {.heading = tr("Moderate"), .section = Section::said, .body = std::move(body)},
                 trouble);
}

Result<Reply> rule_in_queue(Services& services, const Request& request, const Match& match) {
  const auto activity = TRY(activity_of(services, request, match));
  const auto done = ruled(services, request);
  if (!done) return queue(services, request, match, TRY(trouble_of(done.error())));
  return see_other(path_of(activity.id, "moderate"));
}

}  // namespace

Routes moderate_routes(Services& services) {
  constexpr Who kModerators = Who::may(Capability::moderate);
  Routes routes = {
      {Method::get, "/staff/activities/{activity}/moderate", kModerators, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return queue(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/moderate", kModerators, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return rule_in_queue(services, request, match);
       }},
  };
  for (Route& route : moderate_response_routes(services)) routes.push_back(std::move(route));
  return routes;
}

}  // namespace heed::web::staff
