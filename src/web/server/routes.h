// Route: one line of the table that says who may ask for what. The list of routes *is* the site's
// surface: tests walk it with every role.
//
//   {Method::post, "/staff/activities/{activity}/open", Who::may(Capability::publish), Limit::form,
//    Safety::csrf_token, [&](const Request& request, const Match& match) -> Result<Reply> {...}},
//
// Leaving out who, limit or safety does not compile. An unknown path, a wrong role and another
// partnership's thing all look the same: 404.
// Threads: handlers run at once on several threads; a later reply may come from any thread.
// Does not: authenticate (an injected function does), run anything (server.h does).
#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "base/scope.h"
#include "web/server/http.h"

namespace heed::web {

class Who {
 public:
  static const Who anyone;
  static const Who signed_in;
  static constexpr Who may(Capability capability) { return Who(true, capability); }

  constexpr bool must_sign_in() const { return must_sign_in_; }
  constexpr std::optional<Capability> capability() const { return capability_; }

 private:
  constexpr Who(bool must_sign_in, std::optional<Capability> capability)
      : must_sign_in_(must_sign_in), capability_(capability) {}
  bool must_sign_in_;
  std::optional<Capability> capability_;
};
inline constexpr Who Who::anyone{false, std::nullopt};
inline constexpr Who Who::signed_in{true, std::nullopt};

// The most bytes a body may have on this route; 413 beyond.
class Limit {
 public:
  static const Limit no_body;
  static const Limit form;
  static const Limit upload;
  constexpr explicit Limit(std::size_t bytes) : bytes_(bytes) {}
  constexpr std::size_t bytes() const { return bytes_; }

 private:
  std::size_t bytes_;
};
inline constexpr Limit Limit::no_body{0};
inline constexpr Limit Limit::form{limits::kFormBytes};
inline constexpr Limit Limit::upload{limits::kUploadBytes};

// What stands between this route and a forged request (trust.md 5.3).
class Safety {
 public:
  static const Safety safe;         // Changes nothing: GET only.
  static const Safety csrf_token;   // From our own pages, and with the session's token.
  static const Safety origin_only;  // From our own pages; for people who are not signed in.
  // From anywhere: the {token} in the path is the secret. For mail programs (RFC 8058).
  static const Safety token_in_path;
  friend constexpr bool operator==(const Safety&, const Safety&) = default;

 private:
  enum class Kind { safe, csrf_token, origin_only, token_in_path };
  constexpr explicit Safety(Kind kind) : kind_(kind) {}
  Kind kind_;
};
inline constexpr Safety Safety::safe{Kind::safe};
inline constexpr Safety Safety::csrf_token{Kind::csrf_token};
inline constexpr Safety Safety::origin_only{Kind::origin_only};
inline constexpr Safety Safety::token_in_path{Kind::token_in_path};

// What the {names} of a pattern stood for in this path.
class Match {
 public:
  explicit Match(Fields values = {}) : values_(std::move(values)) {}
  // Requires: the pattern has {name}.
  std::string_view operator[](std::string_view name) const;
  // match.id<ActivityId>("activity"). Errors: not_found when it is not an id.
  template <class IdType>
  Result<IdType> id(std::string_view name) const {
    const auto parsed = IdType::parse((*this)[name]);
    if (!parsed) return fail(ErrorKind::not_found, "not an id in the path");
    return *parsed;
  }

 private:
  Fields values_;
};

// Answers one request, once, from any thread; what comes after the first is dropped. Keeps the
// Request alive. If every copy goes away unused the asker gets a 500 rather than silence.
class ReplyLater {
 public:
  using Give = std::function<void(Result<Reply>)>;
  ReplyLater(Give give, std::shared_ptr<const Request> request);
  void operator()(Result<Reply> reply) const;

 private:
  struct Once;
  std::shared_ptr<Once> once_;
};

using Answer = std::function<Result<Reply>(const Request&, const Match&)>;
// Must return at once; the reply comes later. The Request lives as long as the ReplyLater.
using AnswerLater = std::function<void(const Request&, const Match&, ReplyLater)>;

class Handler {
 public:
  template <class F>
    requires std::is_invocable_r_v<Result<Reply>, F&, const Request&, const Match&>
  Handler(F answer) : run_(Answer(std::move(answer))) {}  // NOLINT: implicit
  template <class F>
    requires std::invocable<F&, const Request&, const Match&, ReplyLater>
  Handler(F answer) : run_(AnswerLater(std::move(answer))) {}  // NOLINT: implicit
  const std::variant<Answer, AnswerLater>& run() const { return run_; }

 private:
  std::variant<Answer, AnswerLater> run_;
};

// What a route says when the queue of handlers is full: runs on the socket thread, so it may only
// build a page. A respondent's POST gives the filled-in form back.
using Busy = std::function<Reply(const Request&)>;

// Whether a reply is the same for every stranger, so that one may be given to the next until
// something is written (inside/kept_pages.h). The handler may read no cookie but the language, and
// must do nothing but read.
enum class Kept { no, until_changed };

struct Route {
  Method method;
  std::string pattern;  // "/a/{name}/b"; a name stands for one segment, words win over names.
  Who who;
  Limit limit;
  Safety safety;
  Handler handler;
  Kept kept = Kept::no;
  Busy busy = nullptr;
};

using Routes = std::vector<Route>;  // Each area of the site gives its own; app joins them.

}  // namespace heed::web
