#include "formats/table_in.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "formats/csv_reader.h"
#include "formats/inside/spreadsheet.h"

namespace heed::formats {
namespace {

bool has_text(const TableRow& row) {
  return std::ranges::any_of(row.cells, [](const std::string& cell) { return !cell.empty(); });
}

// What the bytes are when they are surely not a table, in the person's words.
std::optional<std::string> something_else(std::string_view bytes) {
  if (bytes.starts_with("%PDF")) {
    return "This is a PDF, not a table. Please export the answers as CSV or XLSX.";
  }
  if (bytes.starts_with("\xd0\xcf\x11\xe0")) {
    return "This is an older Excel file, or one with a password. Please save it as XLSX or CSV "
           "without a password.";
  }
  if (bytes.starts_with("\x89PNG") || bytes.starts_with("\xff\xd8\xff") ||
      bytes.starts_with("GIF8")) {
    return "This is a picture, not a table.";
  }
  const std::string start = lowered(made_utf8(trimmed(bytes.substr(0, 512))));
  if (start.starts_with("<!doctype html") || start.starts_with("<html")) {
    return "This is a web page, not a table. Please export the answers as CSV or XLSX.";
  }
  return std::nullopt;
}

Result<TableIn> read_csv(std::string_view bytes, std::size_t columns_max) {
  const DecodedText decoded = TRY(decoded_text(bytes));
  TableIn table;
  table.kind = "csv";
  table.encoding = decoded.encoding;
  table.delimiter = likely_delimiter(decoded.text);
  if (decoded.encoding == "Windows-1252") {
    table.remarks.push_back(
        "The file is not in UTF-8; it was read as Windows-1252. Check that letters like é and £ "
        "look right.");
  }
  CsvReader reader(table.delimiter, columns_max);
  const auto keep = [&](TableRow&& row) { table.rows.push_back(std::move(row)); };
  TRY(reader.feed(decoded.text, keep));
  TRY(reader.finish(keep));
  return table;
}

// Takes the heading off, leaves out rows without text, and says what a person should know.
Result<TableIn> finished(TableIn table) {
  const std::size_t empty =
      std::erase_if(table.rows, [](const auto& row) { return !has_text(row); });
  if (table.rows.empty()) return refuse("The file is empty.");
  table.header = std::move(table.rows.front().cells);
  table.rows.erase(table.rows.begin());
  if (empty > 0) {
    table.remarks.push_back(empty == 1
                                ? "1 row without any text was left out."
                                : fmt::format("{} rows without any text were left out.", empty));
  }
  if (table.rows.empty()) {
    table.remarks.push_back("There is a heading row and nothing below it.");
  }
  const auto ragged = [&](const TableRow& row) { return row.cells.size() != table.header.size(); };
  const auto count = table.kind == "csv" ? std::ranges::count_if(table.rows, ragged) : 0;
  if (count > 0) {
    const std::size_t line = std::ranges::find_if(table.rows, ragged)->line;
    table.remarks.push_back(
        count == 1
            ? fmt::format("The row on line {} has more or fewer cells than the heading row.", line)
            : fmt::format("{} rows have more or fewer cells than the heading row. The first is on "
                          "line {}.",
                          count, line));
  }
  return table;
}

}  // namespace

Result<TableIn> read_table(std::string_view file_name, std::string_view bytes,
                           std::size_t columns_max) {
  if (bytes.size() > limits::kUploadBytes) {
    return refuse(
        fmt::format("The file is larger than {} MB. Please split it.", limits::kUploadBytes >> 20),
        ErrorKind::too_large);
  }
  if (bytes.empty()) return refuse("The file is empty.");
  if (bytes.starts_with("PK\x03\x04")) return finished(TRY(inside::read_spreadsheet(bytes)));
  if (auto said = something_else(bytes)) return refuse(*std::move(said));
  const std::string name = lowered(made_utf8(file_name));
  for (const std::string_view claimed : {".xlsx", ".xlsm", ".ods", ".xls"}) {
    if (name.ends_with(claimed)) {
      return refuse(
          fmt::format("The name of the file ends in {}, but it is not a spreadsheet.", claimed));
    }
  }
  return finished(TRY(read_csv(bytes, columns_max)));
}

}  // namespace heed::formats
