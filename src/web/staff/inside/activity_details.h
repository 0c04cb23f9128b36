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
// The body that owns it, which duty it serves and how far people can shape it (T-020, T-111): the
// boxes, and what was typed into them.
Result<Html> duty_boxes(const Services& services, const Request& request,
                        const plan::ActivityDetails& stored, const Trouble& trouble);
Result<> duties_typed(const Services& services, const Request& request, plan::ActivityDetails& into,
                      Trouble& trouble);
// For staff: "Involve: …"; and which duties, each with its body. Empty where nobody has said.
std::string influence_words(std::string_view influence);
Result<Html> duties_served(const Services& services, const Request& request,
                           const plan::ActivityDetails& details);
// "Easy Read", for "easy_read".
std::string format_words(std::string_view format);

}  // namespace heed::web::staff
