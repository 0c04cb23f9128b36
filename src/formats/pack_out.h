// pack_files: a ZIP of whole files, the same bytes for the same files.
//
//   const std::string zip = TRY(pack_files({{"index.html", html}, {"papers/report.pdf", pdf}}));
//
// Errors: internal.
// Threads: pure.  Does not: stream; what goes in is in memory anyway.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace heed::formats {

struct PackedFile {
  std::string path;  // With / between folders; no leading / and no "..".
  std::string bytes;
};

Result<std::string> pack_files(const std::vector<PackedFile>& files);

}  // namespace heed::formats
