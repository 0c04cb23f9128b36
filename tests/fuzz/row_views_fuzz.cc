// Delimited rows of any bytes: each has a cell and a later line than the one before, or the file is
// refused.
#include <cstddef>
#include <cstdint>
#include <string>

#include "formats/row_views.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto rows = heed::formats::RowViews::of(std::string(reinterpret_cast<const char*>(data), size));
  if (!rows) return 0;
  for (std::size_t last = 0;;) {
    const auto more = rows->next();
    if (!more || !*more) break;
    if (rows->cells().empty() || rows->line() <= last) __builtin_trap();
    last = rows->line();
  }
  return 0;
}
