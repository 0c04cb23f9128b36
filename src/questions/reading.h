// Reading: a questionnaire in one language, and how long it takes.
//
//   const Question said = said_in(question, "ur");          // texts of that language, or English
//   reading_minutes(asked, "ur");                           // 12
//   language_name("ur"); is_right_to_left("ur");            // "اردو", true
//
// Threads: pure.
// Does not: translate.
#pragma once

#include <string>
#include <string_view>

#include "questions/questionnaire.h"

namespace heed::questions {

// Each text is that of `language`, whatever language the page around it speaks.
Question said_in(const Question& question, std::string_view language);
// Reading every question and answering it; at least one minute.
int reading_minutes(const Questionnaire& asked, std::string_view language);
// As its speakers write it; the code itself when nobody knows.
std::string language_name(std::string_view code);
bool is_right_to_left(std::string_view code);
// "cy", "pt-BR", "zh-Hant": letters, digits and hyphens, as BCP 47 has them.
bool is_language(std::string_view code);

}  // namespace heed::questions
