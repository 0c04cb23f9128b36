#include "app/site.h"

#include "app/version.h"
#include "base/limits.h"
#include "store/together.h"
#include "web/site/site.h"
#include "web/staff/staff.h"

namespace heed::app {

web::Services services_of(House& house, const SiteOptions& options) {
  return {.partners = house.partners,
          .activities = house.activities,
          .intake = house.intake,
          .drafts = house.drafts,
          .imports = house.imports,
          .voices = house.voices,
          .own = house.own,
          .amend = house.amend,
          .exports = house.exports,
          .reach = house.reach,
          .channels = house.channels,
          .moderation = house.moderation,
          .themes = house.themes,
          .frames = house.frames,
          .coding = house.coding,
          .campaigns = house.campaigns,
          .findings = house.findings,
          .scrutiny = house.scrutiny,
          .governance = house.governance,
          .actions = house.actions,
          .promises = house.promises,
          .clock = house.clock,
          .random = house.random,
          .mailer = options.mailer,
          .partnership = options.partnership.id,
          .partnership_name = options.partnership.name,
          .zone = options.partnership.zone,
          .public_origin = options.public_origin,
          .lookups_a_minute = limits::kLookupsAMinute,
          .phone = options.phone,
          .told = &house.told,
          .difference = &house.difference,
          .recommendations = &house.recommendations,
          .evaluations = &house.evaluations,
          .workstreams = &house.workstreams,
          .learning = &house.learning,
          .record = &house.record,
          .enquiries = &house.enquiries,
          .email = options.email,
          .post = options.post,
          .duties = &house.duties,
          .changes = &house.changes,
          .planned = &house.planned};
}

web::Authenticate authenticate_with(House& house) {
  return [&house](std::string_view cookie) -> Result<std::optional<web::Signed>> {
    if (cookie.empty()) return std::optional<web::Signed>();
    const auto who = TRY(house.partners.signed_in(cookie));
    if (!who) return std::optional<web::Signed>();
    return std::optional<web::Signed>(web::Signed{who->scope, who->name, who->csrf_token});
  };
}

namespace {

// What a visitor's page asks of the main store it asks of one snapshot. Staff pages are left as
// they are: some work for seconds, and would hold a reader meanwhile.
web::Handler read_together(House& house, web::Handler handler) {
  const auto* const answer = std::get_if<web::Answer>(&handler.run());
  if (answer == nullptr) return handler;  // It answers later, and on another thread.
  return [&house, answer = *answer](const web::Request& request, const web::Match& match) {
    const store::ReadTogether together(house.main);
    return answer(request, match);
  };
}

}  // namespace

web::Routes routes_of(House& house, web::Services& services,
                      std::function<web::Counters()> counters) {
  web::Routes routes = web::site_routes(services);
  for (web::Route& route : routes)
    if (route.method == web::Method::get)
      route.handler = read_together(house, std::move(route.handler));
  for (web::Route& route : web::staff_routes(services)) routes.push_back(std::move(route));
  web::Health health{
      .stores_answer = [&house] { return static_cast<bool>(house.partners.partnership()); },
      .counters = std::move(counters),
      .version = std::string(kVersion)};
  for (web::Route& route : web::health_routes(health)) routes.push_back(std::move(route));
  return routes;
}

}  // namespace heed::app
