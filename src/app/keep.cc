// heed user, backup, restore and verify.
#include <CLI/CLI.hpp>
#include <filesystem>

#include "app/command.h"
#include "app/control.h"
#include "app/options.h"

namespace heed::app {
namespace {

namespace fs = std::filesystem;

int say(const Result<std::string>& done) {
  if (!done) return failed(done.error());
  std::fputs(done->c_str(), stdout);
  return 0;
}

struct UserOptions {
  std::shared_ptr<HouseOptions> house;
  std::string name, email;
  std::vector<std::string> roles;
};

Result<> restore(const std::string& from, const std::string& to, const std::string& keys) {
  std::error_code failed_with;
  if (fs::exists(to, failed_with) && !fs::is_empty(to, failed_with))
    return refuse("The data folder is not empty. Restore into a new one.");
  const std::string keys_file = keys.empty() ? from + "/keys/keys.sqlite" : keys + "/keys.sqlite";
  for (const std::string& file : {from + "/main.sqlite", from + "/identity.sqlite", keys_file})
    if (!fs::exists(file, failed_with)) return refuse("The backup has no " + file + ".");
  TRY(platform::make_folder(to));
  const auto copy = [&](const std::string& file, const std::string& name) -> Result<> {
    fs::copy_file(file, to + "/" + name, failed_with);
    if (failed_with) return refuse("Copying " + name + " failed: " + failed_with.message());
    return Done{};
  };
  TRY(copy(from + "/main.sqlite", "main.sqlite"));
  TRY(copy(from + "/identity.sqlite", "identity.sqlite"));
  TRY(copy(keys_file, "keys.sqlite"));
  return platform::sync_folder(to);
}

}  // namespace

Work add_user(CLI::App& command) {
  auto options = std::make_shared<UserOptions>();
  options->house = add_house_options(command);
  command.require_subcommand(1);
  CLI::App* add = command.add_subcommand("add", "Add somebody, and print their sign-in link");
  add->add_option("name", options->name)->required();
  add->add_option("email", options->email)->required();
  add->add_option("--role", options->roles,
                  "engagement_lead, analyst, equality_adviser, "
                  "decision_secretary or administrator; repeat for more")
      ->required();
  CLI::App* list = command.add_subcommand("list", "Everybody, with roles");
  CLI::App* link = command.add_subcommand("link", "Print a link to set a new password");
  link->add_option("email", options->email)->required();
  CLI::App* setup = command.add_subcommand("setup", "Print a link to make the first administrator");
  return [options, add, list, link, setup] {
    if (*add) {
      std::vector<std::string> words = {options->name, options->email};
      words.insert(words.end(), options->roles.begin(), options->roles.end());
      return say(ask_or_do(*options->house, "user-add", words));
    }
    if (*list) return say(ask_or_do(*options->house, "user-list", {}));
    if (*link) return say(ask_or_do(*options->house, "user-link", {options->email}));
    CHECK(*setup);
    return say(ask_or_do(*options->house, "user-setup", {}));
  };
}

Work add_backup(CLI::App& command) {
  auto options = add_house_options(command);
  auto folder = std::make_shared<std::string>();
  command.add_option("folder", *folder, "A new folder; its keys/ belongs somewhere else")
      ->required();
  return [options, folder] {
    std::error_code ignored;
    return say(ask_or_do(*options, "backup", {fs::absolute(*folder, ignored).string()}));
  };
}

Work add_restore(CLI::App& command) {
  struct Options {
    std::string from, keys, data = "data";
  };
  auto options = std::make_shared<Options>();
  command.add_option("backup", options->from, "The folder that `heed backup` made")->required();
  command.add_option("--keys", options->keys, "Where its keys/ folder was kept apart");
  command.add_option("--data", options->data, "A new data folder")->capture_default_str();
  return [options] {
    const Result<> done = restore(options->from, options->data, options->keys);
    if (!done) return failed(done.error());
    std::printf("Restored into %s. `heed verify --data %s` checks its record.\n",
                options->data.c_str(), options->data.c_str());
    return 0;
  };
}

Work add_verify(CLI::App& command) {
  auto options = add_house_options(command);
  return [options] { return say(ask_or_do(*options, "verify", {})); };
}

}  // namespace heed::app
