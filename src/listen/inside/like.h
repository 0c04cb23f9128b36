// like_of: what somebody looks for, as a pattern for `lower(x) like $1 escape '\'`.
//
//   like_of(" 50% ") == "%50\%%";  like_of("") == "%"   // which lets everything through
//
// Threads: pure.
#pragma once

#include <string>
#include <string_view>

#include "base/text.h"

namespace heed::listen::inside {

inline std::string like_of(std::string_view containing) {
  std::string like = "%";
  for (const char c : lowered(trimmed(containing))) {
    if (c == '%' || c == '_' || c == '\\') like += '\\';
    like += c;
  }
  return like == "%" ? like : like + '%';
}

}  // namespace heed::listen::inside
