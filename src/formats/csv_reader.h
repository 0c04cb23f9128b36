// CsvReader: CSV (RFC 4180 and what tools really write) in UTF-8, fed in chunks of any size.
//
//   CsvReader reader(',');
//   TRY(reader.feed(chunk, [&](TableRow&& row) { ... }));   // as often as there are chunks
//   TRY(reader.finish(each_row));                            // the last row; unclosed quotes
//
// CRLF, LF and CR end a row; inside quotes they are text. A quotation mark inside an unquoted cell,
// or text after a closing mark, is kept as it stands. Blank lines give no row.
// Errors: invalid (said, names the line), too_large (said).
// Threads: one thread at a time.
// Does not: decode other encodings, or guess the delimiter (decoded_text and likely_delimiter do).
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "formats/table_in.h"

namespace heed::formats {

class CsvReader {
 public:
  using EachRow = std::function<void(TableRow&&)>;

  explicit CsvReader(char delimiter, std::size_t columns_max = limits::kImportColumns)
      : delimiter_(delimiter), columns_max_(columns_max) {}
  Result<Done> feed(std::string_view chunk, const EachRow& each_row);
  Result<Done> finish(const EachRow& each_row);

 private:
  enum class State { row_start, cell_start, plain, quoted, quote_in_quoted };
  Result<Done> end_cell();
  Result<Done> end_row(const EachRow& each_row);
  Result<Done> take(char c, const EachRow& each_row);

  const char delimiter_;
  const std::size_t columns_max_;
  State state_ = State::row_start;
  bool after_cr_ = false;
  std::size_t line_ = 1;
  std::size_t quote_line_ = 1;
  std::size_t rows_ = 0;
  TableRow row_{1, {}};
  std::string cell_;
};

struct DecodedText {
  std::string text;      // UTF-8 without BOM.
  std::string encoding;  // As in TableIn.
};
// UTF-8 when it is valid, UTF-16 by its BOM or its zeros, else Windows-1252. Errors: invalid
// (said).
Result<DecodedText> decoded_text(std::string_view bytes);
// Of `,` `;` tab `|`: the one found most often outside quotes in the first lines, `,` when none is.
char likely_delimiter(std::string_view text);

}  // namespace heed::formats
