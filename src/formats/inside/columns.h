// What the columns of somebody else's export are: by heading where the tool is known, else by what
// stands in them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "formats/survey_file.h"

namespace heed::formats::inside {

struct ColumnLook {
  std::size_t filled = 0, distinct = 0;
  std::size_t chars = 0, longest = 0;  // In all, of the longest.
  std::size_t numbers = 0, links = 0, with_spaces = 0;
  std::size_t mean() const { return filled == 0 ? 0 : chars / filled; }
};
ColumnLook look_at(const TableIn& table, std::size_t column);
// People's own words, as against a list that they picked from.
bool is_open_text(const ColumnLook& look);
// Why a column with such a heading is best not kept beside answers; empty when there is no reason.
std::string_view personal(std::string_view heading);

// A column that a tool adds itself; `heading` in lower case.
struct KnownColumn {
  std::string_view heading;
  ColumnUse use;
  std::string_view why;  // When it is left out.
};
inline constexpr std::string_view kWhyPersonal =
    "it may name a person; such details are not kept beside answers";
inline constexpr std::string_view kWhyTool = "the other tool's own book-keeping";

// The columns in `known` as they say, every other one as a question.
SurveyFile with_questions(std::string_view kind, TableIn table, std::span<const KnownColumn> known);
// Nothing is known of the tool: words as answers, the rest by heading.
SurveyFile guessed(std::string_view kind, TableIn table);
// Remarks of the table and columns left out, said.
void say_left_out(SurveyFile& file);

}  // namespace heed::formats::inside
