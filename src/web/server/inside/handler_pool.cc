#include "web/server/inside/handler_pool.h"

#include <chrono>
#include <utility>

namespace heed::web {

HandlerPool::HandlerPool(std::size_t threads, std::size_t queue_max) : queue_max_(queue_max) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

bool HandlerPool::try_run(std::function<void()> job) {
  {
    const Lock lock(mutex_);
    if (stopping_ || jobs_.size() >= queue_max_) return false;
    jobs_.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
}

std::size_t HandlerPool::waiting() {
  const Lock lock(mutex_);
  return jobs_.size();
}

bool HandlerPool::stopping() {
  const Lock lock(mutex_);
  return stopping_;
}

void HandlerPool::stop() {
  std::deque<std::function<void()>> dropped;  // Let go of outside the lock: they answer then.
  {
    const Lock lock(mutex_);
    stopping_ = true;
    dropped.swap(jobs_);
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void HandlerPool::work() {
  for (;;) {
    std::function<void()> job;
    {
      const Lock lock(mutex_);
      while (jobs_.empty() && !stopping_) changed_.wait_for(mutex_, std::chrono::seconds(1));
      if (stopping_) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job();
  }
}

}  // namespace heed::web
