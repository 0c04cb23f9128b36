// read_mail: one e-mail as a file (.eml): what people read of it, and the files that came with it
// (RFC 5322, 2045 to 2047).
//
//   const MailText mail = TRY(read_mail(bytes));
//   mail.subject; mail.date; mail.words;   // "2026-03-05 14:10"; plain text, or text of the HTML
//   for (const MailText::File& file : mail.attachments) ...
//
// Errors: invalid (said).
// Threads: pure.
// Does not: keep who wrote it, or follow anything that the HTML names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace heed::formats {

struct MailText {
  struct File {
    std::string name;  // Its type when it has none.
    std::string bytes;
  };
  std::string subject, date;  // As ISO where it can be read, else as it stands.
  std::string words;          // The plain text; made from the HTML where there is no plain one.
  std::vector<File> attachments;
  std::vector<std::string> remarks;
};
Result<MailText> read_mail(std::string_view bytes);

}  // namespace heed::formats
