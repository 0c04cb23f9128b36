// The form of an activity's details, and what was typed into it.
#pragma once

#include "web/staff/inside/desk.h"

namespace heed::web::staff {

std::string shown_date(const std::optional<TimeMs>& time, const std::string& zone);
// An empty box is no date. A date means the whole of its day.
std::optional<TimeMs> date_typed(const Services& services, const Request& request,
                                 const std::string& name, Trouble& trouble);
plan::ActivityDetails details_typed(const Services& services, const Request& request,
                                    Trouble& trouble);
Html details_fields(const Services& services, const Request& request,
                    const plan::ActivityDetails& stored, const Trouble& trouble);
// "Easy Read", for "easy_read".
std::string format_words(std::string_view format);

}  // namespace heed::web::staff
