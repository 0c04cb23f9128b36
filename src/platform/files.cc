#include "platform/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/check.h"

namespace heed::platform {
namespace {

Error from_errno(const char* what, const std::string& path, int number) {
  ErrorKind kind = ErrorKind::storage;
  if (number == ENOENT || number == ENOTDIR) kind = ErrorKind::not_found;
  if (number == EACCES || number == EPERM) kind = ErrorKind::denied;
  if (number == ENOSPC || number == EDQUOT) kind = ErrorKind::disk_full;
  return fail(kind, fmt::format("{} {}: {}", what, path, std::strerror(number)));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  bool open() const { return number_ >= 0; }

 private:
  int number_;
};

std::string folder_of(const std::string& path) {
  const auto slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Result<> write_all(int descriptor, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(descriptor, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return from_errno("write", path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return Done{};
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t bytes_max) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.open()) return from_errno("open", path, errno);
  std::string bytes;
  char part[64 * 1024];
  for (;;) {
    const ssize_t got = ::read(file.number(), part, sizeof part);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return from_errno("read", path, errno);
    if (got == 0) return bytes;
    bytes.append(part, static_cast<std::size_t>(got));
    if (bytes.size() > bytes_max) return fail(ErrorKind::too_large, path);
  }
}

Result<> sync_folder(const std::string& folder) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.open()) return from_errno("open", folder, errno);
  if (::fsync(opened.number()) != 0) return from_errno("fsync", folder, errno);
  return Done{};
}

Result<> write_file_durably(const std::string& path, std::string_view bytes, Readable readable) {
  std::string made = path + ".XXXXXX";
  const Descriptor file(::mkostemp(made.data(), O_CLOEXEC));
  if (!file.open()) return from_errno("create", made, errno);
  const auto kept = [&]() -> Result<> {
    TRY(write_all(file.number(), bytes, made));
    const mode_t mode = readable == Readable::by_everyone ? 0644 : 0600;
    if (::fchmod(file.number(), mode) != 0) return from_errno("chmod", made, errno);
    if (::fsync(file.number()) != 0) return from_errno("fsync", made, errno);
    if (::rename(made.c_str(), path.c_str()) != 0) return from_errno("rename", path, errno);
    return Done{};
  }();
  if (!kept) {
    ::unlink(made.c_str());
    return kept;
  }
  return sync_folder(folder_of(path));
}

Result<> make_folder(const std::string& folder) {
  struct stat found;
  if (::stat(folder.c_str(), &found) == 0) {
    if (S_ISDIR(found.st_mode)) return Done{};
    return from_errno("mkdir", folder, ENOTDIR);
  }
  const std::string above = folder_of(folder);
  if (above != folder) TRY(make_folder(above));
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    return from_errno("mkdir", folder, errno);
  return sync_folder(above);
}

Result<Space> space_at(const std::string& path) {
  struct statvfs found;
  if (::statvfs(path.c_str(), &found) != 0) return from_errno("statvfs", path, errno);
  const std::uint64_t block = found.f_frsize;
  return Space{found.f_bavail * block, found.f_blocks * block, found.f_favail, found.f_files};
}

Result<Disk> disk_at(const std::string& path) {
  struct statfs found;
  std::string at = path;
  while (::statfs(at.c_str(), &found) != 0) {
    if (errno != ENOENT || at == "/" || at == ".") return from_errno("statfs", at, errno);
    at = folder_of(at);
  }
  // What linux/magic.h does not name has its number here, from the kernel's own sources.
  switch (static_cast<std::uint32_t>(found.f_type)) {
    case EXT4_SUPER_MAGIC:
      return Disk{DiskKind::durable, "ext4"};
    case XFS_SUPER_MAGIC:
      return Disk{DiskKind::durable, "xfs"};
    case BTRFS_SUPER_MAGIC:
      return Disk{DiskKind::durable, "btrfs"};
    case OVERLAYFS_SUPER_MAGIC:
      return Disk{DiskKind::overlay, "overlay"};
    case TMPFS_MAGIC:
      return Disk{DiskKind::memory, "tmpfs"};
    case RAMFS_MAGIC:
      return Disk{DiskKind::memory, "ramfs"};
    case NFS_SUPER_MAGIC:
      return Disk{DiskKind::network, "nfs"};
    case SMB_SUPER_MAGIC:
    case 0xff534d42:
    case 0xfe534d42:
      return Disk{DiskKind::network, "smb"};
    case V9FS_MAGIC:
      return Disk{DiskKind::network, "9p"};
    default:
      return Disk{DiskKind::durable, fmt::format("{:#x}", static_cast<unsigned>(found.f_type))};
  }
}

Result<LockFile> LockFile::take(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return from_errno("open", path, errno);
  LockFile held(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return fail(ErrorKind::busy, path + " is held by another process");
    return from_errno("flock", path, errno);
  }
  return held;
}

LockFile::LockFile(LockFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
LockFile& LockFile::operator=(LockFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}
LockFile::~LockFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace heed::platform
