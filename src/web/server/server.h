// Server: listens, lets in what the gate allows, runs the route's handler, writes the reply.
//
//   const auto server = TRY(Server::start({.port = 8080, .allowed_hosts = {"heed.example"}, ...},
//                                         routes, authenticate));
//   server->stop();  // Takes no more; gives those being answered up to ten seconds.
//
// Threads: one thread owns all sockets; handlers run on limits.handler_threads others. start,
// port, counters and stop may be called from any thread.
// Does not: speak TLS (a proxy in front does), know any page, touch a store.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "web/server/http.h"
#include "web/server/routes.h"

namespace heed::web {

// The same numbers as base/limits.h; tests make them small.
struct ServerLimits {
  std::size_t request_line_bytes = limits::kRequestLineBytes;
  std::size_t header_bytes = limits::kHeaderBytes;
  std::size_t header_fields = limits::kHeaderFields;
  int header_wait_ms = limits::kHeaderWaitMs;
  int idle_wait_ms = limits::kIdleWaitMs;
  int body_wait_ms = limits::kBodyWaitMs;
  int reply_wait_ms = limits::kReplyWaitMs;
  std::size_t connections_max = limits::kConnectionsMax;
  std::size_t connections_per_address_max = limits::kConnectionsPerAddressMax;
  std::size_t handler_threads = limits::kHandlerThreads;
  std::size_t handler_queue_max = limits::kHandlerQueueMax;
  std::size_t held_upload_bytes = limits::kHeldUploadBytes;
  int handler_wait_ms = 60'000;  // Longer than any wait inside a handler; then we say busy.
  int linger_wait_ms = 2'000;    // After a refusal, so that it is read before the reset.
  int drain_wait_ms = 10'000;    // What stop() gives to those being answered.
};

// From the value of the session cookie. Nothing: not, or no longer, signed in.
using Authenticate = std::function<Result<std::optional<Signed>>(std::string_view session_cookie)>;
// The page for an error. The request is null when it could not be read that far; the error when
// there is none beyond the status. Must not wait: also called on the thread of the sockets.
using RenderError = std::function<Reply(int status, std::string_view request_id,
                                        const Request* request, const Error* error)>;

// One line of the log for one reply. Carries no address, query, cookie or body.
struct Logged {
  std::string request_id;
  std::string_view method;  // Empty when it could not be read.
  std::string route;        // The pattern, not the path: paths can hold references. Or empty.
  int status = 0;
  std::int64_t took_us = 0;
  std::size_t bytes_in = 0;
  std::size_t bytes_out = 0;
  std::string problem;  // For operators; empty when all went well.
};

struct ServerOptions {
  std::string listen_address = "127.0.0.1";
  std::uint16_t port = 0;                  // 0: any free one; see port().
  std::vector<std::string> allowed_hosts;  // "heed.example", or "heed.example:8443" for one port.
  std::string public_origin;               // "https://heed.example": what a browser calls us.
  std::vector<std::string> trusted_proxies = {};  // Addresses whose X-Forwarded-For is believed.
  ServerLimits limits = {};
  RenderError render_error = nullptr;                // Plain words when null.
  std::function<void(const Logged&)> log = nullptr;  // Called from several threads.
  // Grows after each write, before anybody is told of it; from several threads. With it, strangers
  // are given pages of routes that say Kept::until_changed again, for a second at most.
  std::function<std::uint64_t()> changes = nullptr;
  std::string language_cookie = {};  // The one cookie that such a page may depend on.
};

struct Counters {
  std::uint64_t connections_taken = 0;
  std::uint64_t connections_turned_away = 0;
  std::uint64_t connections_open = 0;
  std::uint64_t requests = 0;
  std::uint64_t gate_refused = 0;
  std::uint64_t busy = 0;      // Replies given because the handler queue was full.
  std::uint64_t forged = 0;    // Refused by origin or token.
  std::uint64_t failed = 0;    // Replies with a 5xx other than busy.
  std::uint64_t cut_slow = 0;  // Connections cut by a deadline.
  std::uint64_t handlers_waiting = 0;
};

// "__Host-s" behind https; "heed_s" on a loopback address without TLS.
std::string session_cookie_name(std::string_view public_origin);

struct ServerCore;

class Server {
 public:
  // Requires: each pattern stands once per method; only GET routes are Safety::safe.
  // Errors: unavailable (the address cannot be listened on).
  static Result<std::unique_ptr<Server>> start(ServerOptions options, Routes routes,
                                               Authenticate authenticate);
  ~Server();  // stop().
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  Counters counters() const;
  void stop();

 private:
  explicit Server(std::shared_ptr<ServerCore> core);
  std::shared_ptr<ServerCore> core_;
};

}  // namespace heed::web
