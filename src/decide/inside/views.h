// Views as they are stored, and the hash of the page that a view is of.
#pragma once

#include "decide/findings.h"

namespace heed::store {
class Session;
}

namespace heed::decide::inside {

std::string page_hash(Published page);  // Hexadecimal; what advisers said is not in it.
Result<std::vector<EqualityView>> read_views(store::Session& s, PartnershipId partnership,
                                             ActivityId activity);

}  // namespace heed::decide::inside
