// LimeSurvey's relevance equations, as far as they are plain comparisons.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/survey_file.h"

namespace heed::formats::inside {

struct LssRelevance {
  std::vector<FoundCondition> conditions;
  bool any_of = false;
};
// `codes`: names that the expressions use, to codes of questions that are carried. Nothing when the
// expression is more than comparisons joined by one of "and" and "or".
std::optional<LssRelevance> read_relevance(std::string_view expression,
                                           const std::map<std::string, std::string>& codes);

}  // namespace heed::formats::inside
