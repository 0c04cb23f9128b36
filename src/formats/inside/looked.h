// Looked: a file with what was already found out about it, so that each format asks for free.
//
//   Looked file("export.csv", bytes);
//   if (file.table() && has_headings(*file.table(), {"lastpage", "startlanguage"})) ...
//
// Threads: one thread at a time.  Does not: outlive `bytes`.
#pragma once

#include <boost/json.hpp>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/survey_file.h"

namespace heed::formats::inside {

class Looked {
 public:
  Looked(std::string_view name, std::string_view bytes);

  const std::string& name() const { return name_; }  // In lower case, without folders.
  std::string_view bytes() const { return bytes_; }
  bool is_zip() const { return bytes_.starts_with("PK\x03\x04"); }
  bool named(std::string_view ending) const { return name_.ends_with(ending); }
  // As UTF-8; empty when the bytes are no text.
  const std::string& text();
  const std::string& encoding();
  std::string_view start();  // The text from its first character that is not white space.
  // A CSV or spreadsheet; null when it is none, and why_no_table() says why.
  const TableIn* table();
  const Error& why_no_table();
  // A JSON document, or the objects of one a line as an array; null when it is neither.
  const boost::json::value* json();
  bool json_lines();
  // The files of a zip that is no spreadsheet. Null: it is no such zip, or cannot be taken.
  const std::vector<FolderFile>* parts();
  const std::optional<Error>& why_no_parts() const { return parts_error_; }

 private:
  void decode();

  std::string name_;
  std::string_view bytes_;
  bool decoded_ = false, json_read_ = false, json_lines_ = false, parts_read_ = false;
  std::string text_, encoding_;
  std::optional<Result<TableIn>> table_;
  std::optional<boost::json::value> json_;
  std::optional<std::vector<FolderFile>> parts_;
  std::optional<Error> parts_error_;
};

// True when every one of `wanted` (lower case) is a heading.
bool has_headings(const TableIn& table, std::initializer_list<std::string_view> wanted);
std::size_t column_of(const TableIn& table, std::initializer_list<std::string_view> any_of);
inline constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);
std::string_view cell(const TableRow& row, std::size_t column);
// Without case, and with runs of white space as one space.
std::string plain_heading(std::string_view heading);

// A member of an object as text, by the first of `names` it has; numbers as they are written.
std::string member(const boost::json::value& object, std::initializer_list<std::string_view> names);
const boost::json::array* members(const boost::json::value& object,
                                  std::initializer_list<std::string_view> names);
std::string as_text(const boost::json::value& value);

}  // namespace heed::formats::inside
