// The English stemmer Porter2, as its authors revised it in Snowball 3: the algorithm of
// snowballstem.org/algorithms/english/stemmer.html, its steps in order and by its names.
#pragma once

#include <string>
#include <string_view>

namespace heed::text {

// A word in lower case, straight apostrophes.
std::string porter2(std::string_view word);

}  // namespace heed::text
