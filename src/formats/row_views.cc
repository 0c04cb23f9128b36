#include "formats/row_views.h"

#include <fmt/format.h>

#include "formats/csv_reader.h"

namespace heed::formats {

Result<RowViews> RowViews::of(std::string bytes) {
  RowViews rows;
  rows.text_ = std::move(TRY(formats::decoded_text(bytes)).text);
  rows.delimiter_ =
      formats::likely_delimiter(std::string_view(rows.text_).substr(0, std::size_t{1} << 16));
  return rows;
}

double RowViews::done() const {
  return text_.empty() ? 1 : static_cast<double>(at_) / static_cast<double>(text_.size());
}

// Requires: at_ is at the opening mark. Afterwards at_ is at what ends the cell.
Result<std::string_view> RowViews::quoted_cell() {
  const std::size_t started = line_;
  std::string cell;
  for (++at_; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == '\n') ++line_;
    if (c != '"') {
      cell += c;
    } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
      cell += '"';
      ++at_;
    } else {
      ++at_;
      while (at_ < text_.size() && text_[at_] != delimiter_ && text_[at_] != '\n' &&
             text_[at_] != '\r')
        cell += text_[at_++];
      unquoted_.push_back(std::move(cell));
      return std::string_view(unquoted_.back());
    }
  }
  return refuse(fmt::format("The quotation mark opened on line {} is never closed.", started));
}

Result<bool> RowViews::next() {
  while (at_ < text_.size()) {
    cells_.clear();
    unquoted_.clear();
    row_line_ = line_;
    bool more = true;
    while (more) {
      if (at_ < text_.size() && text_[at_] == '"') {
        cells_.push_back(TRY(quoted_cell()));
      } else {
        const std::size_t from = at_;
        while (at_ < text_.size() && text_[at_] != delimiter_ && text_[at_] != '\n' &&
               text_[at_] != '\r')
          ++at_;
        cells_.push_back(std::string_view(text_).substr(from, at_ - from));
      }
      more = at_ < text_.size() && text_[at_] == delimiter_;
      if (more) ++at_;
    }
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
    if (cells_.size() > 1 || !cells_[0].empty()) return true;
  }
  return false;
}

}  // namespace heed::formats
