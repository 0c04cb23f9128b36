// The staff pages: sign-in, Today, bringing in responses, planning, reading, themes, our response,
// publishing, and people.
//
//   Routes routes = staff_routes(services);
//
// Threads: handlers run on any thread.
// Does not: need script; show words to a person who may not read them.
#pragma once

#include "web/server/routes.h"
#include "web/services.h"

namespace heed::web {

// Requires: `services` outlives the routes.
Routes staff_routes(Services& services);

}  // namespace heed::web
