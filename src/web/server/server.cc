#include "web/server/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <exception>
#include <random>

#include "web/server/inside/core.h"
#include "web/server/inside/decode.h"
#include "web/server/inside/policy.h"

namespace heed::web {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;
using std::chrono::milliseconds;

namespace {

constexpr int kBacklog = 4096;       // A surge waits in the kernel rather than being refused.
constexpr int kLookAgainMs = 100;    // At what is late: a deadline is kept this exactly.
constexpr int kAcceptPauseMs = 100;  // When there are no file descriptors left.

GateOptions gate_options(const ServerOptions& options, std::size_t body_bytes) {
  GateOptions gate;
  for (const std::string& host : options.allowed_hosts) {
    gate.allowed_hosts.push_back(lower_ascii(host));
  }
  gate.request_line_bytes = options.limits.request_line_bytes;
  gate.header_bytes = options.limits.header_bytes;
  gate.header_fields = options.limits.header_fields;
  gate.body_bytes = body_bytes;
  return gate;
}

// One connection's fault must not end the others.
void count_fault(ServerCore& core, const std::exception_ptr& thrown) {
  if (thrown) ++core.count.failed;
}

bool may_open(const ServerCore& core, std::string_view peer) {
  const auto& limits = core.options.limits;
  if (core.connections.size() >= limits.connections_max) return false;
  const auto& proxies = core.options.trusted_proxies;
  if (std::ranges::find(proxies, peer) != proxies.end()) return true;
  const auto open = core.open_per_address.find(peer);
  return open == core.open_per_address.end() || open->second < limits.connections_per_address_max;
}

asio::awaitable<void> take_connections(ServerCore& core) {
  while (!core.stopping) {
    ErrorCode ec;
    asio::ip::tcp::socket socket =
        co_await core.acceptor.async_accept(asio::redirect_error(asio::use_awaitable, ec));
    if (core.stopping) co_return;
    if (ec) {
      asio::steady_timer pause(core.io, milliseconds(kAcceptPauseMs));
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      continue;
    }
    const auto remote = socket.remote_endpoint(ec);
    if (ec) continue;  // Gone already.
    std::string peer = remote.address().to_string();
    if (!may_open(core, peer)) {
      ++core.count.connections_turned_away;
      continue;  // Closes it.
    }
    ++core.count.connections_taken;
    socket.set_option(asio::ip::tcp::no_delay(true), ec);
    asio::co_spawn(core.io, serve(core, std::move(socket), std::move(peer)),
                   [&core](const std::exception_ptr& thrown) { count_fault(core, thrown); });
  }
}

asio::awaitable<void> look_at_deadlines(ServerCore& core) {
  while (!core.stopping || !core.connections.empty()) {
    ErrorCode ec;
    core.look_again.expires_after(milliseconds(kLookAgainMs));
    co_await core.look_again.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    close_late(core);
  }
}

Result<> listen(ServerCore& core) {
  ErrorCode ec;
  const auto failed = [&](std::string_view what) {
    return fail(ErrorKind::unavailable,
                fmt::format("{} {}:{}: {}", what, core.options.listen_address, core.options.port,
                            ec.message()));
  };
  const auto address = asio::ip::make_address(core.options.listen_address, ec);
  if (ec) return failed("address");
  const asio::ip::tcp::endpoint endpoint(address, core.options.port);
  if (core.acceptor.open(endpoint.protocol(), ec); ec) return failed("open");
  if (core.acceptor.set_option(asio::socket_base::reuse_address(true), ec); ec) {
    return failed("option");
  }
  if (core.acceptor.bind(endpoint, ec); ec) return failed("bind");
  if (core.acceptor.listen(kBacklog, ec); ec) return failed("listen");
  const auto bound = core.acceptor.local_endpoint(ec);
  if (ec) return failed("endpoint");
  core.port = bound.port();
  return Done{};
}

}  // namespace

ServerCore::ServerCore(ServerOptions options_, Routes routes_, Authenticate authenticate_)
    : options(std::move(options_)),
      authenticate(std::move(authenticate_)),
      router(std::move(routes_)),
      gate(gate_options(options, router.longest_body())),
      https(options.public_origin.starts_with("https://")),
      cookie_name(session_cookie_name(options.public_origin)),
      id_prefix(fmt::format("{:08x}", std::random_device()())),
      kept(options.changes),
      pool(options.limits.handler_threads, options.limits.handler_queue_max) {}

std::string ServerCore::next_request_id() {
  return fmt::format("{}-{:06x}", id_prefix, next_id.fetch_add(1));
}

Reply ServerCore::error_reply(int status, std::string_view request_id, const Request* request,
                              const Error* error) noexcept {
  try {
    if (options.render_error) {
      Reply reply = options.render_error(status, request_id, request, error);
      reply.status = status;
      return reply;
    }
  } catch (const std::exception&) {
    ++count.failed;
  }
  return plain_error(status, request_id);
}

std::string session_cookie_name(std::string_view public_origin) {
  // Browsers refuse the prefix without TLS.
  return public_origin.starts_with("https://") ? "__Host-s" : "heed_s";
}

Server::Server(std::shared_ptr<ServerCore> core) : core_(std::move(core)) {}
Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Routes routes,
                                              Authenticate authenticate) {
  auto core =
      std::make_shared<ServerCore>(std::move(options), std::move(routes), std::move(authenticate));
  TRY(listen(*core));
  asio::co_spawn(core->io, take_connections(*core),
                 [raw = core.get()](std::exception_ptr thrown) { count_fault(*raw, thrown); });
  asio::co_spawn(core->io, look_at_deadlines(*core),
                 [raw = core.get()](std::exception_ptr thrown) { count_fault(*raw, thrown); });
  core->io_thread = std::thread([raw = core.get()] {
    raw->io.run();
    {
      const Lock lock(raw->mutex);
      raw->io_ended = true;
    }
    raw->io_ended_changed.notify_all();
  });
  return std::unique_ptr<Server>(new Server(std::move(core)));
}

std::uint16_t Server::port() const { return core_->port; }

Counters Server::counters() const {
  const auto& count = core_->count;
  return {.connections_taken = count.connections_taken,
          .connections_turned_away = count.connections_turned_away,
          .connections_open = count.connections_open,
          .requests = count.requests,
          .gate_refused = count.gate_refused,
          .busy = count.busy,
          .forged = count.forged,
          .failed = count.failed,
          .cut_slow = count.cut_slow,
          .handlers_waiting = core_->pool.waiting()};
}

void Server::stop() {
  ServerCore& core = *core_;
  {
    const Lock lock(core.mutex);
    if (core.stopped) return;
    core.stopped = true;
  }
  core.stopping = true;
  asio::post(core.io, [&core] {
    ErrorCode ec;
    core.acceptor.close(ec);
    close_idle(core);
    core.look_again.cancel();
  });
  const auto deadline =
      std::chrono::steady_clock::now() + milliseconds(core.options.limits.drain_wait_ms);
  {
    const Lock lock(core.mutex);
    while (!core.io_ended && std::chrono::steady_clock::now() < deadline) {
      core.io_ended_changed.wait_for(core.mutex, milliseconds(100));
    }
  }
  core.pool.stop();
  core.io.stop();
  core.io_thread.join();
}

}  // namespace heed::web
