#include "app/results_out.h"

#include <fmt/format.h>

#include <filesystem>

#include "platform/files.h"

namespace heed::app {
namespace {

namespace fs = std::filesystem;

// The nearest that is there, at or above it, has to be a folder.
Result<> folder_can_be(const fs::path& folder) {
  std::error_code ignored;
  for (fs::path at = folder; !at.empty(); at = at.parent_path()) {
    if (fs::is_directory(at, ignored)) return Done{};
    if (fs::exists(at, ignored)) {
      return refuse(fmt::format("{} is a file, so it cannot be a folder.", at.string()));
    }
    if (at == at.parent_path()) break;
  }
  return Done{};
}

}  // namespace

Result<> results_fit_in_file(const std::string& path, const std::string& option) {
  std::error_code ignored;
  if (path.empty() || path.ends_with('/') || fs::is_directory(path, ignored)) {
    return refuse(fmt::format("{} is to be a file, and “{}” is a folder.", option, path));
  }
  return folder_can_be(fs::path(path).parent_path());
}

Result<> results_fit_in_folder(const std::string& path, const std::string& option) {
  std::error_code ignored;
  if (path.empty() || (fs::exists(path, ignored) && !fs::is_directory(path, ignored))) {
    return refuse(fmt::format("{} is to be a folder, and “{}” is a file.", option, path));
  }
  return folder_can_be(path);
}

Result<> make_folder_for(const std::string& file) {
  const std::string folder = fs::path(file).parent_path().string();
  return folder.empty() ? Result<>(Done{}) : platform::make_folder(folder);
}

}  // namespace heed::app
