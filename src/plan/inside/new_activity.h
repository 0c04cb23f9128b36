// Writes a new draft, once its details are checked: for what is written with it in one transaction.
#pragma once

#include "base/scope.h"
#include "plan/activities.h"

namespace heed::plan::inside {

// Errors: invalid (said), too_large (said).
Result<> write_draft(store::Session& s, const Scope& scope, ActivityId id,
                     const ActivityDetails& details, TimeMs now);

}  // namespace heed::plan::inside
