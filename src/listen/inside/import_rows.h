// The rows of a table as responses: what each column is taken as, and what cannot be taken.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "formats/survey_file.h"
#include "listen/imports.h"
#include "listen/inside/rows.h"

namespace heed::listen::inside {

struct ReadRow {
  std::size_t line = 0;
  std::vector<std::pair<std::string, std::string>> answers;  // Question, words as they stand.
  std::vector<std::pair<std::string, std::string>> choices;  // Question, what was picked.
  struct Theme {
    std::size_t answer;  // Which of `answers` it was given to.
    std::string heading, theme;
  };
  std::vector<Theme> themes;
  std::optional<TimeMs> said;
  std::string channel, grouping;
  bool may_quote = false;
};

Role role_of(formats::ColumnUse use);
// Rows with no answer are left out. Errors: invalid (said), with every problem in `problems`.
Result<std::vector<ReadRow>> read_rows(const formats::TableIn& table, const Mapping& mapping,
                                       std::string_view zone, std::vector<RowProblem>* problems);
// Themes of a row to its voices, under the import of `response`.
Result<> add_themes(store::Session& s, PartnershipId partnership, const NewResponse& response,
                    const ReadRow& row);
// What the import's entry in the record commits to (docs/formats/log.md).
Hash import_commitment(const Hash& file, std::size_t rows, const Hash& root);
std::string written(const formats::TableIn& table, const Mapping& mapping);  // JSON
std::string written(const ImportReport& report);                             // JSON

}  // namespace heed::listen::inside
