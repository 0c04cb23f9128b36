#include "formats/survey_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "formats/inside/catalogue.h"
#include "formats/inside/format_limits.h"
#include "formats/inside/zip_out.h"

namespace heed::formats {
namespace {

using inside::Format;
using inside::Looked;

// What an ending claims, and the kinds that keep the claim. Endings of tables and plain text claim
// nothing: every tool uses them for everything.
struct Claim {
  std::string_view ending, called;
  std::initializer_list<std::string_view> kinds;
};

std::optional<Error> broken_claim(Looked& file, std::string_view kind) {
  static const Claim kClaims[] = {
      {".lss", "a LimeSurvey survey", {"limesurvey_survey"}},
      {".eml", "an e-mail", {"email"}},
      {".ics", "a calendar", {"icalendar"}},
      {".jsonl", "JSON lines", {"consult"}},
      {".json", "JSON", {"consult", "polis", "govuk_consultation"}},
      {".zip", "a zip file of an export", {"consult", "polis"}},
  };
  for (const Claim& claim : kClaims) {
    if (!file.named(claim.ending)) continue;
    if (std::ranges::find(claim.kinds, kind) != claim.kinds.end()) return std::nullopt;
    return refuse(
        fmt::format("The name of the file ends in {}, but it is not {} that Heed can "
                    "read.",
                    claim.ending, claim.called));
  }
  return std::nullopt;
}

// For a person: why nothing could be made of it.
Error unknown(Looked& file) {
  if (const auto broken = broken_claim(file, "")) return *broken;
  if (file.is_zip() && file.parts() == nullptr && file.why_no_parts()) return *file.why_no_parts();
  if (file.is_zip() && file.parts() != nullptr)
    return refuse("The zip file or folder holds no export that Heed knows.");
  const std::string_view first = file.start();
  if (file.json() != nullptr) return refuse("This is JSON of a kind that Heed does not know.");
  if (first.starts_with('{') || first.starts_with('['))
    return refuse("This looks like JSON but is not whole: it cannot be read.");
  if (first.starts_with("<?xml") || first.starts_with("<document"))
    return refuse("This is XML of a kind that Heed does not know.");
  return file.why_no_table();
}

}  // namespace

std::size_t FoundSurvey::count() const {
  std::size_t all = 0;
  for (const FoundSection& section : sections) all += section.questions.size();
  return all;
}

Result<SurveyFile> read_survey_file(std::string_view name, std::string_view bytes) {
  if (bytes.size() > limits::kUploadBytes)
    return refuse(
        fmt::format("The file is larger than {} MB. Please split it.", limits::kUploadBytes >> 20),
        ErrorKind::too_large);
  if (bytes.empty()) return refuse("The file is empty.");
  Looked file(name, bytes);
  for (const Format& format : inside::catalogue()) {
    if (!format.claims(file)) continue;
    if (auto broken = broken_claim(file, format.kind)) return *std::move(broken);
    SurveyFile read = TRY(format.read(file));
    if (read.kind.empty()) read.kind = format.kind;
    if (read.table.header.size() > limits::kImportColumns)
      return refuse(fmt::format("This file has {} columns. The most is {}.",
                                read.table.header.size(), limits::kImportColumns),
                    ErrorKind::too_large);
    read.uses.resize(read.table.header.size(), ColumnUse::leave_out);
    return read;
  }
  return unknown(file);
}

Result<std::string> folder_as_file(std::vector<FolderFile> files) {
  std::ranges::sort(files, {}, &FolderFile::path);
  std::vector<inside::ZipPart> parts;
  std::size_t bytes = 0;
  for (FolderFile& file : files) {
    bytes += file.bytes.size();
    parts.push_back({std::move(file.path), std::move(file.bytes)});
  }
  if (bytes > limits::kUploadBytes || parts.size() > inside::kZipParts)
    return refuse("The folder holds more than can be read at once.", ErrorKind::too_large);
  if (parts.empty()) return refuse("The folder is empty.");
  return inside::zip_bytes(parts);
}

}  // namespace heed::formats
