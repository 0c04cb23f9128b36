// A plain table: CSV, TSV, XLSX or ODS of no tool that is known.
#include <algorithm>

#include "base/text.h"
#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"

namespace heed::formats::inside {

namespace {

// "Ident 1", "Q12": codes, with the wordings in the row below.
bool only_codes(const std::vector<std::string>& header) {
  return header.size() > 1 && std::ranges::all_of(header, [](const std::string& heading) {
           const std::string_view text = trimmed(heading);
           return !text.empty() && text.size() <= 12 && text.back() >= '0' && text.back() <= '9' &&
                  (text.front() | 0x20) >= 'a' && (text.front() | 0x20) <= 'z';
         });
}

bool only_wordings(const TableRow& row, std::size_t columns) {
  return row.cells.size() == columns && std::ranges::all_of(row.cells, [](const std::string& cell) {
           return cell.size() >= 12 && cell.find(' ') != std::string::npos;
         });
}

// A letter or a licence has commas too; a name that promises no table is believed when the lines
// do not look like one.
bool looks_like_prose(const Looked& file, const TableIn& table) {
  if (table.kind != "csv") return false;
  for (const std::string_view ending : {".csv", ".tsv", ".tab"})
    if (file.named(ending)) return false;
  if (table.header.size() < 2) return true;
  const auto ragged = std::ranges::count_if(
      table.rows, [&](const TableRow& row) { return row.cells.size() != table.header.size(); });
  return static_cast<std::size_t>(ragged) * 2 > table.rows.size();
}

}  // namespace

bool is_table(Looked& file) { return file.table() != nullptr; }

Result<SurveyFile> read_plain_table(Looked& file) {
  TableIn table = *file.table();
  if (looks_like_prose(file, table)) return refuse("This is text, but not a table.");
  if (!table.rows.empty() && only_codes(table.header) &&
      only_wordings(table.rows.front(), table.header.size())) {
    table.header = std::move(table.rows.front().cells);
    table.rows.erase(table.rows.begin());
  }
  const std::string kind =
      table.kind == "csv" && table.delimiter == '\t' ? std::string("tsv") : table.kind;
  return guessed(kind, std::move(table));
}

}  // namespace heed::formats::inside
