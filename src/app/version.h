// The version of this program, as CHANGELOG.md names it.
#pragma once

#include <string_view>

namespace heed::app {

constexpr std::string_view kVersion = "0.1.0";

}  // namespace heed::app
