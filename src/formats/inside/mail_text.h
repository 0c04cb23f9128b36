// The parts of a mail that people read (RFC 5322, 2045 to 2047): subject, date and words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace heed::formats::inside {

struct MailText {
  std::string subject, date;  // As ISO where it can be read, else as it stands.
  std::string words;          // The plain text; made from the HTML where there is no plain one.
  std::vector<std::string> attachments;
  std::vector<std::string> remarks;
};
// Whether bytes start as a mail does: a header block with a From, and a Date or Subject.
bool starts_as_mail(std::string_view bytes);
// Errors: invalid (said).
Result<MailText> read_mail(std::string_view bytes);

}  // namespace heed::formats::inside
