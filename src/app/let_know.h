// Letting people know, from a terminal: letters to print, and mail that came back.
//
//   read_bounces(house, {"/var/mail/heed"}); print_letters(house, {"letters.html", origin, ""});
//
// Threads: the caller's.
// Does not: show an address on the terminal.
#pragma once

#include <string>
#include <vector>

#include "app/house.h"

namespace heed::app {

// One file of a delivery report, a folder of them, or a maildir.
Result<std::string> read_bounces(House& house, const std::vector<std::string>& words);
// Words: the file to write, the site's address, and "again" or "".
Result<std::string> print_letters(House& house, const std::vector<std::string>& words);

}  // namespace heed::app
