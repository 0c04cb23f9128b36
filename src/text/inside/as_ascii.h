// A text in ASCII that has the same words: what is read quickly is read so.
#pragma once

#include <string>
#include <string_view>

namespace heed::text {

// Into `out`, each character as one that parts words as it does: ’ as an apostrophe, “ as a space.
// False, and `out` of no use, when a letter, mark or format character is not ASCII.
bool as_ascii(std::string_view text, std::string& out);

}  // namespace heed::text
