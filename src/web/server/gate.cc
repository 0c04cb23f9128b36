#include "web/server/gate.h"

#include <algorithm>
#include <array>
#include <optional>

#include "web/server/inside/http_token.h"

namespace heed::web {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

struct Refusal {
  int status = 0;
  std::string_view why;
};

struct RequestLine {
  std::string_view method, target, version;
};

// HTTP/0.9 has two words and no version; two blanks in a row make an empty word.
Refusal read_request_line(std::string_view line, RequestLine& out) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return {400, "request line of two words"};
  out = {line.substr(0, first), line.substr(first + 1, last - first - 1), line.substr(last + 1)};
  if (!is_http_token(out.method)) return {400, "method is not a token"};
  // 8-bit targets, blanks inside and fragments are never sent by a browser.
  const bool plain =
      std::ranges::all_of(out.target, [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
  if (out.target.empty() || !plain) return {400, "bytes in the target"};
  if (out.version == "HTTP/1.1" || out.version == "HTTP/1.0") return {};
  const bool other_version =
      out.version.starts_with("HTTP/") && out.version.size() > 5 &&
      std::ranges::all_of(out.version.substr(5), [](char c) { return is_digit(c) || c == '.'; });
  return other_version ? Refusal{505, "HTTP version"} : Refusal{400, "not an HTTP version"};
}

// RFC 3986 3.2.2 without percent-encoding: a name, an IPv4 address or [IPv6], with or without port.
bool is_host(std::string_view host) {
  std::string_view name = host;
  std::optional<std::string_view> port;
  if (host.starts_with('[')) {
    const auto close = host.find(']');
    if (close == std::string_view::npos) return false;
    name = host.substr(1, close - 1);
    if (!std::ranges::all_of(name, [](char c) {
          return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f') || c == ':' || c == '.';
        })) {
      return false;
    }
    const std::string_view rest = host.substr(close + 1);
    if (!rest.empty() && rest[0] != ':') return false;
    if (!rest.empty()) port = rest.substr(1);
  } else {
    const auto colon = host.find(':');
    name = host.substr(0, colon);
    if (colon != std::string_view::npos) port = host.substr(colon + 1);
    if (!std::ranges::all_of(name, [](char c) {
          return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_';
        })) {
      return false;
    }
  }
  if (name.empty()) return false;
  return !port || (!port->empty() && port->size() <= 5 && std::ranges::all_of(*port, is_digit));
}

bool is_allowed(std::string_view host, const std::vector<std::string>& allowed) {
  const auto close = host.rfind(']');
  const auto colon = host.find(':', close == std::string_view::npos ? 0 : close);
  const std::string_view name = host.substr(0, colon);
  return std::ranges::any_of(
      allowed, [&](std::string_view one) { return same_word(host, one) || same_word(name, one); });
}

// Fields that decide something, so that two of them would be two decisions.
constexpr std::array<std::string_view, 8> kOnce = {"host",   "content-length", "content-type",
                                                   "cookie", "origin",         "sec-fetch-site",
                                                   "expect", "authorization"};

struct FieldsSeen {
  std::array<bool, kOnce.size()> once{};
  std::optional<std::string_view> host;
};

Refusal read_content_length(std::string_view value, const GateOptions& options,
                            std::uint64_t& length) {
  // 19 digits fit into 64 bits.
  if (value.empty() || value.size() > 19 || !std::ranges::all_of(value, is_digit)) {
    return {400, "Content-Length is not a number"};
  }
  length = 0;
  for (const char c : value) length = length * 10 + static_cast<std::uint64_t>(c - '0');
  if (length > options.body_bytes) return {413, "body longer than any route takes"};
  return {};
}

Refusal read_field(std::string_view line, const GateOptions& options, FieldsSeen& seen,
                   GateVerdict& verdict) {
  if (line[0] == ' ' || line[0] == '\t') return {400, "folded header line"};
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return {400, "header line without a colon"};
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = without_blanks(line.substr(colon + 1));
  if (!is_http_token(name)) return {400, "header name is not a token"};
  if (same_word(name, "transfer-encoding")) return {411, "Transfer-Encoding"};
  if (same_word(name, "content-encoding")) return {415, "Content-Encoding"};
  for (std::size_t i = 0; i < kOnce.size(); ++i) {
    if (!same_word(name, kOnce[i])) continue;
    if (seen.once[i]) return {400, "a header field twice that may stand once"};
    seen.once[i] = true;
  }
  if (same_word(name, "host")) {
    if (!is_host(value)) return {400, "Host is not a host"};
    seen.host = value;
  }
  if (same_word(name, "content-length")) {
    return read_content_length(value, options, verdict.content_length);
  }
  if (same_word(name, "expect")) {
    if (!same_word(value, "100-continue")) return {417, "Expect"};
    verdict.expects_continue = verdict.http_1_1;
  }
  return {};
}

// "http://host/path" to "/path". The host must be the one in Host, or two programs could differ.
Refusal to_origin_form(std::string_view host, std::string_view& target) {
  if (target[0] == '/') return {};
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!same_word(target.substr(0, scheme.size()), scheme)) continue;
    const std::string_view rest = target.substr(scheme.size());
    const auto end = std::min(rest.find_first_of("/?"), rest.size());
    if (!same_word(rest.substr(0, end), host)) return {400, "target names another host"};
    if (end < rest.size() && rest[end] == '?') return {400, "target without a path"};
    target = end == rest.size() ? std::string_view("/") : rest.substr(end);
    return {};
  }
  return {400, "target is not a path"};
}

}  // namespace

