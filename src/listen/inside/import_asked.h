// What a file from elsewhere asks, as a questionnaire of ours.
#pragma once

#include <optional>
#include <string>
#include <string_view>
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

// What the columns of a table asked: words, and choices among what was picked in it. Headings that
// stand twice are one question.
questions::Questionnaire asked_by_columns(const formats::TableIn& table, const Mapping& mapping,
                                          std::string_view title, platform::Random& random);
// What a cell under `heading` says to the question that asks it: one of its choices, or, where
// there is no list, the cell as it stands.
struct Picked {
  QuestionId question;
  std::string choice = {};
  std::string words = {};
};
std::optional<Picked> picked(const questions::Questionnaire& asked, std::string_view heading,
                             std::string_view cell);

}  // namespace heed::listen::inside
