// Site: a house's pages, joined together: what they are given and every route there is.
//
//   web::Services services = services_of(house, {.partnership = partnership});
//   web::Routes routes = routes_of(house, services, counters);
//
// Threads: pure joining; what it returns refers to the house and the services.
// Does not: listen (serve does).
#pragma once

#include <functional>
#include <string>

#include "app/house.h"
#include "web/api/health.h"
#include "web/server/routes.h"
#include "web/server/server.h"
#include "web/services.h"

namespace heed::app {

struct SiteOptions {
  partners::Partnership partnership;
  platform::Mailer* mailer = nullptr;
  std::string public_origin;
  std::string phone, email, post;  // How to reach the people behind it.
};

web::Services services_of(House& house, const SiteOptions& options);
// Who is signed in by this cookie.
web::Authenticate authenticate_with(House& house);
web::Routes routes_of(House& house, web::Services& services,
                      std::function<web::Counters()> counters);

}  // namespace heed::app
