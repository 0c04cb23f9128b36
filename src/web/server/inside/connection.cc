// How a connection reads a request and has it answered.
#include "web/server/inside/connection.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>

#include "web/server/inside/incoming.h"
#include "web/server/inside/policy.h"

namespace heed::web {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using ErrorCode = boost::system::error_code;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t kReadBytes = 4 * 1024;       // Most headers come in one such read.
constexpr std::size_t kBufferBytes = 64 * 1024;    // Beast's own buffer has no end otherwise.
constexpr std::size_t kLingerBytes = 1024 * 1024;  // What is read and dropped after a refusal.

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

}  // namespace

Connection::Connection(ServerCore& core, asio::ip::tcp::socket socket, std::string peer)
    : core_(core), socket_(std::move(socket)), peer_(std::move(peer)), buffer_(kBufferBytes) {
  core_.connections.insert(this);
  ++core_.open_per_address[peer_];
  ++core_.count.connections_open;
}

Connection::~Connection() {
  core_.connections.erase(this);
  const auto open = core_.open_per_address.find(peer_);
  if (--open->second == 0) core_.open_per_address.erase(open);
  --core_.count.connections_open;
  if (core_.stopping && core_.connections.empty()) core_.look_again.cancel();
}

asio::awaitable<void> Connection::serve() {
  bool go_on = true;
  for (bool first = true; go_on; first = false) {
    if (!co_await read_header(first)) co_return;
    go_on = co_await one_request();
    if (buffer_.size() == 0 && buffer_.capacity() > kReadBytes) buffer_.shrink_to_fit();
  }
  co_await linger();
}

void Connection::close_if_idle() {
  ErrorCode ignored;
  if (idle_) socket_.close(ignored);
}

void Connection::close_if_late(std::chrono::steady_clock::time_point now) {
  if (now < due_) return;
  due_ = kNever;
  late_ = true;
  ErrorCode ignored;
  socket_.close(ignored);
}

void Connection::due_in(milliseconds wait) { due_ = std::chrono::steady_clock::now() + wait; }

std::string_view Connection::received() const {
  return {static_cast<const char*>(buffer_.data().data()), buffer_.size()};
}

asio::awaitable<bool> Connection::read_header(bool first) {
  scan_ = HeaderScan();
  bool begun = false;
  const auto& waits = core_.options.limits;
  due_in(milliseconds(first ? waits.header_wait_ms : waits.idle_wait_ms));
  for (;;) {
    if (!begun && buffer_.size() > 0) {
      begun = true;
      // From the first byte to the last: a byte now and then gains no time.
      due_in(milliseconds(waits.header_wait_ms));
    }
    if (scan_.look(received(), core_.gate) != HeaderScan::more) {
      not_due();
      co_return true;
    }
    if (core_.stopping && !begun) co_return false;
    idle_ = !begun;
    const std::size_t room = std::min(kReadBytes, buffer_.max_size() - buffer_.size());
    ErrorCode ec;
    const std::size_t got = co_await socket_.async_read_some(buffer_.prepare(room), into(ec));
    idle_ = false;
    if (late_ && begun) ++core_.count.cut_slow;
    if (ec) co_return false;
    buffer_.commit(got);
  }
}

asio::awaitable<bool> Connection::one_request() {
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
  Parser parser;
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
  if (core_.kept.keeps() && length == 0)
    exchange.kept_key = kept_key(request, *found.route, core_.options.language_cookie);
  if (exchange.kept_key) {
    if (const auto page = core_.kept.find(*exchange.kept_key))
      co_return co_await send(exchange, {}, page->lines, page->body);
    exchange.since = core_.kept.since();
  }
  co_return co_await answer(exchange);
}

asio::awaitable<bool> Connection::read_body(Parser& parser, std::uint64_t length,
                                            bool expects_continue) {
  ErrorCode ec;
  due_in(wait_for_bytes(core_.options.limits.body_wait_ms, length));
  if (expects_continue) {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await asio::async_write(socket_, asio::buffer(kContinue.data(), kContinue.size()), into(ec));
    if (ec) co_return false;
  }
  co_await http::async_read(socket_, buffer_, parser, into(ec));
  not_due();
  if (late_) ++core_.count.cut_slow;
  co_return !ec;
}

asio::awaitable<bool> Connection::answer(Exchange& exchange) {
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
    co_return co_await write(
        exchange, {busy_reply(core_, *exchange.request, *exchange.route), "handler queue is full"});
  }
  wake.expires_after(milliseconds(core_.options.limits.handler_wait_ms));
  bool late = false;
  while (!pending->outcome && !late) {
    ErrorCode ec;
    co_await wake.async_wait(into(ec));
    late = !ec;
  }
  if (pending->outcome) {
    Outcome& outcome = *pending->outcome;
    if (exchange.kept_key && may_be_kept(outcome.reply, exchange.request->request_id)) {
      const auto page = std::make_shared<const KeptPage>(header_lines(outcome.reply, core_.https),
                                                         std::move(outcome.reply.body));
      core_.kept.keep(*std::move(exchange.kept_key), exchange.since, page);
      co_return co_await send(exchange, {}, page->lines, page->body);
    }
    co_return co_await write(exchange, std::move(outcome));
  }
  // The handler may still be reading the request, so only plain words.
  exchange.keep = false;
  co_return co_await write(
      exchange, {plain_error(503, exchange.request->request_id), "handler took too long"});
}

asio::awaitable<bool> Connection::refuse(Exchange& exchange, int status, std::string_view why) {
  exchange.keep = false;
  const Request* request = exchange.method.empty() ? nullptr : exchange.request.get();
  Reply reply = core_.error_reply(status, exchange.request->request_id, request, nullptr);
  co_return co_await write(exchange, {std::move(reply), std::string(why)});
}

asio::awaitable<void> Connection::linger() {
  ErrorCode ec;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ec);
  if (ec) co_return;
  due_in(milliseconds(core_.options.limits.linger_wait_ms));
  buffer_.consume(buffer_.size());
  for (std::size_t dropped = 0; dropped < kLingerBytes;) {
    const std::size_t got = co_await socket_.async_read_some(buffer_.prepare(kReadBytes), into(ec));
    if (ec) co_return;
    dropped += got;
  }
}

asio::awaitable<void> serve(ServerCore& core, asio::ip::tcp::socket socket, std::string peer) {
  Connection connection(core, std::move(socket), std::move(peer));
  co_await connection.serve();
}

void close_idle(ServerCore& core) {
  for (Connection* connection : core.connections) connection->close_if_idle();
}

void close_late(ServerCore& core) {
  const auto now = std::chrono::steady_clock::now();
  for (Connection* connection : core.connections) connection->close_if_late(now);
}

}  // namespace heed::web
