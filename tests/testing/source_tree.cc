#include "testing/source_tree.h"

namespace heed::testing {

std::filesystem::path source_tree() { return HEED_SOURCE_TREE; }

}  // namespace heed::testing
