// Where this source tree is, for tests that read a file of it or run a tool of it.
#pragma once

#include <filesystem>

namespace heed::testing {

// Absolute, from the build's own configuration.
std::filesystem::path source_tree();

}  // namespace heed::testing
