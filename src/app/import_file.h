// What `heed import` asks for, as the words that travel to a running Heed.
#pragma once

#include <string>
#include <vector>

#include "app/house.h"

namespace heed::app {

// words: path, title of the activity or "", the question where no column says it, "themes" or "",
// then ROLE=HEADING for each column that is taken (listen::role_named). What was done, as JSON.
Result<std::string> import_file(House& house, const Scope& scope,
                                const std::vector<std::string>& words);

// The mapping that `taken` (ROLE=HEADING) says for these columns; the suggested one when empty.
Result<listen::Mapping> mapping_for(const listen::Preview& preview,
                                    const std::vector<std::string>& taken, std::string question);
// `as_found`: the mapping is the suggested one, not chosen by hand.
std::string as_json(const listen::Preview& preview, const listen::Mapping& mapping, bool as_found);
// A file's bytes, or those of all files in a folder as one. Errors: the file's, too_large (said).
Result<std::string> read_file_or_folder(const std::string& path);

}  // namespace heed::app
