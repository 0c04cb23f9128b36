#include <gtest/gtest.h>

#include "partners/inside/inside.h"

namespace heed::partners {
namespace {

TEST(HashGate, LetsNoMoreInThanItsNumber) {
  HashGate gate(2, 10'000);
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  std::atomic<int> done = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        if (!gate.enter()) return;
        const HashTurn turn(gate);
        const int now = ++inside;
        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        --inside;
        ++done;
      });
    }
  }
  EXPECT_EQ(done, 8);
  EXPECT_EQ(most, 2);
}

TEST(HashGate, SaysItIsBusyRatherThanWaitForEver) {
  HashGate gate(1, 20);
  ASSERT_TRUE(gate.enter());
  const auto second = gate.enter();
  ASSERT_TRUE(second.failed_with(ErrorKind::busy));
  EXPECT_FALSE(second.error().said.empty());
  gate.leave();
  EXPECT_TRUE(gate.enter());
}

}  // namespace
}  // namespace heed::partners
