// A LimeSurvey survey with its tables put together: each question once, with its texts in every
// language, its sub-questions and answers in order, and its attributes that were changed.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formats/inside/lss_tables.h"
#include "formats/survey_file.h"

namespace heed::formats::inside {

struct LssItem {  // A sub-question, or an answer to choose.
  std::string code, scale;
  Texts text;
};
struct LssQuestion {
  std::string id, group, type, code, relevance, pattern;
  bool required = false, other = false;
  bool scripted = false;
  long order = 0;
  Texts text, help;
  std::vector<LssItem> rows, answers;             // By scale, then order.
  std::map<std::string, std::string> attributes;  // Those that are set.
};
struct LssGroup {
  std::string id, relevance, random_group;
  long order = 0;
  Texts title, intro;
};
struct LssSurvey {
  std::vector<std::string> languages;  // BCP 47; the survey's own first.
  Texts title;
  std::vector<LssGroup> groups;        // In order.
  std::vector<LssQuestion> questions;  // In order of their groups.
};
LssSurvey put_together(const LssFile& file);
// "de-informal" -> "de": what LimeSurvey calls a language, as BCP 47 has it.
std::string bcp47(std::string_view language);

}  // namespace heed::formats::inside
