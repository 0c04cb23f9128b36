// Proposals for change as they are stored, and what had better be judged before people are
// consulted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/service_changes.h"
#include "store/database.h"

namespace heed::plan::inside {

// Three statements however many there are; `only` one of them, or none where there is no such one.
// In no order.
Result<std::vector<ServiceChange>> read_changes(store::Session& s, PartnershipId partnership,
                                                std::optional<ServiceChangeId> only = std::nullopt);

// Errors: not_found; closed (said) where it goes no further.
Result<> goes_on(store::Session& s, PartnershipId partnership, ServiceChangeId id);

// What a formal consultation lacks of these: a sentence each, none where every proposal that
// belongs to it and goes on has been judged, and confirmed or departed from, as it stands.
std::vector<std::string> not_judged(const std::vector<ServiceChange>& all, ActivityId activity);

}  // namespace heed::plan::inside
