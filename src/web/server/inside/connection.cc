// One connection, from its first byte to its last. Coroutines live here and nowhere else in Heed;
// g++ 12 miscompiles them, clang does not.
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <ctime>
#include <exception>
#include <optional>

#include "web/server/gate.h"
#include "web/server/inside/answering.h"
#include "web/server/inside/core.h"
#include "web/server/inside/incoming.h"
#include "web/server/inside/pieces.h"
#include "web/server/inside/policy.h"

namespace heed::web {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using ErrorCode = boost::system::error_code;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t kReadBytes = 4 * 1024;     // Most headers come in one such read.
constexpr std::size_t kBufferBytes = 64 * 1024;  // Beast's own buffer has no end otherwise.
constexpr std::size_t kSlowestBytesPerSecond = 16 * 1024;
constexpr std::size_t kLingerBytes = 1024 * 1024;  // What is read and dropped after a refusal.

auto into(ErrorCode& ec) { return asio::redirect_error(asio::use_awaitable, ec); }

milliseconds wait_for_bytes(int base_ms, std::size_t bytes) {
  return milliseconds(base_ms) + std::chrono::seconds(bytes / kSlowestBytesPerSecond);
}

std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[40];
  const std::size_t size = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text, size};
}

// Where a handler's reply lands. Touched on the io thread only.
struct Pending {
  std::optional<Outcome> outcome;
  asio::steady_timer* wake = nullptr;  // Null when nobody waits any more.
};

// Uploads in memory, all together. Counted while the request is.
class Held {
 public:
  Held(std::size_t& all, std::size_t bytes, std::size_t most) : all_(all) {
    // What fits a form is bounded by the number of connections.
    if (bytes <= limits::kFormBytes) return;
    fits_ = all_ + bytes <= most;
    if (fits_) all_ += bytes_ = bytes;
  }
  ~Held() { all_ -= bytes_; }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  bool fits() const { return fits_; }

 private:
  std::size_t& all_;
  std::size_t bytes_ = 0;
  bool fits_ = true;
};

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
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
};

}  // namespace

