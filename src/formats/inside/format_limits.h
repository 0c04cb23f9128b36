// Numbers that bound what a file may make us do, with their reasons.
#pragma once

#include <cstddef>
#include <cstdint>

namespace heed::formats::inside {

// A quotation mark that is never closed must not swallow the memory; the longest real cell seen is
// under 60 kB.
constexpr std::size_t kCsvRowBytes = 16 * 1024 * 1024;
constexpr std::size_t kGuessBytes = 256 * 1024;  // Looked at to guess the delimiter.
constexpr std::size_t kGuessRows = 20;
// Vote matrices have a column for each statement; what is imported keeps to limits::kImportColumns.
constexpr std::size_t kTableColumnsWide = 5'000;

// Zip bombs: all parts of a spreadsheet unpacked, and how much they may grow when they are large.
constexpr std::uint64_t kUnpackedBytes = 512ull * 1024 * 1024;
constexpr std::uint64_t kUnpackedAlwaysFine = 10ull * 1024 * 1024;
constexpr std::uint64_t kUnpackedRatio = 100;
constexpr std::int64_t kZipParts = 2'000;
constexpr std::size_t kSheetTextBytes = 512ull * 1024 * 1024;  // Repeated text counts each time.

constexpr std::size_t kPieceBytes = 64 * 1024;   // Of a workbook on its way out.
constexpr std::size_t kXlsxRows = 1'048'576;     // Excel's own.
constexpr std::size_t kXlsxCellChars = 32'767;   // Excel's own, in UTF-16 units.
constexpr std::size_t kXlsxSheetNameChars = 31;  // Excel's own.

}  // namespace heed::formats::inside
