#include "web/server/inside/pieces.h"

#include <chrono>
#include <exception>
#include <utility>

#include "base/limits.h"

namespace heed::web {

void Pieces::run(const std::function<Result<>(const Piece&)>& make) {
  std::string problem;
  try {
    Result<> made = make([this](std::string_view bytes) { return put(bytes); });
    if (made) made = pass_on();
    if (!made) problem = made.error().detail;
  } catch (const std::exception& thrown) {
    problem = thrown.what();
  }
  {
    const Lock lock(mutex_);
    ended_ = true;
    problem_ = std::move(problem);
  }
  wake_();
}

// Rows come a few hundred bytes at a time; a piece for each would be all overhead.
Result<> Pieces::put(std::string_view bytes) {
  filling_ += bytes;
  return filling_.size() < limits::kPieceBytes ? Result<>(Done{}) : pass_on();
}

Result<> Pieces::pass_on() {
  if (filling_.empty()) return Done{};
  for (;;) {
    if (stopping_()) return fail(ErrorKind::closed, "the server is stopping");
    const Lock lock(mutex_);
    if (left_) return fail(ErrorKind::closed, "nobody reads it any more");
    if (waiting_.size() < limits::kPiecesWaiting) {
      waiting_.push_back(std::exchange(filling_, {}));
      break;
    }
    room_.wait_for(mutex_, std::chrono::milliseconds(200));
  }
  wake_();
  return Done{};
}

Pieces::Next Pieces::take(std::string& bytes) {
  const Lock lock(mutex_);
  if (waiting_.empty()) {
    if (!ended_) return Next::wait;
    return problem_.empty() ? Next::whole : Next::cut;
  }
  bytes = std::move(waiting_.front());
  waiting_.pop_front();
  room_.notify_one();
  return Next::piece;
}

void Pieces::leave() {
  {
    const Lock lock(mutex_);
    left_ = true;
    waiting_.clear();
  }
  room_.notify_one();
}

std::string Pieces::problem() {
  const Lock lock(mutex_);
  return problem_;
}

}  // namespace heed::web
