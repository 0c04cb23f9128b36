// One sheet of an XLSX (ECMA-376) or ODS (OpenDocument 1.2) file, within bounds. liborcus was
// tried: its 0.17 reads no inline strings and drops repeated rows, and an import loses nothing.
#pragma once

#include <string_view>

#include "formats/inside/xml_events.h"
#include "formats/table_in.h"

namespace heed::formats::inside {

// `sheet` counts from 0; one that is not there is not_found. Fills kind, sheets, rows (every row
// that has text, the heading still among them) and remarks. Errors: invalid (said), too_large
// (said).
Result<TableIn> read_spreadsheet(std::string_view bytes, std::size_t sheet = 0);

Result<TableIn> read_xlsx(zip_t* zip, std::uint64_t budget_bytes, std::size_t sheet);
Result<TableIn> read_ods(zip_t* zip, std::uint64_t budget_bytes, std::size_t sheet);

}  // namespace heed::formats::inside
