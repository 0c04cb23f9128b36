#include "app/import_file.h"

#include <boost/json.hpp>
#include <filesystem>
#include <set>

#include "base/limits.h"
#include "formats/survey_file.h"

namespace heed::app {
namespace {

namespace json = boost::json;

Result<std::optional<ActivityId>> activity_titled(House& house, const Scope& scope,
                                                  const std::string& title) {
  if (!title.empty())
    for (const plan::Activity& activity : TRY(house.activities.list(scope)))
      if (activity.details.title == title) return std::optional(activity.id);
  return std::optional<ActivityId>();
}

json::array not_carried_json(const std::vector<listen::NotCarried>& not_carried) {
  json::array all;
  for (const listen::NotCarried& one : not_carried)
    all.push_back(json::object{{"where", one.where}, {"why", one.why}});
  return all;
}

// Folders are read as one file, so that a folder of an export can be named as it is.
Result<> gather(const std::filesystem::path& root, std::vector<formats::FolderFile>& files) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::size_t bytes = 0;
  for (fs::recursive_directory_iterator at(root, error), end; !error && at != end;
       at.increment(error)) {
    if (at.depth() > 10 || files.size() > 2'000)
      return refuse("The folder holds more than can be read at once.", ErrorKind::too_large);
    if (!at->is_regular_file(error) || at->is_symlink(error)) continue;
    std::string content = TRY(platform::read_file(at->path().string(), limits::kUploadBytes));
    bytes += content.size();
    if (bytes > limits::kUploadBytes)
      return refuse("The folder holds more than can be read at once.", ErrorKind::too_large);
    files.push_back({fs::relative(at->path(), root, error).generic_string(), std::move(content)});
  }
  if (error) return refuse("The folder cannot be read.");
  return Done{};
}

}  // namespace

Result<listen::Mapping> mapping_for(const listen::Preview& preview,
                                    const std::vector<std::string>& taken, std::string question) {
  listen::Mapping mapping{.roles = {}, .question = std::move(question)};
  for (const listen::Column& column : preview.columns)
    mapping.roles.push_back(taken.empty() ? column.suggested : listen::Role::ignore);
  for (const std::string& one : taken) {
    const std::size_t equals = one.find('=');
    const auto role = listen::role_named(one.substr(0, equals));
    if (equals == std::string::npos || !role) return refuse("“" + one + "” is not ROLE=HEADING.");
    const std::string heading = one.substr(equals + 1);
    bool found = false;
    for (std::size_t c = 0; c < preview.columns.size(); ++c) {
      if (preview.columns[c].heading != heading) continue;
      mapping.roles[c] = *role;
      found = true;
    }
    if (!found) return refuse(fmt::format("The file has no column “{}”.", heading));
  }
  return mapping;
}

Result<std::string> read_file_or_folder(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    return refuse(fmt::format("There is no file or folder “{}”.", path), ErrorKind::not_found);
  if (!std::filesystem::is_directory(path, ignored))
    return platform::read_file(path, limits::kUploadBytes);
  std::vector<formats::FolderFile> files;
  TRY(gather(path, files));
  return formats::folder_as_file(std::move(files));
}

std::string as_json(const listen::Preview& preview, const listen::Mapping& mapping, bool as_found) {
  json::array columns;
  std::vector<listen::NotCarried> unmapped = preview.not_carried;
  for (std::size_t c = 0; c < preview.columns.size(); ++c) {
    const listen::Column& column = preview.columns[c];
    const listen::Role role = mapping.roles[c];
    columns.push_back(json::object{
        {"heading", column.heading}, {"role", listen::name_of(role)}, {"filled", column.filled}});
    if (as_found) continue;
    // What was chosen by hand is what counts, not what would have been suggested.
    const std::string where = "column " + column.heading;
    std::erase_if(unmapped, [&](const listen::NotCarried& one) { return one.where == where; });
    if (role == listen::Role::ignore)
      unmapped.push_back({where, "nothing in a response is taken from it"});
  }
  const std::size_t questions =
      as_found ? preview.questions : listen::questions_asked(preview.columns, mapping.roles);
  const std::size_t responses = as_found ? preview.responses : preview.rows;
  const std::size_t activities =
      preview.activities > 0 ? preview.activities : (questions > 0 || responses > 0 ? 1 : 0);
  return json::serialize(json::object{{"kind", preview.kind},
                                      {"encoding", preview.encoding},
                                      {"title", preview.title},
                                      {"activities", activities},
                                      {"questions", questions},
                                      {"responses", responses},
                                      {"columns", std::move(columns)},
                                      {"unmapped", not_carried_json(unmapped)}});
}

Result<std::string> import_file(House& house, const Scope& scope,
                                const std::vector<std::string>& words) {
  if (words.size() < 4) return refuse("An import needs a file and a title.");
  const std::string& path = words[0];
  const std::string bytes = TRY(read_file_or_folder(path));
  const listen::Preview preview = TRY(listen::Imports::preview(path, bytes));
  const std::vector<std::string> taken(words.begin() + 4, words.end());
  const auto partnership = TRY(house.partners.partnership());
  const std::size_t slash = path.rfind('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const listen::WholeReport report =
      TRY(house.imports.whole(house.activities, scope, name, bytes,
                              {.activity = TRY(activity_titled(house, scope, words[1])),
                               .title = words[1],
                               .mapping = TRY(mapping_for(preview, taken, words[2]))},
                              partnership->zone));
  std::size_t themes = 0;
  if (words[3] == "themes" && report.activity && report.rows) {
    TRY(house.themes.propose(scope, *report.activity));
    themes = TRY(house.themes.frame(scope, *report.activity)).themes.size();
  }
  json::object told{
      {"kind", report.kind}, {"activities", report.made.size()}, {"questions", report.questions}};
  if (report.activity) told["activity"] = report.activity->text();
  const listen::ImportReport rows = report.rows.value_or(listen::ImportReport{});
  json::array left_out;
  for (const std::string& heading : rows.not_mapped) left_out.emplace_back(heading);
  told["rows"] = rows.rows;
  told["responses"] = rows.responses;
  told["late"] = rows.late;
  told["voices"] = rows.voices;
  told["empty"] = rows.empty;
  told["not_mapped"] = std::move(left_out);
  told["themes_kept"] = rows.themes;
  told["themes"] = themes;
  told["unmapped"] = not_carried_json(report.not_carried);
  return json::serialize(told);
}

}  // namespace heed::app
