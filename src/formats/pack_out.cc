#include "formats/pack_out.h"

#include "formats/inside/zip_out.h"

namespace heed::formats {

Result<std::string> pack_files(const std::vector<PackedFile>& files) {
  std::vector<inside::ZipPart> parts;
  for (const PackedFile& file : files) {
    CHECK(!file.path.empty() && file.path[0] != '/' && file.path.find("..") == std::string::npos);
    parts.push_back({file.path, file.bytes});
  }
  return inside::zip_bytes(parts);
}

}  // namespace heed::formats
