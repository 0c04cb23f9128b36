// XlsxOut: a workbook of text and numbers for people who open spreadsheets. Text is stored as text,
// so nothing in it can become a formula.
//
//   XlsxOut out = TRY(XlsxOut::make());
//   out.sheet("Responses", {"Reference", "What you told us"});   // heading row, frozen
//   out.row({XlsxOut::text("FM-1234-ABCD-X"), XlsxOut::number(12)});
//   const std::string bytes = TRY(std::move(out).bytes());   // or write_to(sink), piece by piece
//
// Rows are written through to a temporary file: memory does not grow with them.
// Errors: storage (no room for the temporary file), too_large (said: over 1,048,576 rows).
// Threads: one thread at a time.
// Does not: formulas, styles beyond a bold heading row. Text over Excel's 32,767 characters is cut,
// and `cut_cells` counts how often.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace heed::formats {

class XlsxOut {
 public:
  using Value = std::variant<std::string, double>;
  static Value text(std::string_view text) { return std::string(text); }
  static Value number(double value) { return value; }

  static Result<XlsxOut> make();
  XlsxOut(XlsxOut&&) noexcept;
  XlsxOut& operator=(XlsxOut&&) noexcept;
  ~XlsxOut();

  // Starts a sheet; rows go to the newest. Errors: invalid when the name is taken.
  Result<Done> sheet(std::string_view name, std::span<const std::string> heading);
  Result<Done> row(std::span<const Value> values);
  std::size_t cut_cells() const;
  Result<std::string> bytes() &&;
  // The first Error from `sink` stops it and is returned.
  Result<Done> write_to(const std::function<Result<>(std::string_view)>& sink) &&;

 private:
  struct Inside;
  explicit XlsxOut(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

// "12.5" as a spreadsheet's number; nothing for text that is more, or would come back otherwise.
std::optional<double> number_in(std::string_view text);

}  // namespace heed::formats
