// The files from elsewhere that are read, asked in this order: the first that claims one reads it.
#pragma once

#include <span>
#include <string_view>

#include "formats/inside/looked.h"
#include "formats/survey_file.h"

namespace heed::formats::inside {

struct Format {
  std::string_view kind;
  std::string_view called;  // "LimeSurvey survey", for sentences.
  bool (*claims)(Looked&);
  Result<SurveyFile> (*read)(Looked&);
};
std::span<const Format> catalogue();

// One each, in from_<kind>.cc.
bool is_limesurvey(Looked&);
Result<SurveyFile> read_limesurvey(Looked&);
bool is_consult(Looked&);
Result<SurveyFile> read_consult(Looked&);
bool is_consult_template(Looked&);
Result<SurveyFile> read_consult_template(Looked&);
bool is_polis(Looked&);
Result<SurveyFile> read_polis(Looked&);
bool is_govuk(Looked&);
Result<SurveyFile> read_govuk(Looked&);
bool is_email(Looked&);
Result<SurveyFile> read_email(Looked&);
bool is_icalendar(Looked&);
Result<SurveyFile> read_icalendar(Looked&);
bool is_qualtrics(Looked&);
Result<SurveyFile> read_qualtrics(Looked&);
bool is_microsoft_forms(Looked&);
Result<SurveyFile> read_microsoft_forms(Looked&);
bool is_smartsurvey(Looked&);
Result<SurveyFile> read_smartsurvey(Looked&);
bool is_limesurvey_responses(Looked&);
Result<SurveyFile> read_limesurvey_responses(Looked&);
bool is_citizen_space(Looked&);
Result<SurveyFile> read_citizen_space(Looked&);
bool is_coded_answers(Looked&);
Result<SurveyFile> read_coded_answers(Looked&);
bool is_register(Looked&);
Result<SurveyFile> read_register(Looked&);
bool is_events(Looked&);
Result<SurveyFile> read_events(Looked&);
bool is_you_said(Looked&);
Result<SurveyFile> read_you_said(Looked&);
bool is_proposals(Looked&);
Result<SurveyFile> read_proposals(Looked&);
bool is_threads(Looked&);
Result<SurveyFile> read_threads(Looked&);
bool is_table(Looked&);
Result<SurveyFile> read_plain_table(Looked&);

}  // namespace heed::formats::inside
