// Where a text command's results are to go, looked at before the work rather than after it.
//
//   TRY(results_fit_in_file(options.out, "--out"));   // makes nothing
//   ... the work ...
//   TRY(make_folder_for(options.out));                // those above the file, where missing
//
// Errors: invalid (said: a folder where a file is meant, or the other way round).
// Threads: one thread. Does not: write, or refuse what is there already; that is replaced.
#pragma once

#include <string>

#include "base/result.h"

namespace heed::app {

Result<> results_fit_in_file(const std::string& path, const std::string& option);
Result<> results_fit_in_folder(const std::string& path, const std::string& option);
Result<> make_folder_for(const std::string& file);

}  // namespace heed::app
