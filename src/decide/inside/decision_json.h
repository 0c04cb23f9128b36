// A decision as JSON, and back: what is kept is what people read, and what the record commits to.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "decide/governance.h"

namespace heed::decide::inside {

std::string write_decision(const Decision& decision);
// Errors: storage (it was altered, or written by a newer Heed).
Result<Decision> read_decision(std::string_view json);

}  // namespace heed::decide::inside
