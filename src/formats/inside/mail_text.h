// Whether bytes are a mail, for the catalogue of survey files. What is in one: formats/mail_in.h.
#pragma once

#include <string_view>

namespace heed::formats::inside {

// Whether bytes start as a mail does: a header block with a From, and a Date or Subject.
bool starts_as_mail(std::string_view bytes);

}  // namespace heed::formats::inside
