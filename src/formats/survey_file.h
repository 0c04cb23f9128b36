// read_survey_file: what somebody brings from another tool, recognised by what is in it.
//
//   const SurveyFile file = TRY(read_survey_file("export.csv", bytes));
//   file.kind;                       // "qualtrics", "limesurvey_survey", "consult", "csv" ...
//   file.table; file.uses[c];        // responses as rows, and what each column is
//   file.asked; file.activities;     // questions and activities, where it carries them
//   for (const NotCarried& lost : file.not_carried) ...  // what is left out, where, and why
//
// One reader a file, `inside/from_*.cc`, and one line each in `inside/catalogue.cc`.
// Errors: invalid (said: one sentence), too_large (said).
// Threads: pure.
// Does not: keep anything, or trust a name: a name that claims something else is refused.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/table_in.h"

namespace heed::formats {

struct NotCarried {
  std::string where, why;
};

// What a column of answers is. `answer` is in people's own words, `choice` was picked from a list.
enum class ColumnUse : std::uint8_t {
  leave_out,
  answer,
  choice,
  question,
  date,
  group,
  channel,
  may_quote,
  theme,  // Themes given elsewhere, one or several in a cell; to the answer on its left.
};

using Texts = std::map<std::string, std::string>;  // By BCP 47 code.

struct FoundOption {
  std::string code;
  Texts text;
};

struct FoundCondition {
  std::string question;  // The code of the question that is looked at.
  enum class Test : std::uint8_t { is, is_not, answered } test = Test::is;
  std::string value;  // The code of one of its options.
};

// Kinds are named as questions::Kind is: long_text, short_text, choose_one, choose_many, scale,
// matrix, ranking, number, date, file, vote.
struct FoundQuestion {
  std::string code;
  std::string kind = "long_text";
  Texts text, help;
  std::vector<FoundOption> options;  // Of a matrix: its columns.
  std::vector<FoundOption> rows;
  bool required = false;
  bool other = false;         // "Other" with room to say what.
  std::size_t chars_max = 0;  // 0: as usual.
  std::optional<std::int64_t> least, most;
  std::vector<FoundCondition> show_if;
  bool any_of = false;  // One of show_if is enough.
};

struct FoundSection {
  Texts title, intro;
  std::vector<FoundQuestion> questions;
};

struct FoundSurvey {
  std::vector<std::string> languages;
  Texts title;
  std::vector<FoundSection> sections;
  std::size_t count() const;
};

struct FoundActivity {
  std::string kind = "listening";  // As plan::kind_named takes it.
  std::string title, purpose, owner, area, contact, outcome, link;
  std::string opens, closes;         // ISO, with or without a time, or empty.
  std::vector<std::string> updates;  // Dated things to say about it, in one sentence each.
};

struct SurveyFile {
  std::string kind;                       // As `heed import --json` names it.
  std::string encoding;                   // "" where there is none.
  std::string title;                      // What the file calls itself, or empty.
  std::vector<FoundActivity> activities;  // A register's. Empty: one activity, made for the rest.
  std::optional<FoundSurvey> asked;
  TableIn table;                // Responses as rows; without a heading when there are none.
  std::vector<ColumnUse> uses;  // One a column.
  std::vector<NotCarried> not_carried;
};

Result<SurveyFile> read_survey_file(std::string_view name, std::string_view bytes);

// Files of one folder as the one file that read_survey_file takes: the same bytes for the same
// files. Errors: internal, too_large (said).
struct FolderFile {
  std::string path;  // Inside the folder, with "/".
  std::string bytes;
};
Result<std::string> folder_as_file(std::vector<FolderFile> files);

}  // namespace heed::formats
