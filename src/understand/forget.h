// Forget: what this room keeps of somebody's words, taken out when they are erased.
//
//   listen::Own own(main, record, keys, clock, random, {understand::forget, decide::forget});
//
// Threads: any, inside the caller's transaction.
// Does not: undo what was ruled; only copies of words go (docs/erasure.md).
#pragma once

#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace heed::store {
class Session;
}

namespace heed::understand {

Result<> forget(store::Session& s, PartnershipId partnership, ActivityId activity,
                const std::vector<VoiceId>& voices);

}  // namespace heed::understand
