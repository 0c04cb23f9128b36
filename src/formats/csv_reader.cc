#include "formats/csv_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "formats/inside/format_limits.h"

namespace heed::formats {
namespace {

void append_utf8(std::string& out, char32_t c) {
  const auto low = [&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | (c >> 6));
    low(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | (c >> 12));
    low(6);
    low(0);
  } else {
    out += static_cast<char>(0xf0 | (c >> 18));
    low(12);
    low(6);
    low(0);
  }
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
  std::string out;
  out.reserve(bytes.size());
  const auto unit = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(bytes[i]);
    const auto b = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(big_endian ? a << 8 | b : b << 8 | a);
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xd800 && c < 0xdc00 && i + 3 < bytes.size()) {
      const char32_t next = unit(i + 2);
      if (next >= 0xdc00 && next < 0xe000) {
        c = 0x10000 + ((c - 0xd800) << 10) + (next - 0xdc00);
        i += 2;
      }
    }
    append_utf8(out, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
  }
  return out;
}

// The WHATWG Encoding Standard's windows-1252: the five unused bytes are the C1 controls.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
    0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

std::string from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char byte : bytes) {
    const auto c = static_cast<unsigned char>(byte);
    append_utf8(out, c >= 0x80 && c < 0xa0 ? kWindows1252[c - 0x80] : c);
  }
  return out;
}

}  // namespace

Result<Done> CsvReader::end_cell() {
  if (row_.cells.size() >= columns_max_) {
    return refuse(
        fmt::format("Line {}: the row has more than {} columns.", row_.line, columns_max_),
        ErrorKind::too_large);
  }
  row_.cells.push_back(std::move(cell_));
  cell_.clear();
  return Done{};
}

Result<Done> CsvReader::end_row(const EachRow& each_row) {
  TRY(end_cell());
  if (++rows_ > limits::kImportRows) {
    return refuse(
        fmt::format("The file has more than {} rows. Please split it.", limits::kImportRows),
        ErrorKind::too_large);
  }
  const std::size_t cells = row_.cells.size();
  each_row(std::exchange(row_, {}));
  row_.cells.reserve(cells);
  state_ = State::row_start;
  return Done{};
}

// One byte that is not the middle of a run (feed takes those by the stretch).
Result<Done> CsvReader::take(char c, const EachRow& each_row) {
  const bool follows_cr = std::exchange(after_cr_, c == '\r');
  if (c == '\n' && follows_cr && state_ == State::row_start) return Done{};
  const bool ends_line = c == '\n' || c == '\r';
  const std::size_t here = line_;
  if (ends_line && !(c == '\n' && follows_cr)) ++line_;

  if (state_ == State::quoted) {
    if (c == '"') {
      state_ = State::quote_in_quoted;
    } else {
      cell_ += c;
    }
    return Done{};
  }
  if (state_ == State::row_start) {
    if (ends_line) return Done{};  // A blank line.
    row_.line = here;
    state_ = State::cell_start;
  }
  if (ends_line) return end_row(each_row);
  if (c == delimiter_) {
    state_ = State::cell_start;
    return end_cell();
  }
  if (c == '"' && state_ == State::cell_start) {
    quote_line_ = here;
    state_ = State::quoted;
    return Done{};
  }
  if (c == '"' && state_ == State::quote_in_quoted) {
    state_ = State::quoted;
  } else {
    state_ = State::plain;
  }
  cell_ += c;
  return Done{};
}

