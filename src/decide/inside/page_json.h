// A published page as JSON, and back: what is kept is what people read.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "decide/findings.h"

namespace heed::decide::inside {

std::string write_page(const Published& page);
// Errors: storage (it was altered, or written by a newer Heed).
Result<Published> read_page(std::string_view json);

}  // namespace heed::decide::inside
