// Mails in any state: words found or refused, within bounds.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "formats/inside/mail_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto mail = heed::formats::inside::read_mail({reinterpret_cast<const char*>(data), size});
  if (mail && mail->words.empty()) __builtin_trap();
  return 0;
}
