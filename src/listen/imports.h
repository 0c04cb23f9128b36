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

namespace heed::listen {

// What a column is taken as. One column may be `question_text` (the wording each row answers);
// several may be `answer` (their headings are then the questions).
enum class Role { ignore, answer, question_text, date, grouping, channel, may_quote };
std::string_view name_of(Role role);
std::optional<Role> role_named(std::string_view name);

struct Column {
  std::string heading;
  Role suggested = Role::ignore;
  std::vector<std::string> examples;  // First few different values.
  std::size_t filled = 0;             // Rows with something in it.
};

struct Preview {
  std::string kind;  // csv, xlsx, ods
  std::string encoding;
  std::size_t rows = 0;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> first_rows;
  std::vector<std::string> remarks;
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
  std::vector<std::string> not_mapped;  // Headings left out.
};

class Imports {
 public:
  Imports(store::Database& main, record::Record& record, record::Keys& keys,
          const platform::Clock& clock, platform::Random& random)
      : main_(main), record_(record), keys_(keys), clock_(clock), random_(random) {}

  // Pure reading. Errors: invalid (said), too_large (said).
  static Result<Preview> preview(std::string_view file_name, std::string_view bytes);
  // Needs `bring_in`. When a row cannot be taken nothing is imported: errors invalid (said), and
  // `problems` (when given) gets each by line, at most limits::kImportProblemsShown.
  // `progress` gets rows done and rows in all.
  Result<ImportReport> run(const Scope& scope, ActivityId activity, std::string_view file_name,
                           std::string_view bytes, const Mapping& mapping, std::string_view zone,
                           std::vector<RowProblem>* problems = nullptr,
                           const std::function<void(std::size_t, std::size_t)>& progress = {});
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
