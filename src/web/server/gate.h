// The gate: looks at the bytes of a request's header before any parser does, and says no to
// whatever two programs could read in two ways. Boost.Beast 1.81 lets a good deal of that through
// (Transfer-Encoding other than chunked, obs-fold, no Host or two).
//
//   HeaderScan scan;                                  // once per request
//   if (scan.look(received, options) == HeaderScan::whole) {
//     const GateVerdict verdict = check_header(received.substr(0, scan.header_bytes()), options);
//     if (verdict.status != 0) ...                    // answer that 4xx or 5xx and close
//
// Threads: pure.
// Does not: know routes, read a socket, decode the path.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"

namespace heed::web {

struct GateOptions {
  std::vector<std::string> allowed_hosts;  // Lower case; with ":port" only that port.
  std::size_t request_line_bytes = limits::kRequestLineBytes;
  std::size_t header_bytes = limits::kHeaderBytes;
  std::size_t header_fields = limits::kHeaderFields;
  std::uint64_t body_bytes = limits::kUploadBytes;  // The most any route takes.
};

// Views point into the header that was checked.
struct GateVerdict {
  int status = 0;           // 0: let in. Else what to answer before closing.
  std::string_view why;     // For the log; a constant.
  std::string_view method;  // GET, HEAD, POST, PUT, PATCH or DELETE when let in.
  std::string_view target;  // Origin form, even when sent in absolute form.
  bool http_1_1 = false;
  std::uint64_t content_length = 0;
  bool expects_continue = false;
};

// Reads a header as it comes in, each byte once, and refuses as soon as it can: a request that is
// wrong in its first line is not waited for.
class HeaderScan {
 public:
  enum State { more, whole, refused };
  // `received`: all bytes since the start of this request; earlier ones as they were before.
  State look(std::string_view received, const GateOptions& options);
  std::size_t header_bytes() const { return seen_; }  // When whole: with the empty line.
  int status() const { return status_; }              // When refused.
  std::string_view why() const { return why_; }

 private:
  State refuse(int status, std::string_view why);
  State line_ended(std::string_view line, const GateOptions& options);
  State state_ = more;
  std::size_t seen_ = 0;
  std::size_t line_start_ = 0;
  std::size_t lines_ = 0;
  int status_ = 0;
  std::string_view why_;
};

// `raw_header` is one whole header with its empty line, and nothing after it.
GateVerdict check_header(std::string_view raw_header, const GateOptions& options);

}  // namespace heed::web
