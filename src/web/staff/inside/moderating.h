// What the two pages of moderation share: a voice with what is covered in it, and ruling on that.
#pragma once

#include <string>

#include "listen/moderation.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {

std::string response_path(ActivityId activity, ResponseId response);
// The words as typed, what is covered or proposed marked, and the buttons to rule on it; `whole`
// also what was ruled on before, and a box to cover more.
Html voice_card(const Request& request, const plan::Activity& activity, const listen::Looked& voice,
                const std::string& path, bool whole);
// One ruling, as those buttons send it.
Result<> ruled(Services& services, const Request& request);

Routes moderate_response_routes(Services& services);

}  // namespace heed::web::staff