HeaderScan::State HeaderScan::refuse(int status, std::string_view why) {
  status_ = status;
  why_ = why;
  return state_ = refused;
}

HeaderScan::State HeaderScan::line_ended(std::string_view line, const GateOptions& options) {
  if (++lines_ == 1) {
    RequestLine parts;
    const Refusal refusal = read_request_line(line, parts);
    if (refusal.status != 0) return refuse(refusal.status, refusal.why);
  } else if (line.empty()) {
    return state_ = whole;
  } else if (lines_ - 1 > options.header_fields) {
    return refuse(431, "too many header fields");
  }
  return more;
}

HeaderScan::State HeaderScan::look(std::string_view received, const GateOptions& options) {
  while (state_ == more && seen_ < received.size()) {
    const char c = received[seen_];
    const bool after_cr = seen_ > line_start_ && received[seen_ - 1] == '\r';
    if (after_cr != (c == '\n')) return refuse(400, "CR or LF alone");
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\r' && c != '\n' && c != '\t') ||
        c == 0x7f) {
      return refuse(400, "control byte in the header");
    }
    ++seen_;
    if (lines_ == 0 && seen_ > options.request_line_bytes) return refuse(414, "request line");
    if (seen_ > options.header_bytes) return refuse(431, "header too long");
    if (c != '\n') continue;
    const std::string_view line = received.substr(line_start_, seen_ - 2 - line_start_);
    line_start_ = seen_;
    line_ended(line, options);
  }
  return state_;
}

GateVerdict check_header(std::string_view raw_header, const GateOptions& options) {
  GateVerdict verdict;
  const auto refuse = [&verdict](Refusal refusal) {
    verdict.status = refusal.status;
    verdict.why = refusal.why;
    return verdict;
  };
  HeaderScan scan;
  switch (scan.look(raw_header, options)) {
    case HeaderScan::refused:
      return refuse({scan.status(), scan.why()});
    case HeaderScan::more:
      return refuse({400, "header is cut short"});
    case HeaderScan::whole:
      if (scan.header_bytes() != raw_header.size()) return refuse({400, "bytes after the header"});
  }
  std::size_t at = raw_header.find("\r\n");
  RequestLine line;
  if (const Refusal no = read_request_line(raw_header.substr(0, at), line); no.status != 0) {
    return refuse(no);
  }
  verdict.method = line.method;
  verdict.target = line.target;
  verdict.http_1_1 = line.version == "HTTP/1.1";
  FieldsSeen seen;
  for (at += 2; at + 2 < raw_header.size();) {
    const std::size_t end = raw_header.find("\r\n", at);
    const Refusal no = read_field(raw_header.substr(at, end - at), options, seen, verdict);
    if (no.status != 0) return refuse(no);
    at = end + 2;
  }
  if (!seen.host) return refuse({400, "no Host"});
  if (!is_allowed(*seen.host, options.allowed_hosts)) return refuse({421, "Host is not ours"});
  if (const Refusal no = to_origin_form(*seen.host, verdict.target); no.status != 0) {
    return refuse(no);
  }
  constexpr std::array<std::string_view, 6> kMethods = {"GET", "HEAD",  "POST",
                                                        "PUT", "PATCH", "DELETE"};
  if (std::ranges::find(kMethods, line.method) == kMethods.end()) {
    return refuse({501, "method we do not know"});
  }
  return verdict;
}

}  // namespace heed::web
