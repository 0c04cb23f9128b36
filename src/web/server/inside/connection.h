// Connection: one connection, from its first byte to its last. Coroutines live in connection.cc and
// replying.cc and nowhere else in Heed; g++ 12 miscompiles them, clang does not.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "web/server/gate.h"
#include "web/server/inside/answering.h"
#include "web/server/inside/core.h"

namespace heed::web {

// One request and its reply.
struct Exchange {
  std::shared_ptr<Request> request = std::make_shared<Request>();
  const Route* route = nullptr;
  Match match{};
  std::string_view method{};  // A constant, or empty.
  unsigned version = 11;
  bool head = false;
  bool keep = false;  // The connection, after the reply.
  std::size_t bytes_in = 0;
  // Of a page that may be kept: its key, and what stood before it was made.
  std::optional<std::string> kept_key = std::nullopt;
  KeptPages::Since since = {};
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
};

inline auto into(boost::system::error_code& ec) {
  return boost::asio::redirect_error(boost::asio::use_awaitable, ec);
}

// How long this many bytes may take on top of `base_ms`, at the slowest we wait for.
std::chrono::milliseconds wait_for_bytes(int base_ms, std::size_t bytes);

class Connection {
 public:
  Connection(ServerCore& core, boost::asio::ip::tcp::socket socket, std::string peer);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  boost::asio::awaitable<void> serve();
  void close_if_idle();
  // Closed when what is waited for has not come by now.
  void close_if_late(std::chrono::steady_clock::time_point now);

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  std::string_view received() const;
  // True: a header is whole or refused. False: the connection is gone.
  boost::asio::awaitable<bool> read_header(bool first);
  // False, here and below: close the connection.
  boost::asio::awaitable<bool> one_request();
  boost::asio::awaitable<bool> read_body(Parser& parser, std::uint64_t length,
                                         bool expects_continue);
  // Lets the route's handler answer, or says busy.
  boost::asio::awaitable<bool> answer(Exchange& exchange);
  boost::asio::awaitable<bool> refuse(Exchange& exchange, int status, std::string_view why);
  boost::asio::awaitable<bool> write(Exchange& exchange, Outcome outcome);
  boost::asio::awaitable<bool> send(Exchange& exchange, const Outcome& outcome,
                                    std::string_view lines, std::string_view body);
  // A reply that is made while it is sent.
  boost::asio::awaitable<bool> write_pieces(Exchange& exchange, Outcome outcome);
  void note(const Exchange& exchange, const Outcome& outcome, std::size_t body_bytes);
  // Closing with unread bytes makes the kernel send a reset, and the other side then loses our
  // reply. So say that we are done, and read for a moment.
  boost::asio::awaitable<void> linger();
  // What is waited for next, and until when; looked at ten times a second (server.cc), which costs
  // less than a timer for each read and write.
  void due_in(std::chrono::milliseconds wait);
  void not_due() { due_ = kNever; }

  static constexpr auto kNever = std::chrono::steady_clock::time_point::max();
  ServerCore& core_;
  boost::asio::ip::tcp::socket socket_;
  std::chrono::steady_clock::time_point due_ = kNever;
  bool late_ = false;
  const std::string peer_;
  boost::beast::flat_buffer buffer_;
  HeaderScan scan_;
  bool idle_ = false;
};

}  // namespace heed::web
