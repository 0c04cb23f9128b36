// LineLog: lines to a file descriptor, written by a thread of its own, so that whoever reads the
// other end slowly, or not at all, never holds up the one who has something to say.
//
//   LineLog log(STDERR_FILENO);
//   log.say("{\"status\":200}");
//
// When more than `lines_max` wait, new ones are left out, and how many is said in a line of its own
// as soon as there is room. Lines keep their order and are never mixed. Leaving the scope writes
// what waits, for as long as somebody reads it.
// Threads: say() from any.
// Does not: promise that a line is written; the log is for whoever watches, not for the record.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <thread>

#include "base/mutex.h"

namespace heed::platform {

class LineLog {
 public:
  // `fd` stays the caller's, and open for as long as this lives.
  explicit LineLog(int fd, std::size_t lines_max = 4'096);
  ~LineLog();
  LineLog(const LineLog&) = delete;
  LineLog& operator=(const LineLog&) = delete;

  // `line` without its line feed.
  void say(std::string line);

 private:
  void run();
  // False when it is time to stop and nobody reads.
  bool write_whole(const std::string& text);
  bool stopping();

  const int fd_;
  const std::size_t lines_max_;
  Mutex mutex_;
  Signal said_;
  std::deque<std::string> waiting_ GUARDED_BY(mutex_);
  std::uint64_t left_out_ GUARDED_BY(mutex_) = 0;
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace heed::platform
