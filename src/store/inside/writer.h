// Writer: the one thread that writes to a store. Commands queue; each runs in a savepoint of the
// batch's transaction; the batch shares one commit and one sync, and only then is anybody told.
//
//   writer.now(command)            // waits until it is durable
//   writer.later(command, done)    // done(kept) once it is
//
// Threads: now() and later() from any thread but the writer's own.
// Does not: go on after a storage error: every later command is refused with `storage`.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <thread>
#include <vector>

#include "base/mutex.h"
#include "store/inside/connection.h"

namespace heed::store {

class Writer {
 public:
  using Command = std::function<Result<>(Session&)>;
  using Told = std::function<void(Result<>)>;

  Writer(std::unique_ptr<Connection> connection, std::size_t queue_max, std::size_t batch_max);
  ~Writer();  // Commits what is queued.

  // Errors: the command's own, busy, closed, storage, disk_full, unavailable.
  Result<> now(const Command& command);
  // Errors: busy, closed, storage.
  Result<> later(Command command, Told done);
  // A reader met a storage error: nothing more is promised.
  void stop_promising() { broken_ = true; }
  // Those that were tried, whatever came of them; counted before anybody is told.
  std::uint64_t batches() const { return batches_; }

 private:
  struct Job {
    Command command;
    Told done;
  };
  using JobPtr = std::shared_ptr<Job>;
  enum class Outcome { settled, again, one_by_one };

  Result<> enqueue(const JobPtr& job);
  bool withdraw(const JobPtr& job);
  void work();
  std::vector<JobPtr> next_batch();
  void run_batch(std::span<const JobPtr> jobs);
  // One transaction. `told` gets an answer for each job when the outcome is settled.
  Outcome attempt(std::span<const JobPtr> jobs, std::vector<Result<>>& told);
  Outcome whole_batch_failed(const Error& error, std::vector<Result<>>& told);
  Result<> run_command(const Job& job);

  const std::unique_ptr<Connection> connection_;
  const std::size_t queue_max_;
  const std::size_t batch_max_;
  Mutex mutex_;
  Signal queued_;
  std::deque<JobPtr> queue_ GUARDED_BY(mutex_);
  bool closing_ GUARDED_BY(mutex_) = false;
  std::atomic<bool> broken_ = false;
  std::atomic<std::uint64_t> batches_ = 0;
  std::thread thread_;  // Last: it uses all of the above.
};

}  // namespace heed::store
