#include "app/worker.h"

#include <algorithm>

namespace heed::app {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

void Worker::every(milliseconds wait, std::string name, Job job) {
  tasks_.push_back({wait, std::move(name), std::move(job)});
}

void Worker::start() {
  thread_ = std::thread([this] { run(); });
}

void Worker::stop() {
  {
    const Lock lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Worker::run() {
  for (;;) {
    auto next = steady_clock::now() + std::chrono::hours(1);
    for (Task& task : tasks_) {
      if (steady_clock::now() >= task.next) {
        work(task);
        task.next = steady_clock::now() + task.wait;
      }
      next = std::min(next, task.next);
      const Lock lock(mutex_);
      if (stopping_) return;
    }
    const Lock lock(mutex_);
    while (!stopping_ && steady_clock::now() < next)
      stopped_.wait_for(mutex_, std::chrono::ceil<milliseconds>(next - steady_clock::now()));
    if (stopping_) return;
  }
}

void Worker::work(Task& task) const {
  const Result<> done = task.job();
  const std::string problem = done ? "" : done.error().detail;
  if (!problem.empty() && problem != task.last_problem) complain_(task.name, problem);
  task.last_problem = problem;
}

}  // namespace heed::app
