// ServerCore: what the connections of one server share. Private to web/server: Boost stands here.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <ctime>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include "base/mutex.h"
#include "web/server/gate.h"
#include "web/server/inside/handler_pool.h"
#include "web/server/inside/kept_pages.h"
#include "web/server/inside/router.h"
#include "web/server/server.h"

namespace heed::web {

class Connection;

struct ServerCore : std::enable_shared_from_this<ServerCore> {
  ServerCore(ServerOptions options_, Routes routes_, Authenticate authenticate_);

  std::string next_request_id();
  // Never throws: a page that cannot be made is answered in plain words.
  Reply error_reply(int status, std::string_view request_id, const Request* request,
                    const Error* error) noexcept;

  const ServerOptions options;
  const Authenticate authenticate;
  const Router router;
  const GateOptions gate;
  const bool https;
  const std::string cookie_name;
  const std::string id_prefix;

  struct {
    std::atomic<std::uint64_t> connections_taken, connections_turned_away, connections_open,
        requests, gate_refused, busy, forged, failed, cut_slow;
  } count = {};
  std::atomic<std::uint64_t> next_id = 0;
  std::atomic<bool> stopping = false;
  std::atomic<std::uint16_t> port = 0;

  // Touched by the io thread only.
  std::map<std::string, std::size_t, std::less<>> open_per_address;
  std::set<Connection*> connections;
  std::size_t held_bytes = 0;
  std::string_view http_date();
  std::time_t date_at = 0;
  std::string date;
  std::size_t streams = 0;
  KeptPages kept;

  Mutex mutex;
  Signal io_ended_changed;
  bool io_ended GUARDED_BY(mutex) = false;
  bool stopped GUARDED_BY(mutex) = false;

  HandlerPool pool;
  std::thread io_thread;
  // Last, so that what still waits in it is let go of while the rest is there.
  boost::asio::io_context io{1};
  boost::asio::ip::tcp::acceptor acceptor{io};
  boost::asio::steady_timer look_again{io};  // At what is late.
};

// Serves one connection until it ends. Runs on the io thread.
boost::asio::awaitable<void> serve(ServerCore& core, boost::asio::ip::tcp::socket socket,
                                   std::string peer);
// When the server stops: connections between two requests are closed, the others are finished.
void close_idle(ServerCore& core);
// Connections that have waited too long for what they wait for are closed.
void close_late(ServerCore& core);

}  // namespace heed::web
