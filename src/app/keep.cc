// heed user, backup, restore, verify and database-setup.
#include <CLI/CLI.hpp>
#include <filesystem>

#include "app/command.h"
#include "app/control.h"
#include "app/options.h"
#include "platform/random.h"
#include "store/postgresql_setup.h"

namespace heed::app {
namespace {

namespace fs = std::filesystem;

struct UserOptions {
  std::shared_ptr<HouseOptions> house;
  std::string name, email;
  std::vector<std::string> roles;
};

struct Backup {
  std::string main, identity, keys;
};

// The three files of a backup; `ending` is .sqlite or .sql.
Result<Backup> find_backup(const std::string& from, const std::string& keys,
                           const std::string& ending) {
  const Backup found{from + "/main" + ending, from + "/identity" + ending,
                     (keys.empty() ? from + "/keys" : keys) + "/keys" + ending};
  std::error_code ignored;
  for (const std::string& file : {found.main, found.identity, found.keys})
    if (!fs::exists(file, ignored)) return refuse("The backup has no " + file + ".");
  return found;
}

Result<> restore_files(const Backup& backup, const std::string& to) {
  std::error_code failed_with;
  if (fs::exists(to, failed_with) && !fs::is_empty(to, failed_with))
    return refuse("The data folder is not empty. Restore into a new one.");
  TRY(platform::make_folder(to));
  const auto copy = [&](const std::string& file, const std::string& name) -> Result<> {
    fs::copy_file(file, to + "/" + name, failed_with);
    if (failed_with) return refuse("Copying " + name + " failed: " + failed_with.message());
    return Done{};
  };
  TRY(copy(backup.main, "main.sqlite"));
  TRY(copy(backup.identity, "identity.sqlite"));
  TRY(copy(backup.keys, "keys.sqlite"));
  return platform::sync_folder(to);
}

// Keys first: if it stops half way, no store is there without what opens it.
Result<> restore_postgresql(const Backup& backup, const HouseOptions& house) {
  TRY(store::Database::restore(postgresql_store(house, "keys"), backup.keys));
  TRY(store::Database::restore(postgresql_store(house, "identity"), backup.identity));
  return store::Database::restore(postgresql_store(house, "main"), backup.main);
}

Result<> restore(const std::string& from, const std::string& keys, const HouseOptions& house) {
  std::error_code ignored;
  const bool is_sql = fs::exists(from + "/main.sql", ignored);
  if (is_sql && house.database.empty())
    return refuse("This is a backup of PostgreSQL. Say where to put it with --database.");
  if (!is_sql && !house.database.empty())
    return refuse("This is a backup of SQLite. Restore it without --database.");
  const Backup backup = TRY(find_backup(from, keys, is_sql ? ".sql" : ".sqlite"));
  return is_sql ? restore_postgresql(backup, house) : restore_files(backup, house.data);
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
                  "decision_secretary, administrator or outside_analyst; repeat for more")
      ->required();
  CLI::App* list = command.add_subcommand("list", "Everybody, with roles");
  CLI::App* link = command.add_subcommand("link", "Print a link to set a new password");
  link->add_option("email", options->email)->required();
  CLI::App* setup = command.add_subcommand("setup", "Print a link to make the first administrator");
  return [options, add, list, link, setup] {
    if (*add) {
      std::vector<std::string> words = {options->name, options->email};
      words.insert(words.end(), options->roles.begin(), options->roles.end());
      return say_done(ask_or_do(*options->house, "user-add", words));
    }
    if (*list) return say_done(ask_or_do(*options->house, "user-list", {}));
    if (*link) return say_done(ask_or_do(*options->house, "user-link", {options->email}));
    CHECK(*setup);
    return say_done(ask_or_do(*options->house, "user-setup", {}));
  };
}

Work add_backup(CLI::App& command) {
  auto options = add_house_options(command);
  auto folder = std::make_shared<std::string>();
  command.add_option("folder", *folder, "A new folder; its keys/ belongs somewhere else")
      ->required();
  return [options, folder] {
    std::error_code ignored;
    return say_done(ask_or_do(*options, "backup", {fs::absolute(*folder, ignored).string()}));
  };
}

Work add_restore(CLI::App& command) {
  struct Options {
    std::shared_ptr<HouseOptions> house;
    std::string from, keys;
  };
  auto options = std::make_shared<Options>();
  options->house = add_house_options(command);
  command.add_option("backup", options->from, "The folder that `heed backup` made")->required();
  command.add_option("--keys", options->keys, "Where its keys/ folder was kept apart");
  return [options] {
    const Result<> done = restore(options->from, options->keys, *options->house);
    if (!done) return failed(done.error());
    std::printf("Restored. `heed verify` with the same --data%s checks its record.\n",
                options->house->database.empty() ? "" : " and --database");
    return 0;
  };
}

Work add_database_setup(CLI::App& command) {
  struct Options {
    std::string database, prefix = "heed";
  };
  auto options = std::make_shared<Options>();
  command
      .add_option("--database", options->database,
                  "The address of somebody who may make roles and schemas")
      ->envname("HEED_DATABASE")
      ->required();
  command.add_option("--prefix", options->prefix, "Roles and schemas are PREFIX_main and so on")
      ->check([](const std::string& typed) {
        const bool plain =
            !typed.empty() && typed.size() <= 40 &&
            typed.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
        return std::string(plain ? "" : "small letters, digits and _ only");
      })
      ->capture_default_str();
  return [options] {
    platform::SystemRandom random;
    const auto made = store::set_up_postgresql(options->database, options->prefix, random);
    if (!made) return failed(made.error());
    std::puts(
        "# Three roles, each of which may touch one schema. Heed reads these three lines from");
    std::puts(
        "# its environment; anybody who has them all can read everything, so keep them apart.");
    for (const auto& [store, url] : *made)
      std::printf("HEED_DATABASE%s='%s'\n",
                  store == "main"       ? ""
                  : store == "identity" ? "_IDENTITY"
                                        : "_KEYS",
                  url.c_str());
    return 0;
  };
}

Work add_verify(CLI::App& command) {
  auto options = add_house_options(command);
  return [options] { return say_done(ask_or_do(*options, "verify", {})); };
}

}  // namespace heed::app
