// A zip file of a few parts, in memory, the same bytes for the same parts.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace heed::formats::inside {

struct ZipPart {
  std::string name;
  std::string bytes;
};

// Errors: internal.
Result<std::string> zip_bytes(const std::vector<ZipPart>& parts);

}  // namespace heed::formats::inside
