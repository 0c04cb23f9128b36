// read_table: a file somebody brings (CSV as any tool writes it, XLSX, ODS) as rows of text.
//
//   const TableIn table = TRY(read_table(upload.file_name, upload.bytes));
//   table.header[2]; for (const TableRow& row : table.rows) row.cells[2];   // may be ragged
//   for (const std::string& said : table.remarks) ...                       // tell the person
//
// What the file is, is told from its bytes, never from its name alone. CSV cells are byte-exact
// after decoding to UTF-8. Spreadsheet cells read as people see them: dates as ISO, 5 not 5.0.
// Errors: invalid (said: one sentence, with the line), too_large (said).
// Threads: pure.
// Does not: stream spreadsheets. For CSV as it arrives see csv_reader.h.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"

namespace heed::formats {

struct TableRow {
  std::size_t line;  // CSV: line of the file on which the row starts, from 1. Sheets: the row.
  std::vector<std::string> cells;
};

struct TableIn {
  std::string kind;                 // "csv", "xlsx" or "ods".
  std::string encoding;             // "UTF-8", "UTF-16LE", "UTF-16BE" or "Windows-1252".
  char delimiter = ',';             // CSV only.
  std::vector<std::string> header;  // The first row that is not empty.
  std::vector<TableRow> rows;       // The rows after it; rows without any text are left out.
  std::vector<std::string> sheets;  // Names of the sheets of a spreadsheet; the first one was read.
  std::vector<std::string> remarks;  // Sentences about what was assumed or left out.
};

// CSV with more than `columns_max` columns is refused.
Result<TableIn> read_table(std::string_view file_name, std::string_view bytes,
                           std::size_t columns_max = limits::kImportColumns);

}  // namespace heed::formats
