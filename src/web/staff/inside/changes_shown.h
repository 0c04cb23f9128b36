// What the pages of a proposal for change share: where each is, how a judgement is shown, and the
// form that settles what it suggests.
//
//   see_other(change_path(id, "#significance"));
//
// Threads: pure but for the reads they name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/duties.h"
#include "plan/service_changes.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {

std::string change_path(plan::ServiceChangeId id, std::string_view more = "");
Result<plan::ServiceChange> change_of(Services& services, const Request& request,
                                      const Match& match);
// A page of one proposal, with the way back to it.
Reply show_change(const Services& services, const Request& request,
                  const plan::ServiceChange& change, Page page, const Trouble& trouble = {});

// What one version of it says.
Result<std::vector<SummaryRow>> version_rows(Services& services, const Request& request,
                                             const plan::NewServiceChange& d);
// "Significant" or "Not significant"; "The duty applies" or not.
std::string outcome_words(plan::About about, bool yes);
// What somebody judged, who, when, of which version, what it suggests and what came of it.
Html judgement_shown(const plan::ServiceChange& change, const plan::Judgement& judgement,
                     const std::string& zone);
// Confirm what the newest judgement suggests, or depart from it with a reason; nothing once it is
// settled, or for who may not.
Html settle_form(const Request& request, const plan::ServiceChange& change,
                 const plan::Judgement& judgement, const Trouble& trouble);
// What stands in the register for a body of this name, each with its clause; nothing when nothing
// does.
Html duties_of_body(const std::vector<plan::Duty>& all, std::string_view body, TimeMs now);
Html clause_of(const plan::Duty& duty);

// Boxes that are ticked as they were sent, or as they are stored when nothing was.
Html prompt_boxes(const Request& request, std::string name, std::string legend,
                  const std::vector<plan::Prompt>& prompts, const std::vector<std::string>& kept,
                  const Trouble& trouble);
// The boxes that are not good yet, each beside its box.
Trouble trouble_with(const std::vector<plan::Wrong>& wrong);
// Only on screen: what can be pressed says nothing on paper.
Html on_screen(const Html& body);

// One page or form of theirs: what is read has no body, what is sent is a form with its token.
Route change_route(Services& services, Method method, std::string pattern, Who who,
                   Result<Reply> (*run)(Services&, const Request&, const Match&));
Routes change_editing_routes(Services& services);
Routes change_judging_routes(Services& services);

}  // namespace heed::web::staff
