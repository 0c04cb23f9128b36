// A question of LimeSurvey's 28 types as the questions that Heed asks for it.
#pragma once

#include <vector>

#include "formats/inside/lss_survey.h"

namespace heed::formats::inside {

// Empty, with the reason in `not_carried`, when it is asked in no form. A text that is only shown
// (type X) makes none; the caller puts it beside the next question.
std::vector<FoundQuestion> as_questions(const LssQuestion& from,
                                        std::vector<NotCarried>& not_carried);

}  // namespace heed::formats::inside
