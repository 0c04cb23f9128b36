// The tables of a LimeSurvey survey file (.lss): rows of fields by name, whatever its version.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace heed::formats::inside {

using LssRow = std::map<std::string, std::string, std::less<>>;
struct LssFile {
  std::string doc_type;  // "Survey", "Group", "Question".
  int version = 0;       // DBVersion.
  std::vector<std::string> languages;
  std::map<std::string, std::vector<LssRow>, std::less<>> tables;

  const std::vector<LssRow>& rows(std::string_view table) const;
};
std::string_view field(const LssRow& row, std::string_view name);
// Errors: invalid (said), too_large (said: entities, or more than can be taken).
Result<LssFile> read_lss_tables(std::string_view xml);

}  // namespace heed::formats::inside
