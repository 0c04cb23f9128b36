// Letters: mail that a page asks for without waiting, so that "forgotten password" takes as long
// for an unknown address as for a known one.
//
//   if (letters.may_write_to(email, now)) letters.post({.to = email, …});
//
// Threads: any; one thread of its own sends.
// Does not: retry. A lost letter is asked for again.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>

#include "base/mutex.h"
#include "base/time.h"
#include "platform/mail.h"

namespace heed::web::staff {

class Letters {
 public:
  // `mailer` may be null: nothing is ever sent.
  explicit Letters(platform::Mailer* mailer);
  ~Letters();
  Letters(const Letters&) = delete;
  Letters& operator=(const Letters&) = delete;

  bool can_send() const { return mailer_ != nullptr; }
  // At most one in five minutes to one address, whoever asks; true also reserves it.
  bool may_write_to(std::string_view email, TimeMs now);
  // Dropped when too many wait.
  void post(platform::Letter letter);

 private:
  void run(const std::stop_token& stop);

  platform::Mailer* const mailer_;
  Mutex mutex_;
  Signal waiting_changed_;
  std::deque<platform::Letter> waiting_ GUARDED_BY(mutex_);
  std::unordered_map<std::string, TimeMs> written_ GUARDED_BY(mutex_);
  std::jthread thread_;  // Last: it uses the others.
};

}  // namespace heed::web::staff
