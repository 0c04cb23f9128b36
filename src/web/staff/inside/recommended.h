// Recommendations as cards, each with what speaks for it and against it.
#pragma once

#include <vector>

#include "decide/findings.h"
#include "decide/recommendations.h"
#include "pages/html.h"

namespace heed::web::staff {

pages::Html recommended(const std::vector<decide::Recommendation>& all,
                        const std::vector<decide::Finding>& findings, int level);

}  // namespace heed::web::staff
