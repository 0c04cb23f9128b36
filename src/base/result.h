// Result: a value, or the reason there is none.
//
//   Result<Activity> activity(const Scope&, ActivityId);
//   const Activity activity = TRY(plan.activity(scope, id));   // hands the Error to our caller
//
// Errors are things that happen in a correct program: a full queue, a dead disk, a page that is
// not there. A broken promise inside our own code is not an Error; it is a CHECK.
// An Error carries three different things: the kind (what the program does about it), the detail
// (for operators, never shown to the public) and, where somebody can put it right, `said`: one
// sentence in the user's words.
//
// Threads: a plain value. Move it, do not share it.
#pragma once

#include <expected>
#include <string>
#include <utility>

#include "base/check.h"

namespace heed {

// Closed on purpose: web/server switches over it without a default, so a new kind does not compile
// until somebody has decided what the public sees.
enum class ErrorKind {
  busy,         // A queue is full; nothing was kept; ask again shortly.
  closed,       // The server is stopping, or the thing asked of is over.
  denied,       // Not for this person. The public sees the same as not_found.
  not_found,    // No such thing in this scope.
  conflict,     // Somebody else changed it, or a unique thing exists already.
  invalid,      // What was sent cannot be taken as it is; `said` says why.
  too_large,    // Over a number in base/limits.h.
  disk_full,    // No room to keep anything more.
  storage,      // A write or sync failed; what the disk holds is unknown.
  unavailable,  // Something outside (mail, database server) does not answer.
  internal,     // A library failed in a way that none of the above names.
};

struct [[nodiscard]] Error {
  ErrorKind kind;
  std::string detail;  // For operators and logs: no words of respondents, no addresses.
  std::string said;    // One sentence for the person in front of it, or empty.
  const char* file;
  int line;
};

// The way to make an Error; it remembers where it was made.
inline Error fail(ErrorKind kind, std::string detail, const char* file = __builtin_FILE(),
                  int line = __builtin_LINE()) {
  return {kind, std::move(detail), {}, file, line};
}

// An Error that a person can put right: `said` is shown to them as it stands.
inline Error refuse(std::string said, ErrorKind kind = ErrorKind::invalid,
                    const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  return {kind, said, said, file, line};
}

struct Done {};  // What a Result holds when there is nothing to hold.

template <class T = Done>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : held_(std::move(value)) {}                     // NOLINT: implicit
  Result(Error error) : held_(std::unexpect, std::move(error)) {}  // NOLINT: implicit

  explicit operator bool() const { return held_.has_value(); }
  bool failed_with(ErrorKind kind) const { return !held_ && held_.error().kind == kind; }

  // Requires: *this holds a value.
  T& operator*() & {
    CHECK(held_.has_value());
    return *held_;
  }
  const T& operator*() const& {
    CHECK(held_.has_value());
    return *held_;
  }
  T&& operator*() && {
    CHECK(held_.has_value());
    return *std::move(held_);
  }
  T* operator->() {
    CHECK(held_.has_value());
    return &*held_;
  }
  const T* operator->() const {
    CHECK(held_.has_value());
    return &*held_;
  }

  // Requires: *this holds an error.
  const Error& error() const& {
    CHECK(!held_.has_value());
    return held_.error();
  }
  Error&& error() && {
    CHECK(!held_.has_value());
    return std::move(held_).error();
  }

 private:
  std::expected<T, Error> held_;
};

// Unwraps a Result or returns its Error from the enclosing function. One TRY may stand inside
// another: each has a variable of its own.
#define TRY(expression) HEED_TRY(expression, HEED_JOIN(try_result_, __COUNTER__))
#define HEED_JOIN(a, b) HEED_JOIN_(a, b)
#define HEED_JOIN_(a, b) a##b
#define HEED_TRY(expression, held)             \
  (__extension__({                             \
    auto held = (expression);                  \
    if (!held) return std::move(held).error(); \
    *std::move(held);                          \
  }))

}  // namespace heed
