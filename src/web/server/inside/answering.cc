#include "web/server/inside/answering.h"

#include <exception>
#include <optional>
#include <variant>

#include "web/server/inside/policy.h"

namespace heed::web {
namespace {

std::string described(const Error& error) {
  return fmt::format("{} ({}:{})", error.detail, error.file, error.line);
}

// On a handler thread.
void admit_and_run(ServerCore& core, Request& request, const Route& route, const Match& match,
                   const ReplyLater& later) {
  if (auto read = read_form(request); !read) return later(std::move(read).error());
  Admission admission = admit(request, route, core.authenticate, core.cookie_name);
  if (admission.forged) {
    ++core.count.forged;
    return later(core.error_reply(403, request.request_id, &request, &*admission.error));
  }
  if (admission.error) return later(*std::move(admission.error));
  if (admission.answer) return later(*std::move(admission.answer));
  if (const auto* answer = std::get_if<Answer>(&route.handler.run())) {
    return later((*answer)(request, match));
  }
  std::get<AnswerLater>(route.handler.run())(request, match, later);
}

}  // namespace

Outcome outcome_of(ServerCore& core, const Request& request, Result<Reply> result) {
  Outcome outcome;
  if (result) {
    outcome.reply = *std::move(result);
  } else {
    const Error& error = result.error();
    const int status = status_of(error.kind);
    outcome.reply = core.error_reply(status, request.request_id, &request, &error);
    if (status == 503) outcome.reply.headers.emplace_back("Retry-After", "5");
    outcome.problem = described(error);
  }
  compress_if_asked(outcome.reply, request.header("accept-encoding"));
  return outcome;
}

// A library's exception stops here, so that one page's fault is one page's 500.
void run_route(ServerCore& core, Request& request, const Route& route, const Match& match,
               const ReplyLater& later) {
  try {
    admit_and_run(core, request, route, match, later);
  } catch (const std::exception& thrown) {
    later(fail(ErrorKind::internal, thrown.what()));
  } catch (...) {
    later(fail(ErrorKind::internal, "something was thrown"));
  }
}

Reply busy_reply(ServerCore& core, Request& request, const Route& route) {
  const Error error = fail(ErrorKind::busy, "handler queue is full");
  std::optional<Reply> reply;
  try {
    // What cannot be read as a form gives the general page.
    if (route.busy && read_form(request)) reply = route.busy(request);
  } catch (const std::exception&) {
    reply.reset();
  }
  if (!reply) reply = core.error_reply(503, request.request_id, &request, &error);
  reply->headers.emplace_back("Retry-After", "5");
  return *std::move(reply);
}

}  // namespace heed::web
