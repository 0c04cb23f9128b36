#include "platform/line_log.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>

#include <fmt/format.h>
#include <unistd.h>

namespace heed::platform {
namespace {

struct Pipe {
  Pipe() { EXPECT_EQ(pipe(ends), 0); }
  ~Pipe() {
    for (const int end : ends)
      if (end >= 0) close(end);
  }
  std::string read_to_end() {
    close(ends[1]);
    ends[1] = -1;
    std::string all;
    char piece[4'096];
    for (ssize_t got = 0; (got = read(ends[0], piece, sizeof piece)) > 0;)
      all.append(piece, static_cast<std::size_t>(got));
    return all;
  }
  int ends[2] = {-1, -1};
};

TEST(LineLog, WritesEachLineWholeAndInOrder) {
  Pipe pipe;
  {
    LineLog log(pipe.ends[1]);
    for (int i = 0; i < 3; ++i) log.say(fmt::format("line {}", i));
  }
  EXPECT_EQ(pipe.read_to_end(), "line 0\nline 1\nline 2\n");
}

TEST(LineLog, NobodyWaitsForWhoeverDoesNotReadAndWhatIsLeftOutIsSaid) {
  Pipe pipe;
  const auto began = std::chrono::steady_clock::now();
  {
    LineLog log(pipe.ends[1], 100);
    for (int i = 0; i < 2'000; ++i) log.say(std::string(1'000, 'x'));
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20));
    // Two megabytes are more than a pipe and a hundred lines hold: something was left out.
    char piece[65'536];
    std::string all;
    while (all.find("left_out") == std::string::npos) {
      const ssize_t got = read(pipe.ends[0], piece, sizeof piece);
      ASSERT_GT(got, 0);
      all.append(piece, static_cast<std::size_t>(got));
    }
  }
}

TEST(LineLog, StopsThoughNobodyReads) {
  Pipe pipe;
  LineLog log(pipe.ends[1]);
  for (int i = 0; i < 500; ++i) log.say(std::string(1'000, 'x'));
}

TEST(LineLog, AReaderThatWentAwayIsNoReasonToStop) {
  Pipe pipe;
  signal(SIGPIPE, SIG_IGN);
  close(pipe.ends[0]);
  pipe.ends[0] = -1;
  LineLog log(pipe.ends[1]);
  log.say("to nobody");
}

}  // namespace
}  // namespace heed::platform
