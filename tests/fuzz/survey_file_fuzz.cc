// Any bytes under any of the names that a person may give them: read or refused, never a crash.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "formats/survey_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array<std::string_view, 6> kNames = {"a.csv", "a.lss",  "a.eml",
                                                      "a.ics", "a.json", "a.zip"};
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto read = heed::formats::read_survey_file(kNames[data[0] % kNames.size()], bytes);
  if (read && read->uses.size() != read->table.header.size()) __builtin_trap();
  return 0;
}
