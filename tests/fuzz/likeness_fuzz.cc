// An index and vectors from any bytes are refused or can be asked without harm.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/likeness.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed::text;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto vectors = DocumentVectors::from_bytes(bytes)) (void)vectors->of("cold lunch");
  const auto library = Likeness::from_bytes(bytes);
  if (!library || size < 8) return 0;
  // The size of a vector is the second number.
  const std::uint32_t numbers = data[4] | data[5] << 8 | data[6] << 16 | data[7] << 24;
  (void)library->nearest(std::vector<float>(numbers, 0.5F), 3);
  return 0;
}
