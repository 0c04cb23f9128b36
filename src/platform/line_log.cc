#include "platform/line_log.h"

#include <cerrno>
#include <climits>

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

namespace heed::platform {
namespace {

constexpr std::size_t kAtOnce = PIPE_BUF;  // What a pipe that has room takes without waiting.
constexpr int kLookAgainMs = 100;
constexpr std::chrono::milliseconds kGathered(5);  // One write for what is said in this time.

}  // namespace

LineLog::LineLog(int fd, std::size_t lines_max) : fd_(fd), lines_max_(lines_max) {
  thread_ = std::thread([this] { run(); });
}

LineLog::~LineLog() {
  {
    const Lock lock(mutex_);
    stopping_ = true;
  }
  said_.notify_all();
  thread_.join();
}

void LineLog::say(std::string line) {
  bool first = false;
  {
    const Lock lock(mutex_);
    if (waiting_.size() >= lines_max_) {
      ++left_out_;
      return;
    }
    first = waiting_.empty();
    waiting_.push_back(std::move(line));
  }
  if (first) said_.notify_one();
}

bool LineLog::stopping() {
  const Lock lock(mutex_);
  return stopping_;
}

void LineLog::run() {
  for (;;) {
    std::string text;
    {
      const Lock lock(mutex_);
      while (waiting_.empty() && left_out_ == 0 && !stopping_)
        said_.wait_for(mutex_, std::chrono::hours(1));
      if (waiting_.empty() && left_out_ == 0) return;
      if (!stopping_) said_.wait_for(mutex_, kGathered);
      for (const std::string& line : waiting_) text += line + '\n';
      waiting_.clear();
      if (left_out_ > 0)
        text += fmt::format("{{\"problem\":\"the log is not read\",\"left_out\":{}}}\n", left_out_);
      left_out_ = 0;
    }
    if (!write_whole(text)) return;
  }
}

bool LineLog::write_whole(const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    pollfd wanted{.fd = fd_, .events = POLLOUT, .revents = 0};
    const int ready = poll(&wanted, 1, kLookAgainMs);
    if (ready <= 0) {
      if (stopping()) return false;
      continue;
    }
    const ssize_t wrote = write(fd_, text.data() + done, std::min(kAtOnce, text.size() - done));
    if (wrote > 0)
      done += static_cast<std::size_t>(wrote);
    else if (errno != EINTR && errno != EAGAIN)
      return true;  // The other end is gone, or the disk is full: a log is not worth stopping for.
  }
  return true;
}

}  // namespace heed::platform
