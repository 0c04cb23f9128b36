// How a connection sends: a whole reply, or one that is made while it is sent.
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <ctime>

#include "web/server/inside/connection.h"
#include "web/server/inside/pieces.h"
#include "web/server/inside/policy.h"

namespace heed::web {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using ErrorCode = boost::system::error_code;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t kSlowestBytesPerSecond = 16 * 1024;

}  // namespace

std::string_view ServerCore::http_date() {
  const std::time_t now = std::time(nullptr);
  if (now == date_at) return date;
  date_at = now;
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[40];
  const std::size_t size = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return date = std::string(text, size);
}

milliseconds wait_for_bytes(int base_ms, std::size_t bytes) {
  return milliseconds(base_ms) + std::chrono::seconds(bytes / kSlowestBytesPerSecond);
}

asio::awaitable<bool> Connection::write(Exchange& exchange, Outcome outcome) {
  if (outcome.reply.pieces) co_return co_await write_pieces(exchange, std::move(outcome));
  co_return co_await send(exchange, outcome, header_lines(outcome.reply, core_.https),
                          outcome.reply.body);
}

asio::awaitable<bool> Connection::send(Exchange& exchange, const Outcome& outcome,
                                       std::string_view lines, std::string_view body) {
  if (core_.stopping) exchange.keep = false;
  const int status = outcome.reply.status;
  const bool has_body = status != 204 && status != 304;
  Framing framing{.http_1_1 = exchange.version == 11, .keep = exchange.keep};
  if (has_body) framing.length = body.size();
  const std::string head = head_of(status, core_.http_date(), lines, framing);
  const bool sends_body = has_body && !exchange.head;
  const std::array<asio::const_buffer, 2> whole = {
      asio::buffer(head), asio::buffer(body.data(), sends_body ? body.size() : 0)};
  due_in(wait_for_bytes(core_.options.limits.reply_wait_ms, body.size()));
  ErrorCode ec;
  co_await asio::async_write(socket_, whole, into(ec));
  not_due();
  if (late_) ++core_.count.cut_slow;
  note(exchange, outcome, body.size());
  co_return !ec && exchange.keep;
}

asio::awaitable<bool> Connection::write_pieces(Exchange& exchange, Outcome outcome) {
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
    co_return co_await write(
        exchange, {busy_reply(core_, *exchange.request, *exchange.route), "handler queue is full"});
  }
  const bool chunked = exchange.version == 11;
  if (core_.stopping || !chunked) exchange.keep = false;
  const std::string head =
      head_of(outcome.reply.status, core_.http_date(), header_lines(outcome.reply, core_.https),
              {.http_1_1 = chunked, .keep = exchange.keep, .chunked = chunked});
  ErrorCode ec;
  due_in(milliseconds(core_.options.limits.reply_wait_ms));
  co_await asio::async_write(socket_, asio::buffer(head), into(ec));
  std::size_t sent = 0;
  std::string bytes;
  while (!ec && !exchange.head) {
    const Pieces::Next next = pieces->take(bytes);
    if (next == Pieces::Next::wait) {
      not_due();
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
    due_in(wait_for_bytes(core_.options.limits.reply_wait_ms, bytes.size()));
    if (next == Pieces::Next::whole) {
      if (chunked) co_await asio::async_write(socket_, http::make_chunk_last(), into(ec));
      break;
    }
    sent += bytes.size();
    const asio::const_buffer piece = asio::buffer(bytes);
    if (chunked)
      co_await asio::async_write(socket_, http::make_chunk(piece), into(ec));
    else
      co_await asio::async_write(socket_, piece, into(ec));
  }
  not_due();
  if (late_) ++core_.count.cut_slow;
  note(exchange, outcome, sent);
  // A reset rather than an end, so that half a file is not taken for all of it.
  if (!outcome.problem.empty()) {
    ErrorCode ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    socket_.close(ignored);
  }
  co_return !ec && exchange.keep;
}

void Connection::note(const Exchange& exchange, const Outcome& outcome, std::size_t body_bytes) {
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

}  // namespace heed::web
