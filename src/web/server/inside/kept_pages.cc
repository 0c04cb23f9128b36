#include "web/server/inside/kept_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "web/server/inside/policy.h"

namespace heed::web {
namespace {

constexpr std::size_t kLanguageBytes = 16;  // The longest that a language's name is.

}  // namespace

std::optional<std::string> kept_key(const Request& request, const Route& route,
                                    std::string_view language_cookie) {
  if (route.kept == Kept::no || request.target.find('?') != std::string::npos ||
      request.target.size() > limits::kKeptPathBytes || !request.header("authorization").empty())
    return std::nullopt;
  std::string_view language;
  if (const std::string_view sent = request.header("cookie"); !sent.empty()) {
    // The header itself, so that nothing beside that one cookie is there to be read.
    if (language_cookie.empty() || !sent.starts_with(language_cookie) ||
        !sent.substr(language_cookie.size()).starts_with('='))
      return std::nullopt;
    language = sent.substr(language_cookie.size() + 1);
    if (language.size() > kLanguageBytes || language.find_first_of("; ,\t") != language.npos)
      return std::nullopt;
  }
  return fmt::format("{}\n{}\n{}\n{}", takes_gzip(request.header("accept-encoding")) ? "gzip" : "",
                     language, request.header("host"), request.target);
}

bool may_be_kept(const Reply& reply, std::string_view request_id) {
  const auto harmless = [&](const auto& field) {
    return (reply.compress && field.first == "Content-Encoding") ||
           (field.first == "Cache-Control" && field.second.starts_with("public"));
  };
  return reply.status == 200 && !reply.pieces && reply.cookies.empty() &&
         std::ranges::all_of(reply.headers, harmless) &&
         reply.body.find(request_id) == std::string::npos;
}

void KeptPages::empty_when_changed() {
  const std::uint64_t changes = changes_();
  if (changes == as_of_) return;
  as_of_ = changes;
  pages_.clear();
  bytes_ = 0;
}

std::shared_ptr<const KeptPage> KeptPages::find(const std::string& key) {
  if (!changes_) return nullptr;
  empty_when_changed();
  const auto found = pages_.find(key);
  if (found == pages_.end() || found->second.until <= Clock::now()) return nullptr;
  return found->second.page;
}

void KeptPages::keep(std::string key, const Since& since, std::shared_ptr<const KeptPage> page) {
  if (!changes_) return;
  empty_when_changed();
  if (since.changes != as_of_) return;
  const std::size_t bytes = key.size() + page->lines.size() + page->body.size();
  if (const auto before = pages_.find(key); before != pages_.end()) {
    bytes_ -= before->second.bytes;
    pages_.erase(before);
  }
  if (bytes_ + bytes > limits::kKeptPagesBytes) {
    const auto now = Clock::now();
    std::erase_if(pages_, [&](const auto& each) {
      const bool late = each.second.until <= now;
      if (late) bytes_ -= each.second.bytes;
      return late;
    });
  }
  if (bytes_ + bytes > limits::kKeptPagesBytes) return;
  bytes_ += bytes;
  pages_.emplace(
      std::move(key),
      Entry{std::move(page), since.when + std::chrono::milliseconds(limits::kKeptPageMs), bytes});
}

}  // namespace heed::web
