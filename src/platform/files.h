// Files: reading whole ones, and writing them so that a power cut leaves the old or the new.
//
//   const std::string text = TRY(read_file("/etc/heed/keys", 64 * 1024));
//   TRY(write_file_durably(folder + "/checkpoint", text));   // tmp, fsync, rename, fsync folder
//   const LockFile lock = TRY(LockFile::take(folder + "/lock"));
//
// Threads: any thread, on different files.
// Does not: follow a failed sync with another. Errors: not_found, denied, too_large, disk_full,
// storage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace heed::platform {

Result<std::string> read_file(const std::string& path, std::size_t bytes_max);

enum class Readable { by_everyone, by_owner };  // 0644 or 0600.
Result<> write_file_durably(const std::string& path, std::string_view bytes,
                            Readable readable = Readable::by_owner);
Result<> sync_folder(const std::string& folder);
// Makes `folder` (0700) and the missing ones above it, and syncs each parent.
Result<> make_folder(const std::string& folder);

struct Space {
  std::uint64_t free_bytes = 0;  // For us, not for root.
  std::uint64_t total_bytes = 0;
  std::uint64_t free_files = 0;
  std::uint64_t total_files = 0;
};
Result<Space> space_at(const std::string& path);

// What a path stands on, by whether a sync there survives a power cut.
enum class DiskKind { durable, overlay, memory, network };
struct Disk {
  DiskKind kind;
  std::string name;  // "ext4", "overlay", "tmpfs", "nfs", or the number in hex.
};
// Of the nearest existing folder at or above `path`.
Result<Disk> disk_at(const std::string& path);

// Held by one process at a time, until it is destroyed or the process ends.
class LockFile {
 public:
  // Errors: busy (another process holds it), storage, denied.
  static Result<LockFile> take(const std::string& path);
  LockFile(LockFile&& other) noexcept;
  LockFile& operator=(LockFile&& other) noexcept;
  ~LockFile();

 private:
  explicit LockFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace heed::platform
