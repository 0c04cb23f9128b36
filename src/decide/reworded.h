// Reworded: a reading copy was covered or shown again, so the quotes of published pages follow.
//
//   listen::Moderation moderation(main, …, {understand::reworded, decide::reworded});
//
// Threads: any, inside the caller's transaction.
// Does not: make a new publication; what was published keeps its hash.
#pragma once

#include <string>

#include "base/ids.h"
#include "base/result.h"

namespace heed::store {
class Session;
}

namespace heed::decide {

Result<> reworded(store::Session& s, PartnershipId partnership, ActivityId activity, VoiceId voice,
                  const std::string& before, const std::string& after);

}  // namespace heed::decide
