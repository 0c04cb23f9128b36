// Mails in any state: words found or refused, and what is found is text.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "formats/mail_in.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto mail = heed::formats::read_mail({reinterpret_cast<const char*>(data), size});
  if (!mail) return 0;
  for (const std::string_view text : {mail->subject, mail->date, mail->words})
    if (!heed::is_utf8(text)) __builtin_trap();
  return 0;
}
