// The public pages: Have your say, answering, What happened, Follow your feedback.
//
//   Routes routes = site_routes(services);
//
// Threads: handlers run on any thread.
// Does not: need script, an account or an e-mail address.
#pragma once

#include <string_view>

#include "web/server/routes.h"
#include "web/services.h"

namespace heed::web {

// In which language a visitor reads: the only cookie that a page for strangers reads.
inline constexpr std::string_view kLanguageCookie = "heed_language";

// Requires: `services` outlives the routes.
Routes site_routes(Services& services);

}  // namespace heed::web
