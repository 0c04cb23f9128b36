// The folder of real inputs that tests read where they are, when they are there.
#pragma once

#include <filesystem>
#include <optional>

namespace heed::testing {

// $HEED_SHARED_DATA, or ../shared/data beside the source tree. Nothing when neither is a folder:
// the test then skips, by name, and says so.
std::optional<std::filesystem::path> shared_data();

}  // namespace heed::testing
