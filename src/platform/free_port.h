// free_port: a TCP port that nothing listens on now, for `--listen HOST:0`.
//
//   const std::uint16_t port = TRY(free_port("127.0.0.1"));
//
// Threads: any.
// Does not: hold it. Whoever listens next may find it taken, and then says so.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace heed::platform {

// `host` is an IPv4 address. Errors: unavailable (said).
Result<std::uint16_t> free_port(const std::string& host);

}  // namespace heed::platform
