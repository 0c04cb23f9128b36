// Pool: the connections that read. Each is held by one thread at a time.
//
//   const Pool::Held held = TRY(pool.take()); held->begin_read() ...
//
// Threads: any.  Does not: wait longer than limits::kStoreWaitMs. Errors: busy.
#pragma once

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "base/mutex.h"
#include "store/inside/connection.h"

namespace heed::store {

class Pool {
 public:
  explicit Pool(std::vector<std::unique_ptr<Connection>> connections)
      : idle_(std::move(connections)) {}

  class Held {
   public:
    Held(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}
    Held(Held&& other) = default;
    ~Held() {
      if (connection_ != nullptr) pool_->give_back(std::move(connection_));
    }
    Connection* operator->() const { return connection_.get(); }
    Connection& operator*() const { return *connection_; }

   private:
    Pool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  Result<Held> take() {
    const auto deadline =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(limits::kStoreWaitMs);
    const Lock lock(mutex_);
    while (idle_.empty()) {
      if (std::chrono::steady_clock::now() > deadline)
        return fail(ErrorKind::busy, "no reader of the store came free in time");
      returned_.wait_for(mutex_, std::chrono::milliseconds(200));
    }
    std::unique_ptr<Connection> taken = std::move(idle_.back());
    idle_.pop_back();
    return Held(*this, std::move(taken));
  }

 private:
  void give_back(std::unique_ptr<Connection> connection) {
    {
      const Lock lock(mutex_);
      idle_.push_back(std::move(connection));
    }
    returned_.notify_one();
  }

  Mutex mutex_;
  Signal returned_;
  std::vector<std::unique_ptr<Connection>> idle_ GUARDED_BY(mutex_);
};

}  // namespace heed::store
