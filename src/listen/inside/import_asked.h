// What a file from elsewhere asks, as a questionnaire of ours.
#pragma once

#include <vector>

#include "formats/survey_file.h"
#include "listen/imports.h"
#include "questions/questionnaire.h"

namespace heed::platform {
class Random;
}

namespace heed::listen::inside {

// Adds to `not_carried` what no question of ours can hold.
questions::Questionnaire as_questionnaire(const formats::FoundSurvey& found,
                                          platform::Random& random,
                                          std::vector<NotCarried>& not_carried);

}  // namespace heed::listen::inside
