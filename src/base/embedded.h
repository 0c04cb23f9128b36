// EmbeddedFile: a file that travels inside the binary (tools/embed.cmake put it there).
//
//   for (const EmbeddedFile& file : embedded_files("schema")) ...   // name, bytes
//
// Threads: constant data.
// Does not: read the disk.
#pragma once

#include <string_view>
#include <vector>

namespace heed {

struct EmbeddedFile {
  std::string_view name;   // Without its folder: "0001_house.sql".
  std::string_view bytes;  // Lives as long as the program.
};

// The files of one folder (`schema`, `words`, `assets`), sorted by name. Empty when there is none.
std::vector<EmbeddedFile> embedded_files(std::string_view folder);

}  // namespace heed
