#include "understand/codes.h"

#include <algorithm>
#include <map>

#include "base/limits.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"
#include "understand/inside/code_rows.h"

namespace heed::understand {

using inside::add_version;
using inside::read_tree;

namespace {

constexpr std::string_view kChanged =
    "Somebody changed this code while you were looking at it. Both versions are below.";

Result<CodeText> checked(const CodeText& typed) {
  if (trimmed(typed.name).empty()) return refuse("Give the code a name.");
  CodeText text = typed;
  text.name = TRY(bounded_text(trimmed(typed.name), limits::kTitleChars));
  for (std::string* part : {&text.definition, &text.includes, &text.excludes, &text.examples})
    *part = TRY(bounded_text(trimmed(*part), limits::kShortTextChars * 4));
  return text;
}

// The parent is there, is not under the code itself, and has no other child of this name.
Result<> fits(const CodeTree& tree, CodeId self, const CodeText& text) {
  for (CodeId up = text.parent; !up.is_null();) {
    const Code* parent = tree.find(up);
    if (parent == nullptr) return refuse("The code to put it under is not there any more.");
    if (up == self) return refuse("A code cannot stand under itself.");
    up = parent->text.parent;
  }
  for (const Code& each : tree.codes)
    if (each.id != self && each.text.parent == text.parent &&
        lowered(each.text.name) == lowered(text.name))
      return refuse("There is a code of this name here already.", ErrorKind::conflict);
  return Done{};
}

}  // namespace

const Code* CodeTree::find(CodeId id) const {
  const auto at =
      std::find_if(codes.begin(), codes.end(), [&](const Code& each) { return each.id == id; });
  return at == codes.end() ? nullptr : &*at;
}

Result<CodeTree> CodeFrames::tree(const Scope& scope, ActivityId activity,
                                  std::optional<std::int64_t> version) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main_.read(
      [&](store::Session& s) { return read_tree(s, scope.partnership(), activity, version); });
}

Result<std::vector<Code>> CodeFrames::history(const Scope& scope, ActivityId activity,
                                              CodeId code) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main_.read([&](store::Session& s) -> Result<std::vector<Code>> {
    const auto versions = TRY(s.all(
        "select version from code where partnership_id = $1 and activity_id = $2 and id = $3 order "
        "by version desc",
        [](const store::Row& row) { return row.integer(0); }, scope.partnership(), activity, code));
    std::vector<Code> all;
    for (const std::int64_t version : versions) {
      const CodeTree then = TRY(read_tree(s, scope.partnership(), activity, version));
      if (const Code* found = then.find(code)) all.push_back(*found);
    }
    return all;
  });
}

Result<CodeId> CodeFrames::add(const Scope& scope, ActivityId activity, const CodeText& typed,
                               std::string_view author) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  Code code{.id = random_.id<CodeId>(), .text = TRY(checked(typed))};
  code.author = author;
  code.written = clock_.now();
  return main_.write([&](store::Session& s) -> Result<CodeId> {
    const CodeTree tree = TRY(read_tree(s, scope.partnership(), activity));
    TRY(fits(tree, {}, code.text));
    code.version = tree.version + 1;
    TRY(add_version(s, scope.partnership(), activity, code, scope.person()));
    return code.id;
  });
}

Result<> CodeFrames::change(const Scope& scope, ActivityId activity, CodeId id,
                            std::int64_t seen_version, const CodeText& typed,
                            std::string_view author) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  const CodeText text = TRY(checked(typed));
  return main_.write([&](store::Session& s) -> Result<> {
    const CodeTree tree = TRY(read_tree(s, scope.partnership(), activity));
    const Code* now = tree.find(id);
    if (now == nullptr) return fail(ErrorKind::not_found, "no such code");
    if (now->version != seen_version) return refuse(std::string(kChanged), ErrorKind::conflict);
    TRY(fits(tree, id, text));
    Code next = *now;
    next.text = text;
    next.version = tree.version + 1;
    next.author = author;
    next.written = clock_.now();
    return add_version(s, scope.partnership(), activity, next, scope.person());
  });
}

Result<> CodeFrames::retire(const Scope& scope, ActivityId activity, CodeId id,
                            std::int64_t seen_version, bool retired, std::string_view author) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  return main_.write([&](store::Session& s) -> Result<> {
    const CodeTree tree = TRY(read_tree(s, scope.partnership(), activity));
    const Code* now = tree.find(id);
    if (now == nullptr) return fail(ErrorKind::not_found, "no such code");
    if (now->version != seen_version) return refuse(std::string(kChanged), ErrorKind::conflict);
    Code next = *now;
    next.retired = retired;
    next.version = tree.version + 1;
    next.author = author;
    next.written = clock_.now();
    return add_version(s, scope.partnership(), activity, next, scope.person());
  });
}

Result<std::int64_t> CodeFrames::make_from_themes(const Scope& scope, ActivityId activity,
                                                  std::string_view author) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  return main_.write([&](store::Session& s) -> Result<std::int64_t> {
    if (TRY(inside::frame_version(s, scope.partnership(), activity)) > 0)
      return refuse("There are codes already. Add to them by hand.", ErrorKind::conflict);
    struct Proposed {
      ThemeId id;
      std::string parent, name, keywords;
    };
    const auto themes = TRY(s.all(
        "select t.id, t.parent, t.name, t.keywords from proposed_theme t join proposal p on "
        "p.partnership_id = t.partnership_id and p.id = t.proposal_id where t.partnership_id = $1 "
        "and t.activity_id = $2 and p.created_ms = (select max(created_ms) from proposal where "
        "partnership_id = $1 and activity_id = $2) order by t.number",
        [](const store::Row& row) {
          return Proposed{row.id<ThemeId>(0), row.text(1), row.text(2), row.text(3)};
        },
        scope.partnership(), activity));
    if (themes.empty()) return refuse("No themes are proposed yet. Find themes first.");
    std::int64_t made = 0;
    std::map<std::string, CodeId> parents;
    std::map<std::pair<CodeId, std::string>, int> names;  // Two themes may share a name.
    const auto write = [&](Code code) -> Result<> {
      const int same = ++names[{code.text.parent, lowered(code.text.name)}];
      if (same > 1) code.text.name += fmt::format(" ({})", same);
      code.version = ++made;
      code.author = author;
      code.written = clock_.now();
      return add_version(s, scope.partnership(), activity, code, scope.person());
    };
    for (const Proposed& theme : themes) {
      CodeId parent;
      if (!theme.parent.empty()) {
        const auto [at, fresh] = parents.try_emplace(theme.parent, CodeId{});
        if (fresh) {
          at->second = random_.id<CodeId>();
          TRY(write({.id = at->second, .text = {.name = theme.parent}}));
        }
        parent = at->second;
      }
      TRY(write({.id = random_.id<CodeId>(),
                 .text = {.parent = parent,
                          .name = theme.name,
                          .definition = "Words that mark it: " + theme.keywords},
                 .theme = theme.id}));
    }
    return made;
  });
}

}  // namespace heed::understand
