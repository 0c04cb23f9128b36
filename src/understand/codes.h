// Code frames: the tree of codes that one activity's comments are read by, with what each means.
//
//   const CodeId travel = TRY(frames.add(scope, activity, {.name = "Travel"}, "Jo Reed"));
//   TRY(frames.change(scope, activity, travel, seen_version, better, "Jo Reed"));
//   const CodeTree then = TRY(frames.tree(scope, activity, 3));  // as it read in version 3
//
// Every change makes a version of the whole frame; codings say which they were made under.
// Threads: any.
// Does not: delete a code (it is retired), or change what was coded under an older version.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"

namespace heed::store {
class Database;
class Session;
}  // namespace heed::store
namespace heed::platform {
class Clock;
class Random;
}  // namespace heed::platform

namespace heed::understand {

using CodeId = Id<struct CodeKind>;

struct CodeText {
  CodeId parent;  // Null: at the top.
  std::string name;
  std::string definition;  // What it means.
  std::string includes, excludes;
  std::string examples;  // One a line.
};

struct Code {
  CodeId id;
  CodeText text;
  ThemeId theme;  // The proposed theme that it was made from; null when by hand.
  bool retired = false;
  std::int64_t version = 0;  // Of the frame when it came to read so.
  int depth = 0;             // 0 at the top.
  std::string author;
  TimeMs written;
};

struct CodeTree {
  std::int64_t version = 0;  // 0: no code yet.
  std::vector<Code> codes;   // A parent before its children, by name among themselves.
  const Code* find(CodeId id) const;
};

class CodeFrames {
 public:
  CodeFrames(store::Database& main, const platform::Clock& clock, platform::Random& random)
      : main_(main), clock_(clock), random_(random) {}

  // Needs `read_text`. The newest, or as it read in an older version.
  Result<CodeTree> tree(const Scope& scope, ActivityId activity,
                        std::optional<std::int64_t> version = std::nullopt);
  // How one code came to read as it does, newest first. Needs `read_text`.
  Result<std::vector<Code>> history(const Scope& scope, ActivityId activity, CodeId code);

  // These need `code`. Errors: invalid (said), conflict (said: changed meanwhile, or the name is
  // taken beside it).
  Result<CodeId> add(const Scope& scope, ActivityId activity, const CodeText& text,
                     std::string_view author);
  Result<> change(const Scope& scope, ActivityId activity, CodeId code, std::int64_t seen_version,
                  const CodeText& text, std::string_view author);
  // A retired code is not offered any more; what was coded with it stays.
  Result<> retire(const Scope& scope, ActivityId activity, CodeId code, std::int64_t seen_version,
                  bool retired, std::string_view author);
  // One code for each proposed theme, under one for each coarse theme; returns how many.
  // Errors: conflict (said) when there are codes already, invalid (said) without a proposal.
  Result<std::int64_t> make_from_themes(const Scope& scope, ActivityId activity,
                                        std::string_view author);
  // What people say of any service, with what keeps them from it first (T-121); returns how many.
  // Errors: conflict (said) when there are codes already.
  Result<std::int64_t> make_usual(const Scope& scope, ActivityId activity, std::string_view author);

 private:
  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::understand
