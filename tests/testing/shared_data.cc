#include "testing/shared_data.h"

#include <cstdlib>

#include "testing/source_tree.h"

namespace heed::testing {

std::optional<std::filesystem::path> shared_data() {
  namespace fs = std::filesystem;
  const char* named = std::getenv("HEED_SHARED_DATA");
  const fs::path folder =
      named != nullptr ? fs::path(named) : source_tree().parent_path() / "shared/data";
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) return std::nullopt;
  return fs::weakly_canonical(folder, ignored);
}

}  // namespace heed::testing
