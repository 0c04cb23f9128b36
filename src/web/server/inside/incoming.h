// Incoming: from a header that the gate let in to a Request.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string>
#include <vector>

#include "web/server/gate.h"
#include "web/server/http.h"

namespace heed::web {

// Fills all but the body. `request.peer` is who is connected; behind a trusted proxy it becomes who
// that proxy saw. False when the path or the query cannot be read in one way only.
bool read_request(const boost::beast::http::request<boost::beast::http::string_body>& message,
                  const GateVerdict& verdict, const std::vector<std::string>& trusted_proxies,
                  Request& request);

}  // namespace heed::web
