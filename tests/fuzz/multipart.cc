// Uploads: the first line is the Content-Type, the rest the body. What is read is in the body.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "web/server/multipart.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::size_t end = all.find('\n');
  if (end == std::string_view::npos) return 0;
  const auto boundary = heed::web::multipart_boundary(all.substr(0, end));
  if (!boundary) return 0;
  if (boundary->empty() || boundary->size() > 70) std::abort();  // RFC 2046.
  (void)heed::web::parse_multipart(all.substr(end + 1), *boundary);
  return 0;
}
