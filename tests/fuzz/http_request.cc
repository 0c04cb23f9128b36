// The gate before the parser: the same verdict whole and byte by byte, and never a header that
// holds what it promises to keep out.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "web/server/gate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using heed::web::HeaderScan;
  static const heed::web::GateOptions options = [] {
    heed::web::GateOptions made;
    made.allowed_hosts = {"a", "heed.example"};
    return made;
  }();
  const std::string_view received(reinterpret_cast<const char*>(data), size);
  HeaderScan whole, bits;
  const auto at_once = whole.look(received, options);
  auto in_bits = HeaderScan::more;
  for (std::size_t n = 1; n <= size && in_bits == HeaderScan::more; ++n)
    in_bits = bits.look(received.substr(0, n), options);
  if (size > 0 && at_once != in_bits) std::abort();
  if (at_once != HeaderScan::whole) return 0;
  if (whole.header_bytes() != bits.header_bytes()) std::abort();
  const std::string_view header = received.substr(0, whole.header_bytes());
  const auto verdict = heed::web::check_header(header, options);
  if (verdict.status == 0 && header.find('\0') != std::string_view::npos) std::abort();
  return 0;
}
