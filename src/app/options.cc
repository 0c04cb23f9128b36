#include "app/options.h"

#include <CLI/CLI.hpp>

namespace heed::app {

std::shared_ptr<HouseOptions> add_house_options(CLI::App& command) {
  auto options = std::make_shared<HouseOptions>();
  options->data = "data";
  command.add_option("--data", options->data, "The data folder")->capture_default_str();
  command
      .add_option("--database", options->database,
                  "postgresql://… ; without it, SQLite inside the data folder. Also by the "
                  "environment, as the next two, so that no list of processes shows a password")
      ->envname("HEED_DATABASE");
  command
      .add_option("--database-identity", options->database_identity,
                  "The address of the store of people to tell, with a role of its own")
      ->envname("HEED_DATABASE_IDENTITY");
  command
      .add_option("--database-keys", options->database_keys,
                  "The address of the store of keys, with a role of its own")
      ->envname("HEED_DATABASE_KEYS");
  command.add_flag("--unsafe-disk", options->unsafe_disk,
                   "Go on where the file system has no durable sync: answers can be lost");
  return options;
}

}  // namespace heed::app
