// Reworded: a reading copy was covered or shown again, so what this room copied of it follows.
//
//   listen::Moderation moderation(main, …, {understand::reworded, decide::reworded});
//
// Threads: any, inside the caller's transaction.
// Does not: touch rulings; quotes are read from the reading copy itself.
#pragma once

#include <string>

#include "base/ids.h"
#include "base/result.h"

namespace heed::store {
class Session;
}

namespace heed::understand {

Result<> reworded(store::Session& s, PartnershipId partnership, ActivityId activity, VoiceId voice,
                  const std::string& before, const std::string& after);

}  // namespace heed::understand
