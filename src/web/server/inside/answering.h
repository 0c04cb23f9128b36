// Answering: what happens to one request between the sockets, on a handler thread or when there is
// none to be had. No sockets here, and no coroutines.
#pragma once

#include <string>

#include "base/result.h"
#include "web/server/inside/core.h"
#include "web/server/routes.h"

namespace heed::web {

struct Outcome {
  Reply reply;
  std::string problem;  // For the log.
};

// The reply as it is written: an Error has become its page, and what asked for it is compressed.
Outcome outcome_of(ServerCore& core, const Request& request, Result<Reply> result);
// Takes the form apart, checks who asks, runs the handler. `later` is answered whatever happens,
// unless a handler of the later kind keeps it.
void run_route(ServerCore& core, Request& request, const Route& route, const Match& match,
               const ReplyLater& later);
// The route's own page for a full queue, or the general one. On the io thread.
Reply busy_reply(ServerCore& core, Request& request, const Route& route);

}  // namespace heed::web
