// The names of HTTP: of a method, a header, a parameter.
#pragma once

#include <algorithm>
#include <string_view>

namespace heed::web {

// RFC 9110 5.6.2.
inline bool is_http_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

}  // namespace heed::web
