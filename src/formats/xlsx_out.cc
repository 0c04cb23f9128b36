#include "formats/xlsx_out.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

#include "base/text.h"
#include "formats/inside/format_limits.h"

namespace heed::formats {
namespace {

// Excel refuses these in the name of a sheet, and names over 31 characters.
std::string sheet_name(std::string_view wanted) {
  std::string name;
  for (const char c : shortened(made_utf8(wanted), inside::kXlsxSheetNameChars)) {
    name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
  }
  return name.empty() ? "Sheet" : name;
}

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// What a reader would take for an escape: "_x0041_".
bool looks_escaped(std::string_view text) {
  return text.size() >= 7 && text.starts_with("_x") && text[6] == '_' &&
         std::all_of(text.begin() + 2, text.begin() + 6, is_hex);
}

// As long as Excel allows, and with _xHHHH_ for what XML cannot hold or would change (ECMA-376
// 22.9.2.19): nothing of what somebody wrote is lost. True second when cut.
std::pair<std::string, bool> cell_text(std::string_view text) {
  std::string out;
  const std::string clean = made_utf8(text);
  std::size_t units = 0;
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const auto c = static_cast<unsigned char>(clean[i]);
    const std::string_view rest = std::string_view(clean).substr(i);
    if ((c & 0xc0) != 0x80) units += c >= 0xf0 ? 2 : 1;
    if (units > inside::kXlsxCellChars) return {out, true};
    if (c < 0x20 && c != '\t' && c != '\n') {
      out += fmt::format("_x{:04X}_", c);
    } else if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
      out += rest[2] == '\xBE' ? "_xFFFE_" : "_xFFFF_";
      i += 2;
    } else if (looks_escaped(rest)) {
      out += "_x005F_";
    } else {
      out += static_cast<char>(c);
    }
  }
  return {out, false};
}

}  // namespace

struct XlsxOut::Inside {
  ~Inside() {
    // libxlsxwriter frees a workbook only by closing it.
    if (book) workbook_close(book);
    std::error_code ignored;
    if (!folder.empty()) std::filesystem::remove_all(folder, ignored);
  }
  std::string folder;  // Ours alone (0700): libxlsxwriter 1.1.4 writes files, not memory.
  std::string file;
  lxw_workbook* book = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format* bold = nullptr;
  lxw_row_t row = 0;
  std::size_t cut = 0;

  lxw_error write(lxw_col_t column, std::string_view text, lxw_format* format) {
    const auto [kept, was_cut] = cell_text(text);
    if (was_cut) ++cut;
    if (kept.empty()) return LXW_NO_ERROR;
    return worksheet_write_string(sheet, row, column, kept.c_str(), format);
  }
};

XlsxOut::XlsxOut(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
XlsxOut::XlsxOut(XlsxOut&&) noexcept = default;
XlsxOut& XlsxOut::operator=(XlsxOut&&) noexcept = default;
XlsxOut::~XlsxOut() = default;

Result<XlsxOut> XlsxOut::make() {
  auto inside = std::make_unique<Inside>();
  std::error_code error;
  inside->folder = (std::filesystem::temp_directory_path(error) / "heed-xlsx-XXXXXX").string();
  if (!mkdtemp(inside->folder.data())) {
    inside->folder.clear();
    return fail(ErrorKind::storage, "mkdtemp");
  }
  inside->file = inside->folder + "/book.xlsx";
  lxw_workbook_options options{};
  options.tmpdir = inside->folder.data();
  options.constant_memory = LXW_TRUE;
  inside->book = workbook_new_opt(inside->file.c_str(), &options);
  if (!inside->book) return fail(ErrorKind::storage, "workbook_new_opt");
  inside->bold = workbook_add_format(inside->book);
  if (!inside->bold) return fail(ErrorKind::storage, "workbook_add_format");
  format_set_bold(inside->bold);
  return XlsxOut(std::move(inside));
}

Result<Done> XlsxOut::sheet(std::string_view name, std::span<const std::string> heading) {
  Inside& in = *inside_;
  in.sheet = workbook_add_worksheet(in.book, sheet_name(name).c_str());
  if (!in.sheet) return fail(ErrorKind::invalid, "workbook_add_worksheet: name taken?");
  in.row = 0;
  for (std::size_t i = 0; i < heading.size(); ++i) {
    if (in.write(static_cast<lxw_col_t>(i), heading[i], in.bold) != LXW_NO_ERROR) {
      return fail(ErrorKind::storage, "worksheet_write_string");
    }
  }
  worksheet_freeze_panes(in.sheet, 1, 0);
  in.row = 1;
  return Done{};
}

Result<Done> XlsxOut::row(std::span<const Value> values) {
  Inside& in = *inside_;
  if (!in.sheet) return fail(ErrorKind::invalid, "row before sheet");
  if (in.row >= inside::kXlsxRows) {
    return refuse("There are more rows than a spreadsheet can hold. Please export as CSV.",
                  ErrorKind::too_large);
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    const auto* number = std::get_if<double>(&values[i]);
    const lxw_error error = number && std::isfinite(*number)
                                ? worksheet_write_number(in.sheet, in.row, column, *number, nullptr)
                            : number ? LXW_NO_ERROR
                                     : in.write(column, std::get<std::string>(values[i]), nullptr);
    if (error != LXW_NO_ERROR) return fail(ErrorKind::storage, lxw_strerror(error));
  }
  ++in.row;
  return Done{};
}

std::size_t XlsxOut::cut_cells() const { return inside_->cut; }

Result<std::string> XlsxOut::bytes() && {
  std::string bytes;
  TRY(std::move(*this).write_to([&](std::string_view piece) -> Result<> {
    bytes += piece;
    return Done{};
  }));
  return bytes;
}

Result<Done> XlsxOut::write_to(const std::function<Result<>(std::string_view)>& sink) && {
  Inside& in = *inside_;
  const lxw_error error = workbook_close(std::exchange(in.book, nullptr));
  if (error != LXW_NO_ERROR) return fail(ErrorKind::storage, lxw_strerror(error));
  std::ifstream file(in.file, std::ios::binary);
  std::string piece(inside::kPieceBytes, '\0');
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto got = static_cast<std::size_t>(file.gcount());
    if (got > 0) TRY(sink(std::string_view(piece).substr(0, got)));
  }
  if (!file.eof()) return fail(ErrorKind::storage, "reading the workbook back");
  return Done{};
}

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  if (fmt::format("{}", value) != text)
    return std::nullopt;  // "007", or more digits than it holds.
  return value;
}

}  // namespace heed::formats
