// Types of the files that staff take away.
#pragma once

#include <string_view>

namespace heed::web::staff {

constexpr std::string_view kXlsx =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::string_view kDocx =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

}  // namespace heed::web::staff
