// What the pages of the questionnaire editor share: the questions as they stand, and saving them.
#pragma once

#include <string>

#include "questions/kinds.h"
#include "questions/reading.h"
#include "questions/writing.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {

struct Asking {
  plan::Activity activity;
  questions::Questionnaire asked;  // Without sections when nothing is asked yet.
  std::int64_t version = 0;        // 0: nothing asked yet.
  bool may_change = false;         // A draft that is not fixed, and this person may plan.
  bool may_correct = false;        // Open: words only, in public.
};

// Where `more` of the questions is: "new", or the id of one.
std::string path_to(const Asking& asking, std::string_view more);
Result<Asking> asking_of(Services& services, const Request& request, const Match& match);
// Saves what `asking.asked` has become; the version that the form was made from is in `request`.
Result<> save(Services& services, const Request& request, const Asking& asking,
              std::string_view what);
// Does to `asking.asked` what the button that was pressed says; saves nothing. Errors: invalid
// (said), not_found.
Result<> carry_out(Services& services, const Request& request, Asking& asking);
// Each line of the field "questions" as one to be answered in people's own words.
Result<> add_typed_lines(const Services& services, const Request& request,
                         questions::Questionnaire& asked);
Html version_field(const Asking& asking);
std::string kind_words(const questions::Asker& kind);
// "Shown when “How do you travel?” is “By bus”."
std::string condition_words(const questions::Questionnaire& asked,
                            const questions::Condition& condition);

Routes question_edit_routes(Services& services);
Routes question_preview_routes(Services& services);
Routes question_file_routes(Services& services);

}  // namespace heed::web::staff
