#include "testing/shared_data.h"

#include <cstdlib>

namespace heed::testing {

std::optional<std::filesystem::path> shared_data() {
  namespace fs = std::filesystem;
  const char* named = std::getenv("HEED_SHARED_DATA");
  // This file is tests/testing/shared_data.cc: the source tree is two folders up.
  const fs::path folder = named != nullptr
                              ? fs::path(named)
                              : fs::path(__FILE__).parent_path() / "../../../shared/data";
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) return std::nullopt;
  return fs::weakly_canonical(folder, ignored);
}

}  // namespace heed::testing
