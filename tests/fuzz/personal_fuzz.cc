// Comments of any bytes: details lie inside the text, in order, and masking never fails.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/personal.h"
#include "text/reading_age.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto found = heed::text::personal_details(text);
  std::size_t last = 0;
  for (const auto& each : found) {
    if (each.begin < last || each.end <= each.begin || each.end > size) __builtin_trap();
    last = each.end;
  }
  heed::text::masked(text, found);
  heed::text::reading_age(text);
  heed::text::parse_postcode(text);
  return 0;
}
