// Text as it comes from people: checked to be valid UTF-8 and no longer than a limit, and
// otherwise left exactly as it was typed.
//
//   const std::string title = TRY(bounded_text(typed, kTitleChars));
//
// Threads: pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace heed {

bool is_utf8(std::string_view bytes);
// Code points of valid UTF-8.
std::size_t char_count(std::string_view text);
// The same text when it is valid UTF-8 without NUL and at most `chars_max` code points.
// Errors: invalid (said), too_large (said).
Result<std::string> bounded_text(std::string_view typed, std::size_t chars_max);
// Without white space (Unicode's) at either end.
std::string_view trimmed(std::string_view text);
// Lower case by Unicode's simple rules; for comparing, not for showing.
std::string lowered(std::string_view text);
// At most `chars_max` code points, cut between words, with an ellipsis when cut.
std::string shortened(std::string_view text, std::size_t chars_max);
// Valid UTF-8 whatever came in: each bad byte becomes U+FFFD.
std::string made_utf8(std::string_view bytes);

}  // namespace heed
