// Forms, paths, cookies: what is decoded is never longer than what came.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "web/server/inside/decode.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed::web;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  constexpr std::size_t kFields = 50;
  if (const auto fields = decoded_form(text, kFields)) {
    std::size_t bytes = 0;
    for (const auto& [name, value] : *fields) bytes += name.size() + value.size();
    if (bytes > size || fields->size() > kFields) std::abort();
  }
  if (const auto path = decoded_path(text); path && path->size() > size) std::abort();
  (void)read_cookies(text);
  (void)media_type(text);
  return 0;
}
