// heed letters and heed bounces.
#include "app/let_know.h"

#include <CLI/CLI.hpp>
#include <filesystem>

#include "app/command.h"
#include "app/control.h"
#include "app/options.h"
#include "base/limits.h"
#include "platform/files.h"

namespace heed::app {
namespace {

namespace fs = std::filesystem;

std::string whole_path(const std::string& typed) {
  std::error_code ignored;
  return fs::absolute(typed, ignored).string();
}

}  // namespace

Result<std::string> read_bounces(House& house, const std::vector<std::string>& words) {
  if (words.size() != 1) return refuse("Say one file of a delivery report, or a folder of them.");
  std::vector<std::string> files;
  std::error_code failed;
  if (fs::is_directory(words[0], failed)) {
    for (const auto& entry : fs::recursive_directory_iterator(words[0], failed))
      if (entry.is_regular_file()) files.push_back(entry.path().string());
  } else if (fs::is_regular_file(words[0], failed)) {
    files.push_back(words[0]);
  }
  if (files.empty()) return refuse("There is no file at " + words[0] + ".");
  const Scope scope = TRY(operator_scope(house));
  int stopped = 0;
  for (const std::string& file : files) {
    const auto message = platform::read_file(file, limits::kFormBytes);
    // Larger than any report: somebody's answer with an attachment, in the same mailbox.
    if (message.failed_with(ErrorKind::too_large)) continue;
    if (!message) return Error(message.error());
    stopped += TRY(house.told.bounced(scope, *message)) ? 1 : 0;
  }
  return fmt::format("{} of {} messages told of an address that takes no mail; it gets no more.\n",
                     stopped, files.size());
}

Result<std::string> print_letters(House& house, const std::vector<std::string>& words) {
  if (words.size() != 3) return refuse("Say the file to write, and --origin.");
  const Scope scope = TRY(operator_scope(house));
  const auto partnership = TRY(house.partners.partnership());
  std::error_code ignored;
  if (fs::exists(words[0], ignored))
    return refuse(words[0] + " exists already. Choose a new file.", ErrorKind::conflict);
  const std::string sheets = TRY(house.told.print_run(
      scope, {.origin = words[1], .partnership = partnership->name}, words[2] == "again"));
  if (sheets.empty()) return std::string("No letter and no call is waiting.\n");
  const auto written = platform::write_file_durably(words[0], sheets);
  if (!written)
    return refuse(
        fmt::format("Writing {} failed. `heed letters --again` makes the same sheets.", words[0]));
  return fmt::format("Written to {}. Print it, then delete it: it holds addresses.\n", words[0]);
}

Work add_bounces(CLI::App& command) {
  auto options = add_house_options(command);
  auto path = std::make_shared<std::string>();
  command.add_option("path", *path, "A delivery report as it came, a folder of them, or a maildir")
      ->required();
  return [options, path] { return say_done(ask_or_do(*options, "bounces", {whole_path(*path)})); };
}

Work add_letters(CLI::App& command) {
  struct Options {
    std::shared_ptr<HouseOptions> house;
    std::string file, origin = "http://127.0.0.1:8080";
    bool again = false;
  };
  auto options = std::make_shared<Options>();
  options->house = add_house_options(command);
  command.add_option("file", options->file, "The HTML file to write and print, a sheet for each")
      ->required();
  command.add_option("--origin", options->origin, "What browsers call this site")
      ->capture_default_str();
  command.add_flag("--again", options->again, "What was printed on the last day too");
  return [options] {
    return say_done(
        ask_or_do(*options->house, "letters",
                  {whole_path(options->file), options->origin, options->again ? "again" : ""}));
  };
}

}  // namespace heed::app
