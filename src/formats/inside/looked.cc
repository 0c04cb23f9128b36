#include "formats/inside/looked.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <memory>

#include "base/limits.h"
#include "base/text.h"
#include "formats/csv_reader.h"
#include "formats/inside/format_limits.h"
#include "formats/inside/xml_events.h"

namespace heed::formats::inside {
namespace {

namespace json = boost::json;

// Files from elsewhere nest a few levels; a bomb nests thousands.
const json::parse_options kJson = [] {
  json::parse_options options;
  options.max_depth = 64;
  return options;
}();

std::optional<json::value> parsed(std::string_view text) {
  boost::system::error_code error;
  json::value value = json::parse(text, error, {}, kJson);
  if (error) return std::nullopt;
  return value;
}

std::optional<json::value> parsed_lines(std::string_view text) {
  json::array lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    auto value = parsed(line);
    if (!value || !value->is_object()) return std::nullopt;
    lines.push_back(*std::move(value));
  }
  if (lines.empty()) return std::nullopt;
  return json::value(std::move(lines));
}

struct CloseZipFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

Result<std::vector<FolderFile>> unpacked(zip_t* zip) {
  std::vector<FolderFile> files;
  std::uint64_t budget = kUnpackedBytes;
  const zip_int64_t count = zip_get_num_entries(zip, 0);
  if (count > kZipParts)
    return refuse("The zip file has too many files in it.", ErrorKind::too_large);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* const name = zip_get_name(zip, static_cast<zip_uint64_t>(i), 0);
    if (name == nullptr || std::string_view(name).ends_with('/')) continue;
    const std::unique_ptr<zip_file_t, CloseZipFile> file(
        zip_fopen_index(zip, static_cast<zip_uint64_t>(i), 0));
    if (!file) return refuse("The zip file is damaged, or has a password.");
    FolderFile part{.path = made_utf8(name), .bytes = {}};
    char buffer[64 * 1024];
    for (zip_int64_t got = 0; (got = zip_fread(file.get(), buffer, sizeof buffer)) != 0;) {
      if (got < 0) return refuse("The zip file is damaged.");
      if (static_cast<std::uint64_t>(got) > budget)
        return refuse("The zip file unpacks to far more than its size; it was not opened.",
                      ErrorKind::too_large);
      budget -= static_cast<std::uint64_t>(got);
      part.bytes.append(buffer, static_cast<std::size_t>(got));
    }
    files.push_back(std::move(part));
  }
  std::ranges::sort(files, {}, &FolderFile::path);
  return files;
}

bool office_file(const std::vector<FolderFile>& files) {
  return std::ranges::any_of(files, [](const FolderFile& file) {
    return file.path.starts_with("xl/") || file.path.starts_with("word/") ||
           file.path == "content.xml";
  });
}

}  // namespace

Looked::Looked(std::string_view name, std::string_view bytes) : bytes_(bytes) {
  name_ = lowered(made_utf8(name.substr(name.rfind('/') + 1)));
}

void Looked::decode() {
  if (decoded_) return;
  decoded_ = true;
  auto decoded = decoded_text(bytes_);
  if (!decoded) return;
  text_ = std::move(decoded->text);
  encoding_ = std::move(decoded->encoding);
}

const std::string& Looked::text() {
  decode();
  return text_;
}

const std::string& Looked::encoding() {
  decode();
  return encoding_;
}

std::string_view Looked::start() {
  const std::string_view all = text();
  const std::size_t first = all.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view{} : all.substr(first);
}

const TableIn* Looked::table() {
  if (!table_) {
    const std::string_view first = start();
    // JSON, XML and mail have commas too.
    if (!is_zip() && (first.starts_with('{') || first.starts_with('[') || first.starts_with('<') ||
                      first.starts_with("BEGIN:V")))
      table_.emplace(refuse("This file is not a table."));
    else
      table_.emplace(read_table(name_, bytes_, kTableColumnsWide));
  }
  return *table_ ? &**table_ : nullptr;
}

const Error& Looked::why_no_table() {
  table();
  return table_->error();
}

const json::value* Looked::json() {
  if (!json_read_) {
    json_read_ = true;
    const std::string_view first = is_zip() ? std::string_view{} : start();
    if (first.starts_with('{') || first.starts_with('[')) {
      json_ = parsed(text());
      if (!json_ && first.starts_with('{')) {
        json_ = parsed_lines(text());
        json_lines_ = json_.has_value();
      }
    }
  }
  return json_ ? &*json_ : nullptr;
}

bool Looked::json_lines() {
  json();
  return json_lines_;
}

const std::vector<FolderFile>* Looked::parts() {
  if (!parts_read_ && is_zip()) {
    parts_read_ = true;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes_.data(), bytes_.size(), 0, &error);
    const Zip zip(source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr);
    if (!zip) {
      if (source) zip_source_free(source);
      parts_error_ = refuse("The zip file is damaged and cannot be read.");
    } else if (auto files = unpacked(zip.get()); !files) {
      parts_error_ = std::move(files).error();
    } else if (!office_file(*files)) {
      parts_ = *std::move(files);
    }
    zip_error_fini(&error);
  }
  return parts_ ? &*parts_ : nullptr;
}

std::string plain_heading(std::string_view heading) {
  std::string plain;
  for (const char c : lowered(trimmed(heading)))
    if (c != ' ' || !plain.ends_with(' ')) plain += c;
  return plain;
}

std::size_t column_of(const TableIn& table, std::initializer_list<std::string_view> any_of) {
  for (const std::string_view wanted : any_of)
    for (std::size_t c = 0; c < table.header.size(); ++c)
      if (plain_heading(table.header[c]) == wanted) return c;
  return kNoColumn;
}

bool has_headings(const TableIn& table, std::initializer_list<std::string_view> wanted) {
  return std::ranges::all_of(
      wanted, [&](std::string_view one) { return column_of(table, {one}) != kNoColumn; });
}

std::string_view cell(const TableRow& row, std::size_t column) {
  return column < row.cells.size() ? std::string_view(row.cells[column]) : std::string_view{};
}

std::string as_text(const json::value& value) {
  if (value.is_string()) return std::string(value.as_string());
  if (value.is_null()) return {};
  return json::serialize(value);
}

std::string member(const json::value& object, std::initializer_list<std::string_view> names) {
  if (!object.is_object()) return {};
  for (const std::string_view name : names)
    if (const json::value* found = object.as_object().if_contains(name)) return as_text(*found);
  return {};
}

const json::array* members(const json::value& object,
                           std::initializer_list<std::string_view> names) {
  if (!object.is_object()) return nullptr;
  for (const std::string_view name : names)
    if (const json::value* found = object.as_object().if_contains(name))
      if (found->is_array()) return &found->as_array();
  return nullptr;
}

}  // namespace heed::formats::inside
