// Lets a std::string key be looked up by a view.
#pragma once

#include <functional>
#include <string_view>

namespace heed::text {

struct ViewHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view word) const {
    return std::hash<std::string_view>()(word);
  }
};

}  // namespace heed::text
