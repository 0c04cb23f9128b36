#include "web/staff/staff.h"

#include <iterator>

#include "web/staff/inside/desk.h"
#include "web/staff/inside/letters.h"

namespace heed::web {

Routes staff_routes(Services& services) {
  const auto letters = std::make_shared<staff::Letters>(services.mailer);
  Routes all;
  for (Routes some : {
           staff::sign_in_routes(services, letters),
           staff::link_routes(services),
           staff::today_routes(services),
           staff::bring_in_routes(services),
           staff::plan_routes(services),
           staff::register_routes(services),
           staff::earlier_routes(services),
           staff::change_routes(services),
           staff::duty_routes(services),
           staff::question_routes(services),
           staff::overview_routes(services),
           staff::activity_said_routes(services),
           staff::activity_document_routes(services),
           staff::responses_routes(services),
           staff::add_voices_routes(services),
           staff::add_form_routes(services),
           staff::add_note_routes(services),
           staff::add_note_parts_routes(services),
           staff::add_paper_check_routes(services),
           staff::moderate_routes(services),
           staff::export_routes(services),
           staff::heard_from_routes(services),
           staff::population_routes(services),
           staff::themes_routes(services),
           staff::theme_routes(services),
           staff::coding_routes(services),
           staff::coding_frame_routes(services),
           staff::coding_voice_routes(services),
           staff::coding_campaign_routes(services),
           staff::coding_file_routes(services),
           staff::response_routes(services),
           staff::recommendation_routes(services),
           staff::finding_routes(services),
           staff::finding_new_routes(services),
           staff::meeting_routes(services),
           staff::decision_routes(services),
           staff::scrutiny_routes(services),
           staff::action_routes(services),
           staff::promise_routes(services),
           staff::publish_routes(services),
           staff::report_routes(services),
           staff::people_routes(services),
           staff::organisation_routes(services),
           staff::area_routes(services),
           staff::let_people_know_routes(services),
           staff::evaluation_routes(services),
           staff::workstream_routes(services),
           staff::learning_routes(services),
           staff::enquiry_routes(services),
       })
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  return all;
}

}  // namespace heed::web
