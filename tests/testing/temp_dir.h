// TempDir: a folder of a test's own, removed with it.
//
//   const TempDir folder;   // under $TMPDIR or /tmp
//   const std::string file = folder.file("a.db");
#pragma once

#include <filesystem>
#include <string>

namespace heed::testing {

class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace heed::testing
