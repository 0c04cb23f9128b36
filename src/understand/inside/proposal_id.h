// Which proposal of themes: the last of an activity is the one that counts.
#pragma once

#include "base/ids.h"

namespace heed::understand::inside {

using ProposalId = Id<struct ProposalKind>;

}  // namespace heed::understand::inside
