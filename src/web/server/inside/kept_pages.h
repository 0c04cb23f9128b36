// KeptPages: replies of routes that say Kept::until_changed, given again to strangers until
// something is written or limits::kKeptPageMs have passed, without a handler.
//
//   if (auto key = kept_key(request, route, language_cookie))
//     if (const auto page = pages.find(*key)) ...          // as it goes over the wire
//   const auto since = pages.since();                      // before the handler runs
//   pages.keep(key, since, page_to_keep(reply, ...));      // after it
//
// A stranger is who sends no cookie but the language and no query. Nobody else is given a kept
// page, and none is kept of what was made for anybody else: what a page could know of a person is
// not there when it is made.
// Threads: the io thread.
// Does not: hold more than limits::kKeptPagesBytes; know what is on a page.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "web/server/http.h"
#include "web/server/routes.h"

namespace heed::web {

struct KeptPage {
  std::string lines;  // Of the header, as header_lines() made them.
  std::string body;
};

// What the page depends on: compression, language, host, path. Nothing when this request is not a
// stranger's or the route keeps nothing.
std::optional<std::string> kept_key(const Request& request, const Route& route,
                                    std::string_view language_cookie);
// True when this reply is the same for every stranger: a whole 200 without cookies, without header
// fields that say anything else, and without the number of the request.
bool may_be_kept(const Reply& reply, std::string_view request_id);

class KeptPages {
 public:
  using Clock = std::chrono::steady_clock;
  // `changes` grows after each write and before anybody is told of it. Null: nothing is kept.
  explicit KeptPages(std::function<std::uint64_t()> changes) : changes_(std::move(changes)) {}

  bool keeps() const { return changes_ != nullptr; }
  struct Since {
    std::uint64_t changes = 0;
    Clock::time_point when;
  };
  Since since() const { return {changes_ ? changes_() : 0, Clock::now()}; }
  // Null when there is none, or none that is still good.
  std::shared_ptr<const KeptPage> find(const std::string& key);
  // What was made from what stood when `since` was taken. Left out when that has changed, or when
  // there is no room.
  void keep(std::string key, const Since& since, std::shared_ptr<const KeptPage> page);
  std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    std::shared_ptr<const KeptPage> page;
    Clock::time_point until;
    std::size_t bytes = 0;
  };
  void empty_when_changed();

  const std::function<std::uint64_t()> changes_;
  std::uint64_t as_of_ = 0;
  std::size_t bytes_ = 0;
  std::unordered_map<std::string, Entry> pages_;
};

}  // namespace heed::web
