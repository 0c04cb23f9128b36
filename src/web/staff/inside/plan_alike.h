// What the register has that is like an activity, shown before it is saved for the first time, and
// what its planner chose (plan/register.h).
#pragma once

#include "act/learning.h"
#include "plan/register.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {

// "3 March to 30 April 2026", "Not said yet".
std::string when_held(const plan::Listed& one, const std::string& zone);
// Who runs it, when, where and whom to ask: all that is shown of anybody's activity.
Html who_and_when(const plan::Listed& one, const std::string& zone);

struct LookedUp {
  std::vector<plan::Alike> alike;   // Likest first.
  std::vector<act::Learnt> learnt;  // Of those, or of a topic that was typed.
  bool any() const { return !alike.empty() || !learnt.empty(); }
};
Result<LookedUp> look_up(Services& services, const Request& request,
                         const plan::ActivityDetails& planned);
// Whether the form that was sent had shown all of it.
bool was_shown(const Request& request, const LookedUp& found);
// The boxes, to stand in the same form as the activity's own.
Html alike_boxes(const Services& services, const Request& request, const LookedUp& found,
                 const Trouble& trouble);
struct Chosen {
  std::vector<plan::Relating> choices;
  std::vector<plan::Relating> join;  // Then nothing is saved.
  std::string known;
};
Chosen choices_typed(const Request& request, const LookedUp& found, Trouble& trouble);

// On its own page: what it grew from, what goes on beside it, what was known, who asks to join.
Result<Html> related_part(Services& services, const Request& request,
                          const plan::Activity& activity);

}  // namespace heed::web::staff
