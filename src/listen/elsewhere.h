// Elsewhere: what other rooms keep of people's words. A room that has a reading copy gives one of
// each to app, which hands them to Own, Amend and Moderation (docs/erasure.md lists them).
//
// Threads: called on the writer's, in the transaction that changes the words.
// Does not: know which rooms there are.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace heed::store {
class Session;
}

namespace heed::listen {

// Takes out what another room keeps of these voices' words, in the same transaction.
using Forget = std::function<Result<>(store::Session&, PartnershipId, ActivityId,
                                      const std::vector<VoiceId>&)>;
// Told of each voice whose words may not be read any more, or read otherwise, in the same
// transaction: a room that keeps a copy of its own changes that too. `after` is empty when nothing
// may be read.
using Reworded = std::function<Result<>(store::Session&, PartnershipId, ActivityId, VoiceId,
                                        const std::string& before, const std::string& after)>;

}  // namespace heed::listen
