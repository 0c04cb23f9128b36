// The public pages: Have your say, answering, What happened, Follow your feedback.
//
//   Routes routes = site_routes(services);
//
// Threads: handlers run on any thread.
// Does not: need script, an account or an e-mail address.
#pragma once

#include "web/server/routes.h"
#include "web/services.h"

namespace heed::web {

// Requires: `services` outlives the routes.
Routes site_routes(Services& services);

}  // namespace heed::web
