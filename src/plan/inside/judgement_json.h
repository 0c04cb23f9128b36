// What somebody judged, as it is stored: JSON that SQL never looks into.
#pragma once

#include <string>
#include <string_view>

#include "plan/service_changes.h"

namespace heed::plan::inside {

// With the suggestion's reason, so that it reads as it did when it was judged.
std::string written_significance(const std::vector<DomainJudged>& judged, std::string_view because);
std::string written_involvement(const InvolvementJudged& judged, std::string_view because);
// Fills what was judged and why that suggests what it does; by `into.about`.
void read_judged(std::string_view stored, Judgement& into);

}  // namespace heed::plan::inside
