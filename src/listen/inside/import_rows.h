// The rows of a table as responses: what each column is taken as, and what cannot be taken.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "formats/table_in.h"
#include "listen/imports.h"

namespace heed::listen::inside {

struct ReadRow {
  std::size_t line = 0;
  std::vector<std::pair<std::string, std::string>> answers;  // Question, words as they stand.
  std::optional<TimeMs> said;
  std::string channel, grouping;
  bool may_quote = false;
};

// Sets Column::suggested from headings and contents.
void suggest_roles(const formats::TableIn& table, std::vector<Column>& columns);
// Rows with no answer are left out. Errors: invalid (said), with every problem in `problems`.
Result<std::vector<ReadRow>> read_rows(const formats::TableIn& table, const Mapping& mapping,
                                       std::string_view zone, std::vector<RowProblem>* problems);
// What the import's entry in the record commits to (docs/formats/log.md).
Hash import_commitment(const Hash& file, std::size_t rows, const Hash& root);
std::string written(const formats::TableIn& table, const Mapping& mapping);  // JSON
std::string written(const ImportReport& report);                             // JSON

}  // namespace heed::listen::inside
