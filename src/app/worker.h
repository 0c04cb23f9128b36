// Worker: does what was written down to be done afterwards, and the daily sweeping, while Heed
// runs.
//
//   Worker worker([](const std::string& job, const std::string& problem) { … });
//   worker.every(5s, "the outbox", [&] { return work_outbox(); });
//   worker.start();   // and stop(), or leaving the scope
//
// Threads: one of its own; every() before start() only.
// Does not: lose a failure: `complain` hears of each new one once, and the job is tried again.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/mutex.h"
#include "base/result.h"

namespace heed::app {

class Worker {
 public:
  using Job = std::function<Result<>()>;
  using Complain = std::function<void(const std::string& job, const std::string& problem)>;
  explicit Worker(Complain complain) : complain_(std::move(complain)) {}
  ~Worker() { stop(); }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void every(std::chrono::milliseconds wait, std::string name, Job job);
  void start();
  // Lets the job that runs come to its end. Done also when it was never started.
  void stop();

 private:
  struct Task {
    std::chrono::milliseconds wait;
    std::string name;
    Job job;
    std::chrono::steady_clock::time_point next = {};
    std::string last_problem = {};
  };
  void run();
  void work(Task& task) const;

  Complain complain_;
  std::vector<Task> tasks_;  // The thread's own once it is started.
  Mutex mutex_;
  Signal stopped_;
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace heed::app
