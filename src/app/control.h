// Control: the Unix socket by which commands reach the process that owns a data folder.
//
//   const auto control = TRY(Control::start("data/heed.sock", house));      // in serve
//   const std::optional<Result<std::string>> told = ask_running("data/heed.sock", "backup",
//   {folder});
//
// One line in, as a JSON array of strings; one line out, as a JSON object with `said` or `failed`.
// Only the owner of the data folder can open it (mode 0600).
// Threads: one of its own, answering one command at a time.
// Does not: anything a command on a stopped Heed could not do.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/house.h"
#include "base/result.h"

namespace heed::app {

class Control {
 public:
  static Result<std::unique_ptr<Control>> start(const std::string& path, House& house);
  ~Control();
  Control(const Control&) = delete;
  Control& operator=(const Control&) = delete;

 private:
  Control(int listener, std::string path, House& house);
  void answer_all();

  const int listener_;
  const std::string path_;
  House& house_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

// Nothing when no Heed runs there; else what it said.
std::optional<Result<std::string>> ask_running(const std::string& data, const std::string& command,
                                               const std::vector<std::string>& words);

// What can be asked of a running Heed, and of an opened house: `backup FOLDER`,
// `user-add NAME EMAIL ROLE…`, `user-list`, `user-link EMAIL`. What to print, or why not.
Result<std::string> do_command(House& house, const std::string& command,
                               const std::vector<std::string>& words);
// For who has the machine. Errors: invalid (said) before the first `heed serve`.
Result<Scope> operator_scope(House& house);
// Asks the running Heed, or opens the house itself when none runs.
Result<std::string> ask_or_do(const HouseOptions& options, const std::string& command,
                              const std::vector<std::string>& words);

}  // namespace heed::app
