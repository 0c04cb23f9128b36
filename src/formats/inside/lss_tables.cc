#include "formats/inside/lss_tables.h"

#include <charconv>

#include "base/text.h"
#include "formats/inside/xml_events.h"

namespace heed::formats::inside {
namespace {

constexpr std::size_t kLssRows = 500'000;  // The largest survey seen has 4,000.
constexpr std::size_t kLssDepth = 12;

// document > table > rows > row > field.
class Tables : public XmlEvents {
 public:
  void start(std::string_view name, const XmlAttributes&) override {
    path_.emplace_back(name);
    text_.clear();
    if (path_.size() > kLssDepth) too_large = "The survey file is nested too deeply.";
    if (path_.size() == 1) is_document = name == "document";
    if (in_rows() && path_.size() == 4 && name == "row") {
      if (++rows_ > kLssRows) too_large = "The survey file has more rows than can be taken.";
      file.tables[path_[1]].emplace_back();
    }
  }
  void end(std::string_view name) override {
    if (path_.size() == 2 && name == "LimeSurveyDocType") file.doc_type = trimmed(text_);
    if (path_.size() == 2 && name == "DBVersion") {
      const std::string_view number = trimmed(text_);
      std::from_chars(number.data(), number.data() + number.size(), file.version);
    }
    if (path_.size() == 3 && path_[1] == "languages" && name == "language")
      file.languages.emplace_back(trimmed(text_));
    if (in_rows() && path_.size() == 5 && !file.tables[path_[1]].empty())
      file.tables[path_[1]].back()[path_[4]] = text_;
    if (!path_.empty()) path_.pop_back();
    text_.clear();
  }
  void text(std::string_view text) override { text_ += text; }

  LssFile file;
  bool is_document = false;

 private:
  bool in_rows() const { return path_.size() >= 4 && path_[2] == "rows" && path_[3] == "row"; }
  std::vector<std::string> path_;
  std::string text_;
  std::size_t rows_ = 0;
};

}  // namespace

const std::vector<LssRow>& LssFile::rows(std::string_view table) const {
  static const std::vector<LssRow> kNone;
  const auto found = tables.find(table);
  return found == tables.end() ? kNone : found->second;
}

std::string_view field(const LssRow& row, std::string_view name) {
  const auto found = row.find(name);
  return found == row.end() ? std::string_view{} : std::string_view(found->second);
}

Result<LssFile> read_lss_tables(std::string_view xml) {
  Tables tables;
  const auto read = read_xml(xml, tables);
  if (!read) {
    if (!read.error().said.empty()) return Error(read.error());
    Error error = refuse("The LimeSurvey file is damaged: its XML cannot be read to the end.");
    error.detail = read.error().detail;
    return error;
  }
  if (!tables.is_document) return refuse("This is XML, but not a LimeSurvey survey.");
  if (tables.file.doc_type != "Survey")
    return refuse("This LimeSurvey file holds no whole survey. Please export the survey (.lss).");
  return std::move(tables.file);
}

}  // namespace heed::formats::inside
