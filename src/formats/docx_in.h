// docx_lines: what a Word document says, block by block, as it reads with its changes accepted.
//
//   for (const DocxLine& line : TRY(docx_lines(bytes))) ...
//
// Errors: invalid (said: not a Word document, damaged, a password), too_large (said).
// Threads: pure.
// Does not: read headers, footers, comments or pictures but for what a picture says it shows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace heed::formats {

struct DocxLine {
  std::string style;               // "Heading1", "ListBullet", "Quote", "Caption"; empty: none.
  std::string text;                // Of a row: empty.
  std::vector<std::string> cells;  // Of a row of a table.
  bool starts_table = false;       // Its first row.
  bool picture = false;            // `text` is what it says it shows.
};

Result<std::vector<DocxLine>> docx_lines(std::string_view bytes);

}  // namespace heed::formats
