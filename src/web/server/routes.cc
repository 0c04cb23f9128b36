#include "web/server/routes.h"

#include <algorithm>
#include <atomic>

#include "base/check.h"

namespace heed::web {

std::string_view Match::operator[](std::string_view name) const {
  const auto found = std::ranges::find(values_, name, &std::pair<std::string, std::string>::first);
  CHECK(found != values_.end());
  return found->second;
}

struct ReplyLater::Once {
  Once(Give give_, std::shared_ptr<const Request> request_)
      : give(std::move(give_)), request(std::move(request_)) {}
  ~Once() {
    if (!used.exchange(true)) give(fail(ErrorKind::internal, "a handler let go of its reply"));
  }
  Once(const Once&) = delete;
  Once& operator=(const Once&) = delete;

  Give give;
  std::shared_ptr<const Request> request;
  std::atomic<bool> used = false;
};

ReplyLater::ReplyLater(Give give, std::shared_ptr<const Request> request)
    : once_(std::make_shared<Once>(std::move(give), std::move(request))) {}

void ReplyLater::operator()(Result<Reply> reply) const {
  if (!once_->used.exchange(true)) once_->give(std::move(reply));
}

}  // namespace heed::web
