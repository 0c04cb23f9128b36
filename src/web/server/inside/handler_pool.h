// HandlerPool: the threads on which pages are made, with a bounded queue before them.
//
//   if (!pool.try_run([...] { ... })) ...  // the queue is full: say busy
//
// Threads: any.
// Does not: wait to enqueue; catch what a job throws (jobs do).
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "base/mutex.h"

namespace heed::web {

class HandlerPool {
 public:
  HandlerPool(std::size_t threads, std::size_t queue_max);
  ~HandlerPool() { stop(); }
  HandlerPool(const HandlerPool&) = delete;
  HandlerPool& operator=(const HandlerPool&) = delete;

  bool try_run(std::function<void()> job);
  std::size_t waiting();
  bool stopping();
  void stop();  // Jobs not begun are dropped; those running are waited for.

 private:
  void work();
  const std::size_t queue_max_;
  Mutex mutex_;
  Signal changed_;
  std::deque<std::function<void()>> jobs_ GUARDED_BY(mutex_);
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;  // Changed by the constructor and stop() only.
};

}  // namespace heed::web
