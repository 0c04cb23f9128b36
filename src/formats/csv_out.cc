#include "formats/csv_out.h"

namespace heed::formats {

bool looks_like_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
}

CsvOut& CsvOut::cell(std::string_view text) {
  if (!std::exchange(first_, false)) line_ += ',';
  // Also what begins with a ' before such a sign, so that taking one ' away gives every text back.
  const bool guarded =
      formulas_ == Formulas::made_safe &&
      looks_like_formula(text.substr(std::min(text.find_first_not_of('\''), text.size())));
  // A row of one empty cell would be a blank line, and text with white space at its ends is
  // trimmed by some readers: both are quoted.
  const bool quoted = text.empty() || text.find_first_of("\",;\t\r\n") != std::string_view::npos ||
                      text.front() == ' ' || text.back() == ' ';
  if (!quoted) {
    if (guarded) line_ += '\'';
    line_ += text;
    return *this;
  }
  line_ += '"';
  if (guarded) line_ += '\'';
  for (const char c : text) {
    if (c == '"') line_ += '"';
    line_ += c;
  }
  line_ += '"';
  return *this;
}

void CsvOut::end_row() {
  line_ += "\r\n";
  sink_(line_);
  line_.clear();
  first_ = true;
}

void CsvOut::row(std::span<const std::string> cells) {
  for (const std::string& text : cells) cell(text);
  end_row();
}

void CsvOut::row(std::initializer_list<std::string_view> cells) {
  for (const std::string_view text : cells) cell(text);
  end_row();
}

}  // namespace heed::formats
