// What people read: the letters, in plain text and HTML, and the sheets to print.
#pragma once

#include <string>
#include <string_view>

#include "act/told.h"

namespace heed::act::inside {

Tokens tokens_of(BytesView secret);
platform::Letter confirm_letter(const Sender& sender, const Wish& to, const Tokens& tokens,
                                std::string_view title);
platform::Letter telling_letter(const Sender& sender, const Wish& to, const Tokens& tokens,
                                const TellingWords& words, std::string_view path);
// One sheet; a letter with its address in the window, or a call to make.
std::string sheet(const Sender& sender, const Wish& to, const TellingWords& words,
                  std::string_view path);
std::string sheets_page(std::string_view sheets);

// The id in the Message-ID that a delivery report carries back, when it says "failed for ever".
std::optional<std::string> failed_mail(std::string_view message);

}  // namespace heed::act::inside
