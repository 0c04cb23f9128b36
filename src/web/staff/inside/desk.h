// What the staff pages share: the frame around each, words in English, what was typed, and what
// went wrong as a person may be told it.
//
//   const auto done = services.activities.change(scope, id, version, details);
//   if (done) return see_other(path_of(id));
//   const Trouble trouble = TRY(trouble_of(done.error(), "title"));   // 404s go on as they are
//   return editor(services, request, stored, trouble);                // typed(request, …) is kept
//
// Threads: pure.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pages/components.h"
#include "pages/words.h"
#include "plan/activities.h"
#include "web/server/http.h"
#include "web/server/routes.h"
#include "web/services.h"

namespace heed::web::staff {

using namespace pages;  // Every file here builds pages out of these.
using pages::text;      // Not the plain-text Reply.

class Letters;
Routes sign_in_routes(Services& services, std::shared_ptr<Letters> letters);
Routes link_routes(Services& services);
Routes today_routes(Services& services);
Routes bring_in_routes(Services& services);
Routes plan_routes(Services& services);
Routes change_routes(Services& services);
Routes duty_routes(Services& services);
Routes question_routes(Services& services);
Routes overview_routes(Services& services);
Routes activity_said_routes(Services& services);
Routes activity_document_routes(Services& services);
Routes responses_routes(Services& services);
Routes add_voices_routes(Services& services);
Routes add_form_routes(Services& services);
Routes add_note_routes(Services& services);
Routes add_note_parts_routes(Services& services);
Routes add_paper_check_routes(Services& services);
Routes moderate_routes(Services& services);
Routes export_routes(Services& services);
Routes heard_from_routes(Services& services);
Routes themes_routes(Services& services);
Routes theme_routes(Services& services);
Routes coding_routes(Services& services);
Routes coding_frame_routes(Services& services);
Routes coding_voice_routes(Services& services);
Routes coding_campaign_routes(Services& services);
Routes coding_file_routes(Services& services);
Routes response_routes(Services& services);
Routes recommendation_routes(Services& services);
Routes finding_routes(Services& services);
Routes finding_new_routes(Services& services);
Routes meeting_routes(Services& services);
Routes decision_routes(Services& services);
Routes scrutiny_routes(Services& services);
Routes action_routes(Services& services);
Routes promise_routes(Services& services);
Routes publish_routes(Services& services);
Routes report_routes(Services& services);
Routes people_routes(Services& services);
Routes organisation_routes(Services& services);
Routes area_routes(Services& services);
Routes population_routes(Services& services);
Routes let_people_know_routes(Services& services);
Routes evaluation_routes(Services& services);
Routes workstream_routes(Services& services);
Routes learning_routes(Services& services);
Routes enquiry_routes(Services& services);
Routes register_routes(Services& services);
Routes earlier_routes(Services& services);

// --- Words: staff pages are in English, still through the catalogs' one door ------------------
inline std::string tr(Literal english) { return std::string(pages::tr(Words::english(), english)); }
inline std::string tr(Literal english, TextSlots slots) {
  return pages::tr(Words::english(), english, slots);
}
std::string tr_n(Literal one, Literal many, std::int64_t count);
std::string said_number(std::int64_t count);

// --- What was typed ---------------------------------------------------------------------------
// The field as sent, or `stored` when this request sent none.
std::string typed(const Request& request, std::string_view name, std::string_view stored = "");
std::optional<std::int64_t> whole_number(std::string_view text);
// From 1; `page` of the query.
std::int64_t page_asked(const Request& request);

// --- What went wrong --------------------------------------------------------------------------
struct Trouble {
  std::vector<Mistake> mistakes;
  int status = 200;
  bool conflict = false;
  bool any() const { return !mistakes.empty(); }
  // The message beside one field; empty when it is fine.
  std::string about(std::string_view field) const;
  void add(std::string field, std::string message);
};
// What can be told and put right, or tried again, on the same page. Anything else comes back as
// the Error it was.
Result<Trouble> trouble_of(const Error& error, std::string field = "");

// --- The frame --------------------------------------------------------------------------------
// `page` brings heading, section and body; mistakes become the error summary.
Reply show(const Services& services, const Request& request, Page page,
           const Trouble& trouble = {});
Html post(const Request& request, std::string_view path, const Html& body, bool multipart = false);
const Scope& scope_of(const Request& request);
bool may(const Request& request, Capability capability);
// Said instead of words that this person may not read.
Html not_for_you();

enum class Tab {
  overview,
  questions,
  responses,
  heard_from,
  themes,
  response,
  public_page,
  let_people_know
};
std::string path_of(ActivityId id, std::string_view more = "");
// A page of one activity: its title above, its tabs, its state.
Reply show_in(const Services& services, const Request& request, const plan::Activity& activity,
              Tab tab, Page page, const Trouble& trouble = {});
Html state_tag(plan::ActivityState state);
// With the phase of its kind beside it, where that says more.
Html state_and_phase(const plan::Activity& activity);
std::string kind_words(plan::ActivityKind kind);
Result<plan::Activity> activity_of(Services& services, const Request& request, const Match& match);

}  // namespace heed::web::staff
