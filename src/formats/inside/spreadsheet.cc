#include "formats/inside/spreadsheet.h"

#include <fmt/format.h>

#include <memory>

#include "formats/inside/format_limits.h"

namespace heed::formats::inside {
namespace {

Error damaged(std::string detail) {
  Error error = refuse(
      "The spreadsheet is damaged and cannot be read. Please save it again, or save it as CSV.");
  error.detail = std::move(detail);
  return error;
}

// "xlsx" or "ods", once what the parts claim to unpack to is something we can take.
Result<std::string> checked_kind(zip_t* zip, std::size_t size) {
  const zip_int64_t parts = zip_get_num_entries(zip, 0);
  if (parts > kZipParts) {
    return refuse("The file has far more parts than a spreadsheet needs; it was not opened.",
                  ErrorKind::too_large);
  }
  std::uint64_t unpacked = 0;
  std::string kind;
  for (zip_int64_t i = 0; i < parts; ++i) {
    zip_stat_t part;
    zip_stat_init(&part);
    if (zip_stat_index(zip, static_cast<zip_uint64_t>(i), 0, &part) != 0) {
      return damaged("zip_stat_index");
    }
    if ((part.valid & ZIP_STAT_ENCRYPTION_METHOD) && part.encryption_method != ZIP_EM_NONE) {
      return refuse("The spreadsheet has a password. Please save it without one.");
    }
    unpacked += std::min(part.size, kUnpackedBytes + 1);
    if (unpacked > kUnpackedBytes ||
        (unpacked > kUnpackedAlwaysFine && unpacked / kUnpackedRatio > size)) {
      return refuse("The spreadsheet unpacks to far more than its size; it was not opened.",
                    ErrorKind::too_large);
    }
    const std::string_view name = part.name;
    if (name.starts_with("word/")) return refuse("This is a Word document, not a table.");
    if (name == "xl/workbook.xml") kind = "xlsx";
    if (name == "content.xml" && kind.empty()) kind = "ods";
  }
  if (kind.empty()) return refuse("This file is not a spreadsheet (XLSX or ODS) or a CSV file.");
  return kind;
}

}  // namespace

Result<TableIn> read_spreadsheet(std::string_view bytes, std::size_t sheet) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (!source) return fail(ErrorKind::internal, "zip_source_buffer_create");
  const Zip zip(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (!zip) {
    zip_source_free(source);
    return damaged("zip_open_from_source");
  }
  const std::string kind = TRY(checked_kind(zip.get(), bytes.size()));
  auto table = kind == "xlsx" ? read_xlsx(zip.get(), kUnpackedBytes, sheet)
                              : read_ods(zip.get(), kUnpackedBytes, sheet);
  if (!table) {
    if (table.failed_with(ErrorKind::not_found) && sheet > 0) return std::move(table).error();
    if (table.error().said.empty()) return damaged(table.error().detail);
    return std::move(table).error();
  }
  table->kind = kind;
  table->encoding = "UTF-8";
  if (table->sheets.size() > 1 && sheet == 0) {
    table->remarks.push_back(fmt::format("The file has {} sheets; the first, “{}”, was read.",
                                         table->sheets.size(), table->sheets.front()));
  }
  return table;
}

}  // namespace heed::formats::inside
