#include "testing/temp_dir.h"

#include <cstdlib>

#include "base/check.h"

namespace heed::testing {

TempDir::TempDir() {
  std::string made = (std::filesystem::temp_directory_path() / "heed-test-XXXXXX").string();
  CHECK(::mkdtemp(made.data()) != nullptr);
  path_ = made;
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace heed::testing
