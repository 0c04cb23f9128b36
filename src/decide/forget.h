// Forget: quotes on published pages, taken out when the person who said them has them erased.
//
//   listen::Own own(main, record, keys, clock, random, {understand::forget, decide::forget});
//
// Call it while the voices are still there: it looks for their words.
// Threads: any, inside the caller's transaction.
// Does not: change the hash of what was published: it stays, and the page says that a quote went.
#pragma once

#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace heed::store {
class Session;
}

namespace heed::decide {

Result<> forget(store::Session& s, PartnershipId partnership, ActivityId activity,
                const std::vector<VoiceId>& voices);

}  // namespace heed::decide
