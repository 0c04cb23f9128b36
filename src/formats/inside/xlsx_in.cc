#include <charconv>
#include <cstdlib>
#include <map>

#include "formats/inside/number_look.h"
#include "formats/inside/sheet_rows.h"
#include "formats/inside/spreadsheet.h"

namespace heed::formats::inside {
namespace {

struct Workbook : XmlEvents {
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr") {
      const std::string_view flag = attributes["date1904"];
      if (flag == "1" || flag == "true") origin_days = -24'107;  // 1 January 1904.
    }
    if (name != "sheet") return;
    names.emplace_back(attributes["name"]);
    relations.emplace_back(attributes["id"]);
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  std::vector<std::string> names;
  std::vector<std::string> relations;
  std::int64_t origin_days = -25'569;  // 30 December 1899, so that 1 March 1900 is right.
};

struct Relations : XmlEvents {
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "Relationship") targets[std::string(attributes["Id"])] = attributes["Target"];
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
  // The part in the zip file that the workbook means.
  std::string part(const std::string& id) const {
    const auto found = targets.find(id);
    if (found == targets.end()) return "xl/worksheets/sheet1.xml";
    return found->second.starts_with('/') ? found->second.substr(1) : "xl/" + found->second;
  }
  std::map<std::string, std::string> targets;
};

// _x000D_ and the like stand for characters that XML cannot hold (ECMA-376 22.9.2.19).
std::string unescaped_cell(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    const char* digits = text.data() + i + 2;
    if (text[i] == '_' && i + 7 <= text.size() && text[i + 1] == 'x' && text[i + 6] == '_' &&
        std::from_chars(digits, digits + 4, code, 16).ptr == digits + 4 && code > 0 &&
        (code < 0x80 || code >= 0xFFFE)) {
      if (code < 0x80)
        out += static_cast<char>(code);
      else
        out += code == 0xFFFE ? "\xEF\xBF\xBE" : "\xEF\xBF\xBF";
      i += 6;
    } else {
      out += text[i];
    }
  }
  return out;
}

struct SharedStrings : XmlEvents {
  void start(std::string_view name, const XmlAttributes&) override {
    if (name == "rPh") ++phonetic_;
    in_text_ = name == "t" && phonetic_ == 0;
  }
  void end(std::string_view name) override {
    in_text_ = false;
    if (name == "rPh") --phonetic_;
    if (name == "si") strings.push_back(unescaped_cell(std::exchange(current_, {})));
  }
  void text(std::string_view text) override {
    if (in_text_) current_ += text;
  }
  std::vector<std::string> strings;

 private:
  std::string current_;
  int phonetic_ = 0;
  bool in_text_ = false;
};

struct Styles : XmlEvents {
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "numFmt") {
      own_[attributes.count("numFmtId", 0)] = look_of_code(attributes["formatCode"]);
    }
    if (name == "cellXfs") in_cells_ = true;
    if (name != "xf" || !in_cells_) return;
    const std::size_t id = attributes.count("numFmtId", 0);
    const auto found = own_.find(id);
    looks.push_back(found == own_.end() ? look_of_builtin(id) : found->second);
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") in_cells_ = false;
  }
  void text(std::string_view) override {}
  std::vector<NumberLook> looks;  // By the cell's s.

 private:
  std::map<std::size_t, NumberLook> own_;
  bool in_cells_ = false;
};

class Sheet : public XmlEvents {
 public:
  Sheet(const SharedStrings& strings, const Styles& styles, std::int64_t origin_days)
      : strings_(strings), styles_(styles), origin_days_(origin_days) {}

  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "row") {
      row_ = attributes.count("r", row_ + 1);  // From 1; some writers leave it out.
      column_ = 0;
    } else if (name == "c") {
      type_ = attributes["t"];
      style_ = attributes.count("s", 0);
      place(attributes["r"]);
      value_.clear();
    } else if (name == "rPh") {
      ++phonetic_;
    }
    in_value_ = name == "v" || (name == "t" && phonetic_ == 0);
  }
  void end(std::string_view name) override {
    in_value_ = false;
    if (name == "rPh") --phonetic_;
    if (name != "c") return;
    if (!rows.put(row_ == 0 ? 0 : row_ - 1, column_, shown())) too_large = rows.why();
    ++column_;
  }
  void text(std::string_view text) override {
    if (in_value_) value_ += text;
  }
  SheetRows rows;

 private:
  // "AB12": only the letters matter, the row says which it is.
  void place(std::string_view reference) {
    std::size_t column = 0;
    for (std::size_t i = 0; i < reference.size() && column < 20'000; ++i) {
      const char c = static_cast<char>(reference[i] | 0x20);
      if (c < 'a' || c > 'z') break;
      column = column * 26 + static_cast<std::size_t>(c - 'a' + 1);
    }
    if (column > 0) column_ = column - 1;
  }
  std::string shown() const {
    if (type_ == "s") {
      std::size_t id = 0;
      const char* end = value_.data() + value_.size();
      const auto result = std::from_chars(value_.data(), end, id);
      return result.ptr == end && id < strings_.strings.size() ? strings_.strings[id] : "";
    }
    if (type_ == "inlineStr" || type_ == "str") return unescaped_cell(value_);
    if (type_ == "b") return value_ == "1" ? "TRUE" : "FALSE";
    if (type_ == "e" || type_ == "d" || value_.empty()) return value_;
    double number = 0;
    const char* end = value_.data() + value_.size();
    const auto result = std::from_chars(value_.data(), end, number);
    if (result.ec != std::errc{} || result.ptr != end) return value_;
    const auto look = style_ < styles_.looks.size() ? styles_.looks[style_] : NumberLook::plain;
    return shown_number(number, look, origin_days_);
  }

  const SharedStrings& strings_;
  const Styles& styles_;
  const std::int64_t origin_days_;
  std::size_t row_ = 0;
  std::size_t column_ = 0;
  std::size_t style_ = 0;
  std::string type_;
  std::string value_;
  int phonetic_ = 0;
  bool in_value_ = false;
};

// Parts that a workbook may do without.
Result<Done> read_if_there(zip_t* zip, const std::string& name, XmlEvents& events,
                           std::uint64_t& budget_bytes) {
  auto read = read_part(zip, name, events, budget_bytes);
  if (read.failed_with(ErrorKind::not_found)) return Done{};
  return read;
}

}  // namespace

Result<TableIn> read_xlsx(zip_t* zip, std::uint64_t budget_bytes, std::size_t sheet_number) {
  Workbook workbook;
  TRY(read_part(zip, "xl/workbook.xml", workbook, budget_bytes));
  if (workbook.names.empty()) return refuse("The spreadsheet has no sheet.");
  if (sheet_number >= workbook.relations.size()) return fail(ErrorKind::not_found, "no such sheet");
  Relations relations;
  SharedStrings strings;
  Styles styles;
  TRY(read_if_there(zip, "xl/_rels/workbook.xml.rels", relations, budget_bytes));
  TRY(read_if_there(zip, "xl/sharedStrings.xml", strings, budget_bytes));
  TRY(read_if_there(zip, "xl/styles.xml", styles, budget_bytes));
  Sheet sheet(strings, styles, workbook.origin_days);
  TRY(read_part(zip, relations.part(workbook.relations[sheet_number]), sheet, budget_bytes));
  TableIn table;
  table.sheets = std::move(workbook.names);
  table.rows = sheet.rows.take();
  return table;
}

}  // namespace heed::formats::inside
