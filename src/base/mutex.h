// Mutex: one whose guarded members the compiler checks (clang -Wthread-safety is an error here).
//
//   Mutex mutex_;
//   int waiting_ GUARDED_BY(mutex_) = 0;
//   const Lock lock(mutex_);
//
// Does not: wait without a deadline. Signal::wait_for is the only wait there is.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define HEED_TSA(x) __attribute__((x))
#else
#define HEED_TSA(x)
#endif
#define GUARDED_BY(m) HEED_TSA(guarded_by(m))
#define REQUIRES_LOCK(m) HEED_TSA(requires_capability(m))

namespace heed {

class HEED_TSA(capability("mutex")) Mutex {
 public:
  void lock() HEED_TSA(acquire_capability()) { mutex_.lock(); }
  void unlock() HEED_TSA(release_capability()) { mutex_.unlock(); }

 private:
  friend class Signal;
  std::mutex mutex_;
};

class HEED_TSA(scoped_lockable) Lock {
 public:
  explicit Lock(Mutex& mutex) HEED_TSA(acquire_capability(mutex)) : mutex_(mutex) { mutex_.lock(); }
  ~Lock() HEED_TSA(release_capability()) { mutex_.unlock(); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  Mutex& mutex_;
};

class Signal {
 public:
  // Requires: the caller holds `mutex`, and asks again in a loop.
  void wait_for(Mutex& mutex, std::chrono::milliseconds at_most) REQUIRES_LOCK(mutex) {
    std::unique_lock held(mutex.mutex_, std::adopt_lock);
    changed_.wait_for(held, at_most);
    held.release();  // The caller's Lock goes on holding it.
  }
  void notify_one() { changed_.notify_one(); }
  void notify_all() { changed_.notify_all(); }

 private:
  std::condition_variable changed_;  // The one for any mutex has a second mutex inside.
};

}  // namespace heed