class Connection {
 public:
  Connection(ServerCore& core, asio::ip::tcp::socket socket, std::string peer)
      : core_(core), stream_(std::move(socket)), peer_(std::move(peer)) {
    core_.connections.insert(this);
    ++core_.open_per_address[peer_];
    ++core_.count.connections_open;
  }
  ~Connection() {
    core_.connections.erase(this);
    const auto open = core_.open_per_address.find(peer_);
    if (--open->second == 0) core_.open_per_address.erase(open);
    --core_.count.connections_open;
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  asio::awaitable<void> serve() {
    bool go_on = true;
    for (bool first = true; go_on; first = false) {
      if (!co_await read_header(first)) co_return;
      go_on = co_await one_request();
      if (buffer_.size() == 0 && buffer_.capacity() > kReadBytes) buffer_.shrink_to_fit();
    }
    co_await linger();
  }

  void close_if_idle() {
    if (idle_) stream_.close();
  }

 private:
  std::string_view received() const {
    return {static_cast<const char*>(buffer_.data().data()), buffer_.size()};
  }

  // True: a header is whole or refused. False: the connection is gone.
  asio::awaitable<bool> read_header(bool first) {
    scan_ = HeaderScan();
    bool begun = false;
    const auto& waits = core_.options.limits;
    stream_.expires_after(milliseconds(first ? waits.header_wait_ms : waits.idle_wait_ms));
    for (;;) {
      if (!begun && buffer_.size() > 0) {
        begun = true;
        // From the first byte to the last: a byte now and then gains no time.
        stream_.expires_after(milliseconds(waits.header_wait_ms));
      }
      if (scan_.look(received(), core_.gate) != HeaderScan::more) co_return true;
      if (core_.stopping && !begun) co_return false;
      idle_ = !begun;
      const std::size_t room = std::min(kReadBytes, buffer_.max_size() - buffer_.size());
      ErrorCode ec;
      const std::size_t got = co_await stream_.async_read_some(buffer_.prepare(room), into(ec));
      idle_ = false;
      if (ec == beast::error::timeout && begun) ++core_.count.cut_slow;
      if (ec) co_return false;
      buffer_.commit(got);
    }
  }

  // False: close the connection.
  asio::awaitable<bool> one_request() {
    Exchange exchange;
    Request& request = *exchange.request;
    request.request_id = core_.next_request_id();
    request.peer = peer_;
    if (scan_.status() != 0) {
      ++core_.count.gate_refused;
      co_return co_await refuse(exchange, scan_.status(), scan_.why());
    }
    const std::string_view header = received().substr(0, scan_.header_bytes());
    const GateVerdict verdict = check_header(header, core_.gate);
    exchange.head = verdict.method == "HEAD";
    exchange.version = verdict.http_1_1 ? 11 : 10;
    if (verdict.status != 0) {
      ++core_.count.gate_refused;
      co_return co_await refuse(exchange, verdict.status, verdict.why);
    }
    http::request_parser<http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(core_.options.limits.header_bytes));
    parser.body_limit(core_.gate.body_bytes);
    ErrorCode ec;
    parser.put(asio::buffer(header.data(), header.size()), ec);
    if (ec || !parser.is_header_done()) co_return co_await refuse(exchange, 400, "parser");
    if (!read_request(parser.get(), verdict, core_.options.trusted_proxies, request)) {
      co_return co_await refuse(exchange, 400, "path or query");
    }
    exchange.method = exchange.head ? std::string_view("HEAD") : method_name(request.method);
    const std::uint64_t length = verdict.content_length;
    const bool expects_continue = verdict.expects_continue && buffer_.size() == header.size();
    const bool keep = parser.keep_alive() && !core_.stopping;
    exchange.bytes_in = header.size();
    buffer_.consume(exchange.bytes_in);  // Views into the header end here.

    Router::Found found = core_.router.find(request.method, request.path);
    exchange.route = found.route;
    exchange.match = std::move(found.match);
    exchange.keep = keep && length == 0;  // Until the body has been read.
    if (!found.route) {
      const bool other_method = !found.allowed.empty();
      Reply reply =
          core_.error_reply(other_method ? 405 : 404, request.request_id, &request, nullptr);
      if (other_method) reply.headers.emplace_back("Allow", found.allowed);
      co_return co_await write(exchange, {std::move(reply), {}});
    }
    if (length > found.route->limit.bytes()) {
      co_return co_await refuse(exchange, 413, "body over the route's limit");
    }
    if (found.route->safety != Safety::safe && found.route->safety != Safety::token_in_path &&
        !is_from_our_pages(request, core_.options.public_origin)) {
      ++core_.count.forged;
      co_return co_await refuse(exchange, 403, "not from our pages");
    }
    const Held held(core_.held_bytes, length, core_.options.limits.held_upload_bytes);
    if (!held.fits()) {
      const Error error = fail(ErrorKind::busy, "uploads in memory");
      co_return co_await write(exchange, outcome_of(core_, request, error));
    }
    if (length > 0) {
      if (!co_await read_body(parser, length, expects_continue)) co_return false;
      request.body = std::move(parser.get().body());
      exchange.bytes_in += request.body.size();
    }
    exchange.keep = keep;
    co_return co_await answer(exchange);
  }

  asio::awaitable<bool> read_body(http::request_parser<http::string_body>& parser,
                                  std::uint64_t length, bool expects_continue) {
    ErrorCode ec;
    stream_.expires_after(wait_for_bytes(core_.options.limits.body_wait_ms, length));
    if (expects_continue) {
      static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      co_await asio::async_write(stream_, asio::buffer(kContinue.data(), kContinue.size()),
                                 into(ec));
      if (ec) co_return false;
    }
    co_await http::async_read(stream_, buffer_, parser, into(ec));
    if (ec == beast::error::timeout) ++core_.count.cut_slow;
    co_return !ec;
  }

