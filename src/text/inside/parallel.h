// Independent tasks on some threads. What a task writes is its own, so the number of threads can
// change the time taken and nothing else.
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <span>
#include <thread>
#include <vector>

namespace heed::text {

inline void run_all(std::span<const std::function<void()>> tasks, int threads) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < tasks.size(); i = next++) tasks[i]();
  };
  std::vector<std::jthread> helpers;
  const auto wanted = std::min<std::size_t>(std::max(threads, 1), tasks.size());
  for (std::size_t i = 1; i < wanted; ++i) helpers.emplace_back(work);
  work();
}

}  // namespace heed::text
