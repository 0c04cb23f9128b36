// heed import: a file of another tool into activities, running or not; --dry-run looks and keeps
// nothing.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>

#include "app/command.h"
#include "app/control.h"
#include "app/import_file.h"
#include "app/options.h"

namespace heed::app {
namespace {

struct ImportOptions {
  std::shared_ptr<HouseOptions> house;
  std::string file, title, asked;
  std::vector<std::string> answers;
  std::string question, date, group, channel, theme, may_quote;
  bool dry_run = false, json = false, themes = false;
};

std::vector<std::string> taken(const ImportOptions& options) {
  std::vector<std::string> roles;
  for (const std::string& answer : options.answers) roles.push_back("answer=" + answer);
  for (const auto& [role, heading] :
       {std::pair<const char*, const std::string*>{"question", &options.question},
        {"date", &options.date},
        {"group", &options.group},
        {"channel", &options.channel},
        {"theme", &options.theme},
        {"may_quote", &options.may_quote}})
    if (!heading->empty()) roles.push_back(fmt::format("{}={}", role, *heading));
  return roles;
}

Result<std::string> look(const ImportOptions& options) {
  const std::string bytes = TRY(read_file_or_folder(options.file));
  const listen::Preview preview = TRY(listen::Imports::preview(options.file, bytes));
  const listen::Mapping mapping = TRY(mapping_for(preview, taken(options), options.asked));
  return as_json(preview, mapping, taken(options).empty());
}

Result<std::string> bring_in(const ImportOptions& options) {
  std::error_code ignored;
  const std::string path = std::filesystem::absolute(options.file, ignored).string();
  std::vector<std::string> words = {path, options.title, options.asked,
                                    options.themes ? "themes" : ""};
  for (std::string& role : taken(options)) words.push_back(std::move(role));
  return ask_or_do(*options.house, "import", words);
}

void print_told(const std::string& document, bool as_it_is) {
  if (as_it_is) {
    std::printf("%s\n", document.c_str());
    return;
  }
  const boost::json::object told = boost::json::parse(document).as_object();
  for (const auto& [key, value] : told)
    std::printf("%-12s %s\n", std::string(key).c_str(), boost::json::serialize(value).c_str());
}

}  // namespace

Work add_import(CLI::App& command) {
  auto options = std::make_shared<ImportOptions>();
  options->house = add_house_options(command);
  command
      .add_option("file", options->file,
                  "A survey, an export, a register, a mail, a calendar; or a folder of one")
      ->required();
  command.add_option("--title", options->title, "The activity; made when there is none so called");
  command.add_option("--answer", options->answers, "Heading of a column that holds answers");
  command.add_option("--question", options->question,
                     "Heading of the column that holds the question");
  command.add_option("--asked", options->asked, "The question, when no column says it");
  command.add_option("--date", options->date, "Heading of the column that says when");
  command.add_option("--group", options->group, "Heading of the column of teams, wards or places");
  command.add_option("--channel", options->channel, "Heading of the column that says how");
  command.add_option("--theme", options->theme, "Heading of the column of themes given elsewhere");
  command.add_option("--may-quote", options->may_quote,
                     "Heading of the column that says yes or no");
  command.add_flag("--themes", options->themes, "Propose themes afterwards");
  command.add_flag("--dry-run", options->dry_run, "Say what would happen, and keep nothing");
  command.add_flag("--json", options->json, "One JSON object");
  return [options] {
    const Result<std::string> done = options->dry_run ? look(*options) : bring_in(*options);
    if (!done) return failed(done.error());
    print_told(*done, options->json);
    return 0;
  };
}

}  // namespace heed::app
