// Imports: responses out of somebody's spreadsheet. Read, looked at, then all in or nothing in.
//
//   const Preview preview = TRY(imports.preview("survey.csv", bytes));
//   const ImportReport done = TRY(imports.run(scope, activity, "survey.csv", bytes, mapping));
//
// Rows are staged in chunks so that intake never waits behind them, and become visible by one
// flip, in the transaction that also writes the import's one entry of the record.
// Threads: any; run() is slow and belongs on a handler thread.
// Does not: publish quotes from a file without a "may be quoted" column.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"
#include "questions/questionnaire.h"

namespace heed::store {
class Database;
}
namespace heed::platform {
class Clock;
class Random;
}  // namespace heed::platform
namespace heed::record {
class Record;
class Keys;
}  // namespace heed::record

namespace heed::plan {
class Activities;
}

namespace heed::listen {

// What a column is taken as. One column may be `question_text` (the wording each row answers);
// several may be `answer` (their headings are then the questions).
// `choice` was picked from a list: kept with the response, and no voice to read. `theme` was given
// elsewhere to the answer on its left: kept with its origin, and no ruling of ours.
enum class Role {
  ignore,
  answer,
  question_text,
  date,
  grouping,
  channel,
  may_quote,
  choice,
  theme
};
std::string_view name_of(Role role);
std::optional<Role> role_named(std::string_view name);

struct Column {
  std::string heading;
  Role suggested = Role::ignore;
  std::vector<std::string> examples;  // First few different values.
  std::size_t filled = 0;             // Rows with something in it.
  std::size_t different = 0;          // Different values, as far as 1,000.
};

struct NotCarried {
  std::string where, why;
};

// How many questions columns taken as these roles ask: those that a column of questions names, else
// one for each column of answers; and one for each column of choices.
std::size_t questions_asked(const std::vector<Column>& columns, const std::vector<Role>& roles);

struct Preview {
  std::string kind;   // formats::SurveyFile::kind
  std::string title;  // What the file calls itself, or empty.
  std::string encoding;
  std::size_t rows = 0;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> first_rows;
  std::vector<std::string> remarks;  // Of not_carried, what is about the file as a whole.
  std::vector<NotCarried> not_carried;
  std::size_t activities = 0;  // That a register names; 0: one is made for the rest.
  std::size_t questions = 0;   // Asked by the file, or answered in its columns.
  std::size_t responses = 0;   // Rows with an answer in them, as suggested.
};

struct Mapping {
  std::vector<Role> roles;  // One per column.
  std::string question;     // The question, when no column says it and one column is the answer.
};

struct RowProblem {
  std::size_t line = 0;
  std::string message;  // In the user's words.
};

struct ImportReport {
  ImportId id;
  std::size_t rows = 0;       // In the file.
  std::size_t responses = 0;  // Kept.
  std::size_t voices = 0;
  std::size_t empty = 0;                // Rows with no answer in them: named, not kept.
  std::size_t late = 0;                 // Of those kept: after it closed, to be accepted or not.
  std::size_t themes = 0;               // Given elsewhere, kept with their origin.
  std::vector<std::string> not_mapped;  // Headings left out.
};

// Where a whole file goes.
struct WholeImport {
  std::optional<ActivityId> activity;  // None: one is made.
  std::string title;                   // Of the one that is made; empty: as the file says.
  Mapping mapping;                     // Without roles: as suggested.
};
struct WholeReport {
  std::string kind;
  std::vector<ActivityId> made;
  std::optional<ActivityId> activity;  // That holds the questions and responses.
  std::size_t questions = 0;
  std::optional<ImportReport> rows;
  std::vector<NotCarried> not_carried;
};

// A theme that came with a file: who used it is known only as a file and a column.
struct BroughtTheme {
  std::string theme, heading, file_name;
  std::int64_t voices = 0;
};

// What a file of another survey tool asks, as questions of ours.
struct FoundQuestions {
  std::string title;
  questions::Questionnaire asked;
  std::vector<NotCarried> not_carried;
};

class Imports {
 public:
  Imports(store::Database& main, record::Record& record, record::Keys& keys,
          const platform::Clock& clock, platform::Random& random)
      : main_(main), record_(record), keys_(keys), clock_(clock), random_(random) {}

  // Pure reading. Errors: invalid (said), too_large (said).
  static Result<Preview> preview(std::string_view file_name, std::string_view bytes);
  // Its questions alone, with ids of their own. Errors also: invalid (said) when it asks nothing.
  Result<FoundQuestions> questions(std::string_view file_name, std::string_view bytes);
  // Needs `bring_in`. When a row cannot be taken nothing is imported: errors invalid (said), and
  // `problems` (when given) gets each by line, at most limits::kImportProblemsShown.
  // `progress` gets rows done and rows in all.
  Result<ImportReport> run(const Scope& scope, ActivityId activity, std::string_view file_name,
                           std::string_view bytes, const Mapping& mapping, std::string_view zone,
                           std::vector<RowProblem>* problems = nullptr,
                           const std::function<void(std::size_t, std::size_t)>& progress = {});
  // Everything that the file carries: activities, questions, responses. Needs `bring_in`, and
  // `plan` for what is made. What is refused leaves no activity behind.
  Result<WholeReport> whole(plan::Activities& activities, const Scope& scope,
                            std::string_view file_name, std::string_view bytes,
                            const WholeImport& wanted, std::string_view zone,
                            std::vector<RowProblem>* problems = nullptr,
                            const std::function<void(std::size_t, std::size_t)>& progress = {});
  // Whether run() would take these rows, keeping nothing. The same errors and problems.
  static Result<std::size_t> check(std::string_view file_name, std::string_view bytes,
                                   const Mapping& mapping, std::string_view zone,
                                   std::vector<RowProblem>* problems = nullptr);
  // Themes that came with files into this activity, most used first. Needs `read_summary`.
  Result<std::vector<BroughtTheme>> themes(const Scope& scope, ActivityId activity);
  // Deletes what a stopped import left staged. Called at start.
  Result<std::int64_t> sweep(const Scope& scope);

 private:
  store::Database& main_;
  record::Record& record_;
  record::Keys& keys_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::listen
