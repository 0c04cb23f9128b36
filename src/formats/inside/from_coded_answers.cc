// Answers that somebody has coded by hand: one line for each code that an answer was given, so that
// an answer with three codes stands on three lines. They become one response with three themes.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"

namespace heed::formats::inside {
namespace {

std::size_t respondent_column(const TableIn& table) {
  return column_of(table, {"lfdn", "respondent", "respondent id", "respondent_id", "id", "case"});
}

std::size_t code_column(const TableIn& table) {
  return column_of(table, {"tag", "code", "theme", "coded as", "category"});
}

}  // namespace

bool is_coded_answers(Looked& file) {
  const TableIn* table = file.table();
  return table != nullptr && table->header.size() >= 3 && table->header.size() <= 8 &&
         respondent_column(*table) == 0 && code_column(*table) == table->header.size() - 1;
}

Result<SurveyFile> read_coded_answers(Looked& file) {
  TableIn table = *file.table();
  const std::size_t id = 0, code = table.header.size() - 1;
  // By respondent and what they said: the same respondent may have two answers.
  std::map<std::vector<std::string>, std::size_t> seen;
  std::vector<TableRow> rows;
  for (TableRow& row : table.rows) {
    row.cells.resize(code + 1);
    std::vector<std::string> key(row.cells.begin(), row.cells.end() - 1);
    const auto [at, fresh] = seen.try_emplace(std::move(key), rows.size());
    if (fresh) {
      rows.push_back(std::move(row));
      continue;
    }
    std::string& codes = rows[at->second].cells[code];
    if (!row.cells[code].empty()) codes += (codes.empty() ? "" : "\n") + row.cells[code];
  }
  const std::size_t merged = table.rows.size() - rows.size();
  table.rows = std::move(rows);
  std::erase_if(table.remarks, [](const std::string& remark) {
    return remark.find("more or fewer cells") != std::string::npos;
  });
  SurveyFile read{.kind = "coded_answers", .encoding = table.encoding, .table = std::move(table)};
  for (std::size_t c = 0; c <= code; ++c)
    read.uses.push_back(c == id         ? ColumnUse::leave_out
                        : c == code     ? ColumnUse::theme
                        : c + 1 == code ? ColumnUse::answer
                                        : ColumnUse::choice);
  read.not_carried.push_back(
      {"column " + read.table.header[id],
       "who answered is not kept; the lines of one respondent's answer are one response"});
  if (merged > 0)
    read.not_carried.push_back({fmt::format("{} lines", merged),
                                "further codes of an answer on an earlier line: kept as "
                                "its themes, not as answers of their own"});
  say_left_out(read);
  return read;
}

}  // namespace heed::formats::inside
