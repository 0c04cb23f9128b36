// The page for every error: one place, in the visitor's words, with the request's number.
//
//   options.render_error = [&](auto... given) { return error_page(services, given...); };
//
// Threads: any.  Does not: show an Error's detail.
#pragma once

#include <string_view>

#include "base/result.h"
#include "web/server/http.h"
#include "web/services.h"

namespace heed::web {

Reply error_page(const Services& services, int status, std::string_view request_id,
                 const Request* request, const Error* error);

}  // namespace heed::web
