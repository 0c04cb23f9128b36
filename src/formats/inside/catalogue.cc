#include "formats/inside/catalogue.h"

#include <array>

namespace heed::formats::inside {

std::span<const Format> catalogue() {
  // The surest first; a plain table is what is left.
  static constexpr std::array kFormats = {
      Format{"limesurvey_survey", "LimeSurvey survey", is_limesurvey, read_limesurvey},
      Format{"consult", "Consult exchange file", is_consult, read_consult},
      Format{"govuk_consultation", "GOV.UK consultation", is_govuk, read_govuk},
      Format{"icalendar", "calendar", is_icalendar, read_icalendar},
      Format{"email", "e-mail", is_email, read_email},
      Format{"consult_template", "Consult template", is_consult_template, read_consult_template},
      Format{"qualtrics", "Qualtrics export", is_qualtrics, read_qualtrics},
      Format{"microsoft_forms", "Microsoft Forms export", is_microsoft_forms, read_microsoft_forms},
      Format{"smartsurvey", "SmartSurvey export", is_smartsurvey, read_smartsurvey},
      Format{"limesurvey_responses", "LimeSurvey export of responses", is_limesurvey_responses,
             read_limesurvey_responses},
      Format{"citizen_space", "Citizen Space export", is_citizen_space, read_citizen_space},
      Format{"polis", "Polis export", is_polis, read_polis},
      Format{"engagement_register", "engagement register", is_register, read_register},
      Format{"engagement_events", "list of events", is_events, read_events},
      Format{"you_said_we_did", "“You said, we did” table", is_you_said, read_you_said},
      Format{"proposals", "list of proposals", is_proposals, read_proposals},
      Format{"comment_threads", "list of comments", is_threads, read_threads},
      Format{"coded_answers", "table of coded answers", is_coded_answers, read_coded_answers},
      Format{"csv", "table", is_table, read_plain_table},
  };
  return kFormats;
}

}  // namespace heed::formats::inside
