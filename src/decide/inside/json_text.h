// Texts in what is stored as JSON.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

namespace heed::decide::inside {

inline std::string json_text(const boost::json::object& in, std::string_view key) {
  return std::string(in.at(key).as_string());
}

}  // namespace heed::decide::inside
