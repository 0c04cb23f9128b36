#include "web/server/inside/policy.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <boost/beast/http/status.hpp>
#include <optional>

#include "base/limits.h"
#include "web/server/inside/decode.h"
#include "web/server/multipart.h"

namespace heed::web {
namespace {

constexpr std::string_view kDefaults =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src "
    "'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    // no-referrer makes Chromium send Origin: null with our own forms.
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
    "browsing-topics=()\r\n";
// Ours alone: a page may neither frame the message nor weaken the defaults.
constexpr std::array<std::string_view, 12> kOurs = {"connection",
                                                    "content-length",
                                                    "transfer-encoding",
                                                    "upgrade",
                                                    "trailer",
                                                    "content-security-policy",
                                                    "x-content-type-options",
                                                    "referrer-policy",
                                                    "cross-origin-opener-policy",
                                                    "cross-origin-resource-policy",
                                                    "permissions-policy",
                                                    "strict-transport-security"};

// Without control bytes, so that nothing can add a line.
void add_line(std::string& out, std::string_view name, std::string_view value) {
  const auto add = [&out](std::string_view text) {
    std::ranges::copy_if(text, std::back_inserter(out),
                         [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; });
  };
  add(name);
  out += ": ";
  add(value);
  out += "\r\n";
}

std::string set_cookie(const Cookie& cookie, bool https) {
  std::string line = cookie.name + "=" + cookie.value + "; Path=/; HttpOnly; SameSite=Lax";
  if (https) line += "; Secure";
  if (cookie.seconds >= 0) line += fmt::format("; Max-Age={}", cookie.seconds);
  return line;
}

Reply to_sign_in(const Request& request) {
  if (request.method != Method::get) return see_other("/staff/sign-in");
  return see_other("/staff/sign-in?next=" + url_encoded(same_site_path(request.target, "/staff")));
}

}  // namespace

bool is_from_our_pages(const Request& request, std::string_view public_origin) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty()) return site == "same-origin" || site == "none";
  return !public_origin.empty() && request.header("origin") == public_origin;
}

bool is_token(std::string_view sent, std::string_view expected) {
  if (expected.empty() || sent.size() != expected.size()) return false;
  unsigned char difference = 0;
  for (std::size_t i = 0; i < sent.size(); ++i) {
    difference |= static_cast<unsigned char>(sent[i] ^ expected[i]);
  }
  return difference == 0;
}

Result<> read_form(Request& request) {
  if (request.content_type == "application/x-www-form-urlencoded") {
    request.form = TRY(decoded_form(request.body, limits::kFormFields));
  } else if (request.content_type == "multipart/form-data") {
    const std::string boundary = TRY(multipart_boundary(request.header("content-type")));
    Multipart parts = TRY(parse_multipart(request.body, boundary));
    request.form = std::move(parts.fields);
    request.files = std::move(parts.files);
    request.body = std::string();  // Not twice in memory.
  }
  return Done{};
}

Admission admit(Request& request, const Route& route, const Authenticate& authenticate,
                std::string_view cookie_name) {
  const std::string_view cookie = request.cookie(cookie_name);
  if (!cookie.empty() && authenticate) {
    auto who = authenticate(cookie);
    // Public pages go on without knowing who it is.
    if (!who && route.who.must_sign_in()) return {.error = std::move(who).error()};
    if (who) request.who = *std::move(who);
  }
  if (route.who.must_sign_in() && !request.who) return {.answer = to_sign_in(request)};
  const auto wanted = route.who.capability();
  if (wanted && !request.who->scope.may(*wanted)) {
    return {.error = fail(ErrorKind::denied, "capability lacking for " + route.pattern)};
  }
  if (route.safety == Safety::csrf_token &&
      !is_token(request.field("csrf"), request.who->csrf_token)) {
    return {.error = fail(ErrorKind::denied, "form token"), .forged = true};
  }
  return {};
}

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::busy:
    case ErrorKind::disk_full:
    case ErrorKind::unavailable:
      return 503;
    case ErrorKind::closed:
      return 410;
    case ErrorKind::denied:  // As if it were not there.
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::conflict:
      return 409;
    case ErrorKind::invalid:
      return 400;
    case ErrorKind::too_large:
      return 413;
    case ErrorKind::storage:
    case ErrorKind::internal:
      return 500;
  }
  return 500;
}

Reply plain_error(int status, std::string_view request_id) {
  return text(fmt::format("This did not work ({}). If you tell us about it, give this number: {}\n",
                          status, request_id),
              status);
}

std::string header_lines(const Reply& reply, bool https) {
  std::string out;
  out.reserve(kDefaults.size() + 256);
  out += kDefaults;
  if (https) add_line(out, "Strict-Transport-Security", "max-age=63072000");
  if (!reply.content_type.empty()) add_line(out, "Content-Type", reply.content_type);
  if (reply.compress) add_line(out, "Vary", "Accept-Encoding");
  bool cached = false;
  for (const auto& [name, value] : reply.headers) {
    const std::string key = lower_ascii(name);
    if (std::ranges::find(kOurs, key) != kOurs.end()) continue;
    if (key == "content-type" && !reply.content_type.empty()) continue;
    if (key == "vary" && reply.compress) continue;
    cached = cached || key == "cache-control";
    add_line(out, name, value);
  }
  if (!cached) add_line(out, "Cache-Control", "no-store");
  for (const Cookie& cookie : reply.cookies) add_line(out, "Set-Cookie", set_cookie(cookie, https));
  return out;
}

std::string head_of(int status, std::string_view date, std::string_view lines,
                    const Framing& framing) {
  const std::string_view reason =
      boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  std::string out = fmt::format("HTTP/1.{} {} {}\r\nDate: {}\r\n", framing.http_1_1 ? 1 : 0, status,
                                reason, date);
  out.reserve(out.size() + lines.size() + 64);
  out += lines;
  if (framing.http_1_1 != framing.keep)
    add_line(out, "Connection", framing.keep ? "keep-alive" : "close");
  if (framing.length)
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", *framing.length);
  if (framing.chunked) add_line(out, "Transfer-Encoding", "chunked");
  out += "\r\n";
  return out;
}

bool takes_gzip(std::string_view accept_encoding) {
  const auto gzip = accept_encoding.find("gzip");
  if (gzip == std::string_view::npos) return false;
  return !accept_encoding.substr(gzip + 4).starts_with(";q=0") ||
         accept_encoding.substr(gzip + 8).starts_with('.');
}

void compress_if_asked(Reply& reply, std::string_view accept_encoding) {
  constexpr std::size_t kWorthIt = 1024;  // Below that the packet is the same.
  if (!reply.compress || reply.body.size() < kWorthIt || !takes_gzip(accept_encoding)) return;
  constexpr int kGzip = 16 + MAX_WBITS;
  constexpr int kMemory = 8;
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, kMemory,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return;
  }
  std::string packed(deflateBound(&stream, reply.body.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(reply.body.data());
  stream.avail_in = static_cast<uInt>(reply.body.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (!whole || packed.size() >= reply.body.size()) return;
  reply.body = std::move(packed);
  reply.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace heed::web
