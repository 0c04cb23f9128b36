#include "app/import_file.h"

#include <boost/json.hpp>

#include "base/limits.h"

namespace heed::app {
namespace {

namespace json = boost::json;

Result<ActivityId> activity_for(House& house, const Scope& scope, const std::string& title) {
  for (const plan::Activity& activity : TRY(house.activities.list(scope)))
    if (activity.details.title == title) return activity.id;
  return house.activities.add(scope, {.kind = plan::ActivityKind::survey, .title = title});
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

std::string as_json(const listen::Preview& preview, const listen::Mapping& mapping) {
  json::array columns, unmapped;
  for (std::size_t c = 0; c < preview.columns.size(); ++c) {
    const listen::Column& column = preview.columns[c];
    columns.push_back(json::object{{"heading", column.heading},
                                   {"role", listen::name_of(mapping.roles[c])},
                                   {"filled", column.filled}});
    if (mapping.roles[c] == listen::Role::ignore)
      unmapped.push_back(json::object{{"where", "column " + column.heading},
                                      {"why", "nothing in a response is taken from it"}});
  }
  for (const std::string& remark : preview.remarks)
    unmapped.push_back(json::object{{"where", "file"}, {"why", remark}});
  const auto questions =
      std::count(mapping.roles.begin(), mapping.roles.end(), listen::Role::answer);
  return json::serialize(json::object{{"kind", preview.kind},
                                      {"encoding", preview.encoding},
                                      {"activities", 1},
                                      {"questions", questions},
                                      {"responses", preview.rows},
                                      {"columns", std::move(columns)},
                                      {"unmapped", std::move(unmapped)}});
}

Result<std::string> import_file(House& house, const Scope& scope,
                                const std::vector<std::string>& words) {
  if (words.size() < 4) return refuse("An import needs a file and a title.");
  const std::string& path = words[0];
  const std::string bytes = TRY(platform::read_file(path, limits::kUploadBytes));
  const listen::Preview preview = TRY(listen::Imports::preview(path, bytes));
  const std::vector<std::string> taken(words.begin() + 4, words.end());
  const listen::Mapping mapping = TRY(mapping_for(preview, taken, words[2]));
  const auto partnership = TRY(house.partners.partnership());
  const ActivityId activity = TRY(activity_for(house, scope, words[1]));
  const std::size_t slash = path.rfind('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const listen::ImportReport report =
      TRY(house.imports.run(scope, activity, name, bytes, mapping, partnership->zone));
  std::size_t themes = 0;
  if (words[3] == "themes") {
    TRY(house.themes.propose(scope, activity));
    themes = TRY(house.themes.frame(scope, activity)).themes.size();
  }
  json::array left_out;
  for (const std::string& heading : report.not_mapped) left_out.emplace_back(heading);
  return json::serialize(json::object{{"activity", activity.text()},
                                      {"rows", report.rows},
                                      {"responses", report.responses},
                                      {"voices", report.voices},
                                      {"empty", report.empty},
                                      {"not_mapped", std::move(left_out)},
                                      {"themes", themes}});
}

}  // namespace heed::app
