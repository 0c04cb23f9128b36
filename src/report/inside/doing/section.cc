#include "report/inside/section.h"

namespace heed::report::inside {

// Every action with the finding that it answers, and every promise of this activity.
Result<> write_doing(Writing& out) {
  const Material& from = out.material;
  std::vector<std::vector<std::string>> actions, promises;
  for (const act::Plan& plan : from.plans)
    for (const act::Action& each : plan.actions) {
      std::string answers;
      for (const decide::Finding& finding : from.page.findings)
        if (finding.id == each.details.finding) answers = finding.name;
      actions.push_back(
          {each.details.what, answers, each.details.organisation + ", " + each.details.owner,
           show_date(each.details.due, from.zone),
           each.overdue ? "Late" : std::string(act::words_for(each.state)), each.progress});
    }
  for (const act::Promise& each : from.promises)
    if (each.details.activity == from.activity.id)
      promises.push_back({each.details.words, each.details.owner,
                          show_date(each.details.due, from.zone),
                          std::string(act::words_for(each.state))});
  if (actions.empty())
    out.document().paragraph("No plan of actions has been approved yet.");
  else
    out.document().table("What is being done",
                         {"Action", "Answers", "Who", "By", "State", "Progress"},
                         std::move(actions));
  if (promises.empty())
    out.document().paragraph("Nothing has been promised beyond that.");
  else
    out.document().table("What was promised", {"Promise", "Owner", "At the latest", "State"},
                         std::move(promises));
  return Done{};
}

}  // namespace heed::report::inside
