// How a plan of actions stands, as a tag.
//
//   rows.push_back({link(…, plan.title), plan_state(plan.state)});
//
// Threads: pure.
#pragma once

#include "act/actions.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {

inline Html plan_state(act::PlanState state) {
  switch (state) {
    case act::PlanState::drafted:
      return tag(tr("Draft"), Colour::grey);
    case act::PlanState::sent_back:
      return tag(tr("Sent back"), Colour::orange);
    case act::PlanState::approved:
      return tag(tr("Approved"), Colour::green);
  }
  return {};
}

}  // namespace heed::web::staff