Result<Done> CsvReader::feed(std::string_view chunk, const EachRow& each_row) {
  const std::array plain_ends = {delimiter_, '\r', '\n'};
  const std::array quoted_ends = {'"', '\r', '\n'};
  std::size_t row_bytes = cell_.size();
  for (const std::string& cell : row_.cells) row_bytes += cell.size();
  for (std::size_t i = 0; i < chunk.size();) {
    if (state_ == State::plain || state_ == State::quoted) {
      const auto& ends = state_ == State::plain ? plain_ends : quoted_ends;
      std::size_t end = i;
      while (end < chunk.size() && chunk[end] != ends[0] && chunk[end] != ends[1] &&
             chunk[end] != ends[2])
        ++end;
      if (end > i) {
        after_cr_ = false;
        cell_.append(chunk, i, end - i);
        row_bytes += end - i;
        i = end;
        continue;
      }
    }
    TRY(take(chunk[i], each_row));
    ++i;
    row_bytes = state_ == State::row_start ? 0 : row_bytes + 1;
    if (row_bytes > inside::kCsvRowBytes) {
      return state_ == State::quoted
                 ? refuse(fmt::format("Line {}: a quotation mark is opened and not closed within "
                                      "{} MB.",
                                      quote_line_, inside::kCsvRowBytes >> 20))
                 : refuse(fmt::format("Line {}: the row is longer than {} MB.", row_.line,
                                      inside::kCsvRowBytes >> 20),
                          ErrorKind::too_large);
    }
  }
  return Done{};
}

Result<Done> CsvReader::finish(const EachRow& each_row) {
  if (state_ == State::quoted) {
    return refuse(
        fmt::format("Line {}: a quotation mark is opened and never closed.", quote_line_));
  }
  if (state_ != State::row_start) TRY(end_row(each_row));
  return Done{};
}

namespace {

// UTF-16 that somebody took the BOM off: mostly Latin letters, so every other byte is 0.
std::optional<bool> big_endian_by_zeros(std::string_view bytes) {
  bytes = bytes.substr(0, 512);
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    if (bytes[i] == '\0') ++(i % 2 == 0 ? even : odd);
  const std::size_t most = bytes.size() * 3 / 8;
  if (bytes.size() < 8 || (even > 0 && odd > 0)) return std::nullopt;
  if (even > most) return true;
  if (odd > most) return false;
  return std::nullopt;
}

}  // namespace

Result<DecodedText> decoded_text(std::string_view bytes) {
  DecodedText out;
  if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) {
    const bool big_endian = bytes[0] == '\xfe';
    out = {from_utf16(bytes.substr(2), big_endian), big_endian ? "UTF-16BE" : "UTF-16LE"};
  } else if (const auto big_endian = big_endian_by_zeros(bytes)) {
    out = {from_utf16(bytes, *big_endian), *big_endian ? "UTF-16BE" : "UTF-16LE"};
  } else {
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    if (is_utf8(bytes)) {
      out = {std::string(bytes), "UTF-8"};
    } else {
      out = {from_windows_1252(bytes), "Windows-1252"};
    }
  }
  if (out.text.find('\0') != std::string::npos) {
    return refuse("This file is not a table of text: it holds bytes that no text has.");
  }
  return out;
}

char likely_delimiter(std::string_view text) {
  text = text.substr(0, inside::kGuessBytes);
  constexpr std::array kCandidates = {',', ';', '\t', '|'};
  // Delimiters outside quotes, for each of the first rows.
  std::vector<std::array<std::size_t, 4>> rows(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') {
      if (i > 0 && (text[i - 1] == '\n' || text[i - 1] == '\r')) continue;
      if (rows.size() == inside::kGuessRows) break;
      rows.emplace_back();
    }
    const auto found = std::ranges::find(kCandidates, c);
    if (found != kCandidates.end()) ++rows.back()[found - kCandidates.begin()];
  }
  // The one that cuts most rows into as many cells as the first; then the one that cuts more.
  char best = ',';
  std::pair<std::size_t, std::size_t> best_score{0, 0};
  for (std::size_t k = 0; k < kCandidates.size(); ++k) {
    const std::size_t in_first = rows[0][k];
    if (in_first == 0) continue;
    const auto alike = static_cast<std::size_t>(
        std::ranges::count_if(rows, [&](const auto& row) { return row[k] == in_first; }));
    const std::pair score{alike, in_first};
    if (score > best_score) {
      best = kCandidates[k];
      best_score = score;
    }
  }
  return best;
}

}  // namespace heed::formats