  // Lets the route's handler answer, or says busy.
  asio::awaitable<bool> answer(Exchange& exchange) {
    const auto pending = std::make_shared<Pending>();
    asio::steady_timer wake(core_.io);
    struct NoLonger {
      Pending& pending;
      ~NoLonger() { pending.wake = nullptr; }
    } const no_longer{*pending};
    pending->wake = &wake;
    // The last holder of a reply may outlive the server, so nothing here owns it.
    const auto give = [weak = core_.weak_from_this(), pending,
                       request = exchange.request.get()](Result<Reply> result) {
      const auto core = weak.lock();
      if (!core) return;
      auto outcome = std::make_shared<Outcome>(outcome_of(*core, *request, std::move(result)));
      asio::post(core->io, [pending, outcome] {
        if (!pending->wake) return;
        pending->outcome = std::move(*outcome);
        pending->wake->cancel();
      });
    };
    const bool taken =
        core_.pool.try_run([&core = core_, request = exchange.request, route = exchange.route,
                            match = exchange.match, later = ReplyLater(give, exchange.request)] {
          run_route(core, *request, *route, match, later);
        });
    if (!taken) {
      ++core_.count.busy;
      co_return co_await write(exchange, {busy_reply(core_, *exchange.request, *exchange.route),
                                          "handler queue is full"});
    }
    wake.expires_after(milliseconds(core_.options.limits.handler_wait_ms));
    bool late = false;
    while (!pending->outcome && !late) {
      ErrorCode ec;
      co_await wake.async_wait(into(ec));
      late = !ec;
    }
    if (pending->outcome) co_return co_await write(exchange, *std::move(pending->outcome));
    // The handler may still be reading the request, so only plain words.
    exchange.keep = false;
    co_return co_await write(
        exchange, {plain_error(503, exchange.request->request_id), "handler took too long"});
  }

  asio::awaitable<bool> refuse(Exchange& exchange, int status, std::string_view why) {
    exchange.keep = false;
    const Request* request = exchange.method.empty() ? nullptr : exchange.request.get();
    Reply reply = core_.error_reply(status, exchange.request->request_id, request, nullptr);
    co_return co_await write(exchange, {std::move(reply), std::string(why)});
  }

  // A reply that is made while it is sent. False: close the connection.
  asio::awaitable<bool> write_pieces(Exchange& exchange, Outcome outcome) {
    if (core_.streams >= limits::kStreamsAtOnce) {
      ++core_.count.busy;
      co_return co_await write(exchange, {busy_reply(core_, *exchange.request, *exchange.route),
                                          "too many large replies at once"});
    }
    asio::steady_timer wake(core_.io);
    // Touched on the io thread only: whoever makes the pieces may outlive this connection.
    const auto waker = std::make_shared<asio::steady_timer*>(&wake);
    const auto pieces = std::make_shared<Pieces>(
        [weak = core_.weak_from_this(), waker] {
          if (const auto core = weak.lock())
            asio::post(core->io, [waker] {
              if (*waker) (*waker)->cancel();
            });
        },
        [&core = core_] { return core.pool.stopping(); });
    struct Leaving {
      ServerCore& core;
      Pieces& pieces;
      asio::steady_timer*& waker;
      ~Leaving() {
        --core.streams;
        pieces.leave();
        waker = nullptr;
      }
    } const leaving{core_, *pieces, *waker};
    ++core_.streams;
    if (!exchange.head &&
        !core_.pool.try_run([pieces, make = outcome.reply.pieces] { pieces->run(make); })) {
      ++core_.count.busy;
      co_return co_await write(exchange, {busy_reply(core_, *exchange.request, *exchange.route),
                                          "handler queue is full"});
    }
    const bool chunked = exchange.version == 11;
    if (core_.stopping || !chunked) exchange.keep = false;
    http::response<http::empty_body> message;
    message.result(static_cast<unsigned>(outcome.reply.status));
    message.version(exchange.version);
    message.set(http::field::date, http_date());
    for (const auto& [name, value] : header_fields(outcome.reply, core_.https))
      message.insert(name, value);
    message.keep_alive(exchange.keep);
    message.chunked(chunked);
    ErrorCode ec;
    http::response_serializer<http::empty_body> serializer(message);
    serializer.split(true);
    stream_.expires_after(milliseconds(core_.options.limits.reply_wait_ms));
    co_await http::async_write_header(stream_, serializer, into(ec));
    std::size_t sent = 0;
    std::string bytes;
    while (!ec && !exchange.head) {
      const Pieces::Next next = pieces->take(bytes);
      if (next == Pieces::Next::wait) {
        wake.expires_after(milliseconds(limits::kPieceWaitMs));
        ErrorCode woken;
        co_await wake.async_wait(into(woken));
        if (!woken) {
          outcome.problem = "the next piece took too long";
          ec = asio::error::timed_out;
        }
        continue;
      }
      if (next == Pieces::Next::cut) {
        outcome.problem = pieces->problem();
        ec = asio::error::operation_aborted;
        break;
      }
      stream_.expires_after(wait_for_bytes(core_.options.limits.reply_wait_ms, bytes.size()));
      if (next == Pieces::Next::whole) {
        if (chunked) co_await asio::async_write(stream_, http::make_chunk_last(), into(ec));
        break;
      }
      sent += bytes.size();
      const asio::const_buffer piece = asio::buffer(bytes);
      if (chunked)
        co_await asio::async_write(stream_, http::make_chunk(piece), into(ec));
      else
        co_await asio::async_write(stream_, piece, into(ec));
    }
    if (ec == beast::error::timeout) ++core_.count.cut_slow;
    note(exchange, outcome, sent);
    // A reset rather than an end, so that half a file is not taken for all of it.
    if (!outcome.problem.empty()) {
      ErrorCode ignored;
      stream_.socket().set_option(asio::socket_base::linger(true, 0), ignored);
      stream_.close();
    }
    co_return !ec && exchange.keep;
  }

