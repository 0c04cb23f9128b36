#include <algorithm>
#include <charconv>

#include "formats/inside/number_look.h"
#include "formats/inside/sheet_rows.h"
#include "formats/inside/spreadsheet.h"

namespace heed::formats::inside {
namespace {

// OpenDocument 1.2 part 1, section 9 (tables) and 6.1 (text).
class Content : public XmlEvents {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "spreadsheet") is_spreadsheet = true;
    if (name == "annotation") ++beside_;
    if (name == "table" && depth_++ == 0) sheets.emplace_back(attributes["name"]);
    if (sheets.size() != wanted) return;
    if (name == "table-row") {
      repeat_row_ = attributes.count("number-rows-repeated", 1);
      cells_.clear();
      column_ = 0;
    } else if (name == "table-cell" || name == "covered-table-cell") {
      start_cell(attributes);
    } else if (beside_ > 0) {
      return;
    } else if (name == "p" || name == "h") {
      if (paragraphs_++ > 0) text_ += '\n';
      ++in_paragraph_;
    } else if (name == "s") {
      text_.append(std::min(attributes.count("c", 1), kSpacesMax), ' ');
    } else if (name == "tab") {
      text_ += '\t';
    } else if (name == "line-break") {
      text_ += '\n';
    }
  }
  void end(std::string_view name) override {
    if (name == "annotation") --beside_;
    if (name == "table") --depth_;
    if (sheets.size() != wanted) return;
    if (name == "table-cell" || name == "covered-table-cell") end_cell();
    if (name == "table-row") end_row();
    if ((name == "p" || name == "h") && beside_ == 0) --in_paragraph_;
  }
  void text(std::string_view text) override {
    if (in_paragraph_ > 0 && beside_ == 0) text_ += text;
  }

  bool is_spreadsheet = false;
  std::vector<std::string> sheets;
  SheetRows rows;
  std::size_t wanted = 1;  // Which sheet, from 1.

 private:
  static constexpr std::size_t kSpacesMax = 10'000;  // text:s may claim any number.
  struct Cell {
    std::size_t column;
    std::string text;
  };

  void start_cell(const XmlAttributes& attributes) {
    repeat_cell_ = attributes.count("number-columns-repeated", 1);
    type_ = attributes["value-type"];
    value_ = type_ == "date"      ? attributes["date-value"]
             : type_ == "boolean" ? attributes["boolean-value"]
             : type_ == "string"  ? attributes["string-value"]
                                  : attributes["value"];
    text_.clear();
    paragraphs_ = 0;
  }
  void end_cell() {
    std::string text = shown();
    if (!text.empty()) {
      // One past the limit is enough for rows to refuse it.
      const std::size_t last = std::min(column_ + repeat_cell_, limits::kImportColumns + 1);
      for (std::size_t c = column_; c < last; ++c) cells_.push_back({c, text});
    }
    column_ += repeat_cell_;
  }
  void end_row() {
    for (std::size_t i = 0; !cells_.empty() && i < repeat_row_ && too_large.empty(); ++i) {
      for (const Cell& cell : cells_) {
        if (!rows.put(row_ + i, cell.column, cell.text)) too_large = rows.why();
      }
    }
    row_ += repeat_row_;
  }
  std::string shown() const {
    if (type_ == "date") {
      std::string date = value_.substr(0, 19);  // Without fractions of a second.
      if (date.ends_with("T00:00:00")) date.resize(date.size() - 9);
      std::ranges::replace(date, 'T', ' ');
      if (date.size() == 19 && date.ends_with(":00")) date.resize(16);
      return date;
    }
    if (type_ == "boolean") return value_ == "true" ? "TRUE" : "FALSE";
    if (type_ == "float" || type_ == "percentage" || type_ == "currency") {
      double number = 0;
      const char* end = value_.data() + value_.size();
      if (std::from_chars(value_.data(), end, number).ptr == end && !value_.empty()) {
        return shown_number(number, type_ == "percentage" ? NumberLook::percent : NumberLook::plain,
                            0);
      }
    }
    return paragraphs_ == 0 ? value_ : text_;
  }

  std::size_t row_ = 0;
  std::size_t column_ = 0;
  std::size_t repeat_row_ = 1;
  std::size_t repeat_cell_ = 1;
  std::vector<Cell> cells_;
  std::string type_;
  std::string value_;
  std::string text_;
  int paragraphs_ = 0;
  int in_paragraph_ = 0;
  int beside_ = 0;
  int depth_ = 0;
};

}  // namespace

Result<TableIn> read_ods(zip_t* zip, std::uint64_t budget_bytes, std::size_t sheet) {
  Content content;
  content.wanted = sheet + 1;
  TRY(read_part(zip, "content.xml", content, budget_bytes));
  if (!content.is_spreadsheet) {
    return refuse("This is an OpenDocument file, but not a spreadsheet.");
  }
  if (content.sheets.empty()) return refuse("The spreadsheet has no sheet.");
  if (sheet >= content.sheets.size()) return fail(ErrorKind::not_found, "no such sheet");
  TableIn table;
  table.sheets = std::move(content.sheets);
  table.rows = content.rows.take();
  return table;
}

}  // namespace heed::formats::inside
