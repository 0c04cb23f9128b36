#include "app/command.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>

#include "app/version.h"

namespace heed::app {
namespace {

struct Command {
  const char* name;
  const char* about;
  Work (*add)(CLI::App&);
};

constexpr std::array<Command, 15> kCommands = {{
    {"serve", "Serve Heed's pages", add_serve},
    {"import", "Bring responses in from a spreadsheet", add_import},
    {"themes", "Propose themes for a file of comments, without keeping anything", add_themes},
    {"campaigns", "Find letters that several people sent from one template", add_campaigns},
    {"opinions", "Group people by their votes on statements", add_opinions},
    {"mask", "Cover personal details in a file of comments", add_mask},
    {"code", "Learn from comments that people coded, and code others", add_code},
    {"user", "Add people and make sign-in links", add_user},
    {"export", "Write the responses of an activity to a file", add_export},
    {"backup", "Copy the stores to a new folder, while serving or not", add_backup},
    {"restore", "Put a backup in place as a new data folder", add_restore},
    {"verify", "Check the whole record against its entries", add_verify},
    {"database-setup", "Make PostgreSQL's three roles and schemas, once", add_database_setup},
    {"letters", "Write the letters to print and the calls to make to a file", add_letters},
    {"bounces", "Read mail that came back, and write no more to those addresses", add_bounces},
}};

}  // namespace

int run_command(int argc, char** argv) {
  CLI::App program("Heed: public engagement and consultation in health and care.");
  program.name("heed");
  program.set_version_flag("--version", std::string(kVersion));
  program.require_subcommand(1);
  int status = 0;
  for (const Command& command : kCommands) {
    CLI::App* added = program.add_subcommand(command.name, command.about);
    added->callback([&status, work = command.add(*added)] { status = work(); });
  }
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : 2;
  }
  return status;
}

int failed(const Error& error) {
  std::string said = error.said.empty() ? error.detail : error.said;
  if (error.kind == ErrorKind::disk_full && error.said.empty())
    said = "The disk is full, so nothing more can be kept. Make room on it and start again.";
  std::fprintf(stderr, "heed: %s\n", said.c_str());
  return 1;
}

int say_done(const Result<std::string>& done) {
  if (!done) return failed(done.error());
  std::fputs(done->c_str(), stdout);
  return 0;
}

bool on_terminal() { return isatty(STDERR_FILENO) == 1; }

}  // namespace heed::app
