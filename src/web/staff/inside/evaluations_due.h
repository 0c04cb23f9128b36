// Which decisions are to be looked at again, for the pages that say what is due.
#pragma once

#include "web/staff/inside/desk.h"

namespace heed::web::staff {

// The earliest first, each with its day and a link to evaluate it; nothing when there is none, or
// for who may not read findings.
Result<Html> evaluations_due(Services& services, const Request& request);

}  // namespace heed::web::staff
