#include "formats/inside/zip_out.h"

#include <zip.h>

#include <ctime>
#include <memory>

namespace heed::formats::inside {
namespace {

struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct DiscardZip {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};

constexpr std::time_t kSomeDay = 1'577'880'000;  // 1 January 2020, noon: parts carry no clock.

}  // namespace

Result<std::string> zip_bytes(const std::vector<ZipPart>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  const std::unique_ptr<zip_source_t, FreeSource> target(
      zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!target) return fail(ErrorKind::internal, "zip_source_buffer_create");
  zip_source_keep(target.get());  // zip_close takes one reference, we read by the other.
  std::unique_ptr<zip_t, DiscardZip> zip(zip_open_from_source(target.get(), ZIP_TRUNCATE, &error));
  if (!zip) {
    zip_source_free(target.get());
    return fail(ErrorKind::internal, "zip_open_from_source");
  }
  for (const ZipPart& part : parts) {
    zip_source_t* source = zip_source_buffer(zip.get(), part.bytes.data(), part.bytes.size(), 0);
    const zip_int64_t index =
        source ? zip_file_add(zip.get(), part.name.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
      zip_source_free(source);
      return fail(ErrorKind::internal, "zip_file_add");
    }
    zip_file_set_mtime(zip.get(), static_cast<zip_uint64_t>(index), kSomeDay, 0);
  }
  if (zip_close(zip.get()) != 0) return fail(ErrorKind::internal, "zip_close");
  static_cast<void>(zip.release());
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_stat(target.get(), &stat) != 0 || zip_source_open(target.get()) != 0) {
    return fail(ErrorKind::internal, "zip_source_open");
  }
  std::string out(stat.size, '\0');
  const zip_int64_t read = zip_source_read(target.get(), out.data(), out.size());
  zip_source_close(target.get());
  if (read < 0 || static_cast<std::size_t>(read) != out.size()) {
    return fail(ErrorKind::internal, "zip_source_read");
  }
  return out;
}

}  // namespace heed::formats::inside
