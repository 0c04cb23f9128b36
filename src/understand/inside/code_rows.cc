#include "understand/inside/code_rows.h"

#include <algorithm>
#include <map>

#include "store/database.h"

namespace heed::understand::inside {
namespace {

Code read_code(const store::Row& row) {
  Code code;
  code.id = row.id<CodeId>(0);
  code.version = row.integer(1);
  code.text = {row.id<CodeId>(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7)};
  code.retired = row.truth(8);
  code.theme = row.id<ThemeId>(9);
  code.author = row.text(10);
  code.written = row.time(11);
  return code;
}

// Children under their parent; what names a parent that is not there stands at the top.
void lay_out(const std::map<CodeId, std::vector<const Code*>>& children, CodeId parent, int depth,
             std::vector<Code>& out) {
  const auto found = children.find(parent);
  if (found == children.end()) return;
  for (const Code* each : found->second) {
    out.push_back(*each);
    out.back().depth = depth;
    lay_out(children, each->id, depth + 1, out);
  }
}

}  // namespace

Result<CodeTree> read_tree(store::Session& s, PartnershipId partnership, ActivityId activity,
                           std::optional<std::int64_t> version) {
  std::map<CodeId, Code> newest;
  CodeTree tree;
  TRY(s.each(
      "select id, version, parent_id, name, definition, includes, excludes, examples, retired, "
      "theme_id, author_name, written_ms from code where partnership_id = $1 and activity_id = $2 "
      "and version <= $3 order by version",
      [&](const store::Row& row) {
        Code code = read_code(row);
        tree.version = code.version;
        newest[code.id] = std::move(code);
      },
      partnership, activity, version.value_or(std::numeric_limits<std::int64_t>::max())));
  std::map<CodeId, std::vector<const Code*>> children;
  for (const auto& [id, code] : newest) {
    const bool has_parent = newest.contains(code.text.parent);
    children[has_parent ? code.text.parent : CodeId{}].push_back(&code);
  }
  for (auto& [parent, codes] : children)
    std::sort(codes.begin(), codes.end(), [](const Code* a, const Code* b) {
      return a->text.name != b->text.name ? a->text.name < b->text.name : a->id < b->id;
    });
  lay_out(children, CodeId{}, 0, tree.codes);
  return tree;
}

Result<> add_version(store::Session& s, PartnershipId partnership, ActivityId activity,
                     const Code& code, PersonId author) {
  TRY(s.exec(
      "insert into code (partnership_id, activity_id, id, version, parent_id, name, definition, "
      "includes, excludes, examples, retired, theme_id, author_id, author_name, written_ms) values "
      "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
      partnership, activity, code.id, code.version, or_null(code.text.parent), code.text.name,
      code.text.definition, code.text.includes, code.text.excludes, code.text.examples,
      code.retired, or_null(code.theme), or_null(author), code.author, code.written));
  return Done{};
}

Result<std::int64_t> frame_version(store::Session& s, PartnershipId partnership,
                                   ActivityId activity) {
  return s.integer(
      "select coalesce(max(version), 0) from code where partnership_id = $1 and activity_id = $2",
      partnership, activity);
}

}  // namespace heed::understand::inside
