// Pieces: the bytes of one large reply, from the handler thread that makes them to the thread of
// the sockets. A bounded queue: whoever makes them waits for whoever reads them.
//
//   pool.try_run([pieces] { pieces->run(reply.pieces); });      // a handler thread
//   while (pieces->take(bytes) == Pieces::Next::piece) …        // the io thread, after each wake()
//
// Threads: run() on one thread, take() and leave() on another.
// Does not: touch a socket.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <string_view>

#include "base/mutex.h"
#include "base/result.h"
#include "web/server/http.h"

namespace heed::web {

class Pieces {
 public:
  // `wake` is called from the handler thread whenever there is something to take. `stopping` says
  // that the server will not wait any longer.
  Pieces(std::function<void()> wake, std::function<bool()> stopping)
      : wake_(std::move(wake)), stopping_(std::move(stopping)) {}

  void run(const std::function<Result<>(const Piece&)>& make);

  enum class Next { piece, wait, whole, cut };
  Next take(std::string& bytes);
  void leave();           // Nobody reads any more.
  std::string problem();  // Why it was cut.

 private:
  Result<> put(std::string_view bytes);
  Result<> pass_on();

  const std::function<void()> wake_;
  const std::function<bool()> stopping_;
  std::string filling_;  // Of the handler thread.
  Mutex mutex_;
  Signal room_;
  std::deque<std::string> waiting_ GUARDED_BY(mutex_);
  bool ended_ GUARDED_BY(mutex_) = false;
  bool left_ GUARDED_BY(mutex_) = false;
  std::string problem_ GUARDED_BY(mutex_);
};

}  // namespace heed::web
