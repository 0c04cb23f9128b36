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

// The items 0..count in ranges, each range's work its own.
template <class Use>
void in_ranges(std::size_t count, int threads, Use&& use) {
  constexpr std::size_t kRange = 8192;
  std::vector<std::function<void()>> tasks;
  for (std::size_t begin = 0; begin < count; begin += kRange) {
    tasks.emplace_back([&use, begin, end = std::min(count, begin + kRange)] { use(begin, end); });
  }
  run_all(tasks, threads);
}

}  // namespace heed::text
