// What is to be said or judged before people are consulted, for the pages that say what is due.
#pragma once

#include <vector>

#include "web/staff/inside/desk.h"

namespace heed::web::staff {

// Adds activities whose body must say which duty they serve and that do not, and proposals for
// change of which nobody has judged and confirmed, as they stand, whether they are significant and
// whose duty to involve people they touch; nothing for who may not plan.
Result<> duties_due(Services& services, const Request& request,
                    const std::vector<plan::Activity>& activities, std::vector<Html>& items);

}  // namespace heed::web::staff
