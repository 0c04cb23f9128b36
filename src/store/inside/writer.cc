#include "store/inside/writer.h"

#include <chrono>
#include <exception>
#include <optional>

#include "base/check.h"

namespace heed::store {
namespace {

constexpr int kTries = 5;  // A serialisation failure or a lost connection, before we say so.
constexpr std::chrono::milliseconds kFirstPause{20};

Error no_promise() { return fail(ErrorKind::storage, "a storage error happened before"); }

}  // namespace

Writer::Writer(std::unique_ptr<Connection> connection, std::size_t queue_max, std::size_t batch_max)
    : connection_(std::move(connection)),
      queue_max_(queue_max),
      batch_max_(std::max<std::size_t>(batch_max, 1)),
      thread_([this] { work(); }) {}

Writer::~Writer() {
  {
    const Lock lock(mutex_);
    closing_ = true;
  }
  queued_.notify_all();
  thread_.join();
}

Result<> Writer::enqueue(const JobPtr& job) {
  if (broken_) return no_promise();
  {
    const Lock lock(mutex_);
    if (closing_) return fail(ErrorKind::closed, "the store is closing");
    if (queue_.size() >= queue_max_) return fail(ErrorKind::busy, "the writer's queue is full");
    queue_.push_back(job);
  }
  queued_.notify_one();
  return Done{};
}

Result<> Writer::later(Command command, Told done) {
  return enqueue(std::make_shared<Job>(std::move(command), std::move(done)));
}

Result<> Writer::now(const Command& command) {
  CHECK(std::this_thread::get_id() != thread_.get_id());  // It would wait for itself.
  struct Wait {
    Mutex mutex;
    Signal told;
    std::optional<Result<>> kept GUARDED_BY(mutex);
  };
  const auto wait = std::make_shared<Wait>();
  const auto job = std::make_shared<Job>([&command](Session& s) { return command(s); },
                                         [wait](Result<> kept) {
                                           const Lock lock(wait->mutex);
                                           wait->kept = std::move(kept);
                                           wait->told.notify_all();
                                         });
  TRY(enqueue(job));
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::milliseconds(limits::kStoreWaitMs);
  bool may_withdraw = true;
  for (;;) {
    {
      const Lock lock(wait->mutex);
      if (wait->kept) return *std::move(wait->kept);
      wait->told.wait_for(wait->mutex, std::chrono::milliseconds(200));
      if (wait->kept) return *std::move(wait->kept);
    }
    // Once it runs it uses our caller's variables, and is waited for however long the disk takes.
    if (may_withdraw && std::chrono::steady_clock::now() > deadline) {
      if (withdraw(job)) return fail(ErrorKind::busy, "the writer did not come to it in time");
      may_withdraw = false;
    }
  }
}

bool Writer::withdraw(const JobPtr& job) {
  const Lock lock(mutex_);
  const auto found = std::find(queue_.begin(), queue_.end(), job);
  if (found == queue_.end()) return false;
  queue_.erase(found);
  return true;
}

std::vector<Writer::JobPtr> Writer::next_batch() {
  const Lock lock(mutex_);
  while (queue_.empty() && !closing_) queued_.wait_for(mutex_, std::chrono::seconds(1));
  std::vector<JobPtr> batch;
  while (!queue_.empty() && batch.size() < batch_max_) {
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return batch;
}

void Writer::work() {
  for (;;) {
    const std::vector<JobPtr> batch = next_batch();
    if (batch.empty()) return;  // Closing, and nothing is left.
    run_batch(batch);
  }
}

void Writer::run_batch(std::span<const JobPtr> jobs) {
  std::vector<Result<>> told;
  auto pause = kFirstPause;
  for (int tried = 1;; ++tried) {
    told.clear();
    const Outcome outcome = attempt(jobs, told);
    if (outcome == Outcome::settled) break;
    if (outcome == Outcome::one_by_one && jobs.size() > 1) {
      for (std::size_t i = 0; i < jobs.size(); ++i) run_batch(jobs.subspan(i, 1));
      return;
    }
    if (outcome == Outcome::one_by_one || tried == kTries) break;
    std::this_thread::sleep_for(pause);
    pause *= 2;
  }
  CHECK(told.size() == jobs.size());
  ++batches_;
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i]->done(std::move(told[i]));
}

Result<> Writer::run_command(const Job& job) {
  try {
    Result<> ran = job.command(*connection_);
    // An ignored failure does not make the rest of the command good.
    if (ran && connection_->spoilt()) return *connection_->spoilt();
    return ran;
  } catch (const std::exception& thrown) {
    return fail(ErrorKind::internal, thrown.what());
  }
}

Writer::Outcome Writer::attempt(std::span<const JobPtr> jobs, std::vector<Result<>>& told) {
  const auto all_failed = [&](const Error& error) {
    told.assign(jobs.size(), Result<>(error));
    return whole_batch_failed(error, told);
  };
  if (broken_) return all_failed(no_promise());
  if (auto begun = connection_->begin_write(); !begun) return all_failed(begun.error());
  for (const JobPtr& job : jobs) {
    if (auto saved = connection_->savepoint(); !saved) return all_failed(saved.error());
    Result<> ran = run_command(*job);
    if (ran) ran = connection_->release();
    // A second look: the release itself may have failed.
    if (!ran) {
      const Error error = ran.error();
      if (error.kind == ErrorKind::storage || connection_->wants_retry() ||
          connection_->transaction_gone()) {
        return all_failed(error);
      }
      if (auto undone = connection_->rollback_to(); !undone) return all_failed(undone.error());
    }
    told.push_back(std::move(ran));
  }
  if (auto kept = connection_->commit(); !kept) return all_failed(kept.error());
  return Outcome::settled;
}

Writer::Outcome Writer::whole_batch_failed(const Error& error, std::vector<Result<>>& told) {
  const bool again = connection_->wants_retry();
  connection_->rollback();
  if (error.kind == ErrorKind::storage) {
    broken_ = true;
    told.assign(told.size(), Result<>(error));
    return Outcome::settled;
  }
  if (again) return Outcome::again;
  // One command's doing (no room for it, a deferred key): its mates are run without it.
  if (error.kind == ErrorKind::conflict || error.kind == ErrorKind::disk_full ||
      error.kind == ErrorKind::internal)
    return Outcome::one_by_one;
  return Outcome::settled;
}

}  // namespace heed::store