  // False: close the connection.
  asio::awaitable<bool> write(Exchange& exchange, Outcome outcome) {
    if (outcome.reply.pieces) co_return co_await write_pieces(exchange, std::move(outcome));
    Reply& reply = outcome.reply;
    if (core_.stopping) exchange.keep = false;
    http::response<http::string_body> message;
    message.result(static_cast<unsigned>(reply.status));
    message.version(exchange.version);
    message.set(http::field::date, http_date());
    for (const auto& [name, value] : header_fields(reply, core_.https)) {
      message.insert(name, value);
    }
    message.keep_alive(exchange.keep);
    const std::size_t body_bytes = reply.body.size();
    if (reply.status != 204 && reply.status != 304) message.content_length(body_bytes);
    if (!exchange.head) message.body() = std::move(reply.body);
    stream_.expires_after(wait_for_bytes(core_.options.limits.reply_wait_ms, body_bytes));
    ErrorCode ec;
    http::response_serializer<http::string_body> serializer(message);
    if (exchange.head || reply.status == 204 || reply.status == 304) {
      serializer.split(true);
      co_await http::async_write_header(stream_, serializer, into(ec));
    } else {
      co_await http::async_write(stream_, serializer, into(ec));
    }
    if (ec == beast::error::timeout) ++core_.count.cut_slow;
    note(exchange, outcome, body_bytes);
    co_return !ec && exchange.keep;
  }

  void note(const Exchange& exchange, const Outcome& outcome, std::size_t body_bytes) {
    ++core_.count.requests;
    if (outcome.reply.status >= 500 && outcome.reply.status != 503) ++core_.count.failed;
    if (!core_.options.log) return;
    using std::chrono::duration_cast;
    const auto took = std::chrono::steady_clock::now() - exchange.began;
    core_.options.log({.request_id = exchange.request->request_id,
                       .method = exchange.method,
                       .route = exchange.route ? exchange.route->pattern : std::string(),
                       .status = outcome.reply.status,
                       .took_us = duration_cast<std::chrono::microseconds>(took).count(),
                       .bytes_in = exchange.bytes_in,
                       .bytes_out = exchange.head ? 0 : body_bytes,
                       .problem = outcome.problem});
  }

  // Closing with unread bytes makes the kernel send a reset, and the other side then loses our
  // reply. So say that we are done, and read for a moment.
  asio::awaitable<void> linger() {
    ErrorCode ec;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ec);
    if (ec) co_return;
    stream_.expires_after(milliseconds(core_.options.limits.linger_wait_ms));
    buffer_.consume(buffer_.size());
    for (std::size_t dropped = 0; dropped < kLingerBytes;) {
      const std::size_t got =
          co_await stream_.async_read_some(buffer_.prepare(kReadBytes), into(ec));
      if (ec) co_return;
      dropped += got;
    }
  }

  ServerCore& core_;
  beast::tcp_stream stream_;
  const std::string peer_;
  beast::flat_buffer buffer_{kBufferBytes};
  HeaderScan scan_;
  bool idle_ = false;
};

asio::awaitable<void> serve(ServerCore& core, asio::ip::tcp::socket socket, std::string peer) {
  Connection connection(core, std::move(socket), std::move(peer));
  co_await connection.serve();
}

void close_idle(ServerCore& core) {
  for (Connection* connection : core.connections) connection->close_if_idle();
}

}  // namespace heed::web
