#include "web/staff/inside/letters.h"

#include "base/text.h"

namespace heed::web::staff {
namespace {

constexpr std::size_t kWaitingMax = 100;
constexpr std::size_t kAddressesMax = 10'000;
constexpr std::int64_t kBetweenMs = 5 * kMinuteMs;

}  // namespace

Letters::Letters(platform::Mailer* mailer) : mailer_(mailer) {
  if (mailer_) thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Letters::~Letters() {
  thread_.request_stop();
  waiting_changed_.notify_all();
}

bool Letters::may_write_to(std::string_view email, TimeMs now) {
  const Lock lock(mutex_);
  std::erase_if(written_, [&](const auto& each) { return each.second + kBetweenMs <= now; });
  if (written_.size() >= kAddressesMax) return false;
  return written_.try_emplace(lowered(trimmed(email)), now).second;
}

void Letters::post(platform::Letter letter) {
  const Lock lock(mutex_);
  if (!mailer_ || waiting_.size() >= kWaitingMax) return;
  waiting_.push_back(std::move(letter));
  waiting_changed_.notify_one();
}

void Letters::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    platform::Letter next;
    {
      const Lock lock(mutex_);
      if (waiting_.empty()) waiting_changed_.wait_for(mutex_, std::chrono::milliseconds(500));
      if (waiting_.empty()) continue;
      next = std::move(waiting_.front());
      waiting_.pop_front();
    }
    // Nobody waits for the outcome, and saying it on a page would tell who has an account.
    (void)mailer_->send(next);
  }
}

}  // namespace heed::web::staff
