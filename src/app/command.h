// The commands of `heed`. Each has --help, and ends with 0 (done), 1 (the work failed and said
// why) or 2 (usage).
//
//   int main(int argc, char** argv) { return heed::app::run_command(argc, argv); }
//
// Threads: the main thread.
// Does not: know the work; each command's own file does.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"

namespace CLI {
class App;
}

namespace heed::app {

// Declares a command's options; what comes back is run when that command was chosen.
using Work = std::function<int()>;

Work add_serve(CLI::App& command);
Work add_import(CLI::App& command);
Work add_themes(CLI::App& command);
Work add_campaigns(CLI::App& command);
Work add_opinions(CLI::App& command);
Work add_mask(CLI::App& command);
Work add_code(CLI::App& command);
Work add_user(CLI::App& command);
Work add_backup(CLI::App& command);
Work add_restore(CLI::App& command);
Work add_export(CLI::App& command);
Work add_verify(CLI::App& command);
Work add_database_setup(CLI::App& command);
Work add_letters(CLI::App& command);
Work add_bounces(CLI::App& command);

int run_command(int argc, char** argv);

// Says why on stderr, in a person's words where there are some; status 1.
int failed(const Error& error);
// Prints what was done, or says why it was not.
int say_done(const Result<std::string>& done);
// True when stderr is a terminal: then progress is shown.
bool on_terminal();

}  // namespace heed::app
