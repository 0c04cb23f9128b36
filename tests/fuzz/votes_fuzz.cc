// Votes tables of any bytes become votes or are refused with the line, and grouping them ends.
#include <cstddef>
#include <cstdint>
#include <string>

#include "app/opinions_rows.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto rows = heed::app::VoteRows::of(std::string(reinterpret_cast<const char*>(data), size));
  if (!rows) return 0;
  for (std::size_t last = 0;;) {
    const auto more = rows->next();
    if (!more || !*more) break;
    if (rows->cells().empty() || rows->line() <= last) __builtin_trap();
    last = rows->line();
  }
  return 0;
}
