// What the pages of organisations and of areas share: dates of a place, and a list from a file.
#pragma once

#include "partners/partners.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {

// "since 1 April 2024", "until 31 March 2026", both or neither.
std::string between(const Services& services, const std::optional<TimeMs>& starts,
                    const std::optional<TimeMs>& ends);
// A date field as typed; an empty one is none, and a bad one is put into `trouble`.
std::optional<TimeMs> place_date(const Services& services, const Request& request,
                                 std::string_view name, Trouble& trouble);
Html place_date_field(const Request& request, std::string_view name, std::string label,
                      std::string_view stored, const Trouble& trouble);
// The rows of an uploaded "file"; columns are found by their names. What cannot be read is in
// `trouble`. Columns: name, kind (or level), part of, starts, ends, successor.
Result<std::vector<partners::PlaceRow>> places_in_file(const Services& services,
                                                       const Request& request, Trouble& trouble);
Trouble trouble_of(const std::vector<std::pair<std::size_t, std::string>>& problems);
Html bring_in_form(const Request& request, std::string_view path, std::string hint,
                   const Trouble& trouble);
// End it, with what goes on from it where something does.
Html end_form(const Request& request, std::string_view path, std::vector<Option> others,
              const Trouble& trouble);

}  // namespace heed::web::staff
