#include "understand/inside/rulings.h"

#include "store/database.h"
#include "understand/inside/code_rows.h"

namespace heed::understand::inside {

Result<std::vector<Ruling>> read_rulings(store::Session& s, PartnershipId partnership,
                                         ActivityId activity) {
  return s.all(
      "select kind, theme_id, voice_id, other_theme_id, theme_name, value, author_kind, author_id, "
      "author_name, ruled_ms from ruling where partnership_id = $1 and activity_id = $2 order by "
      "number",
      [](const store::Row& row) {
        return Ruling{row.text(0), row.id<ThemeId>(1), row.id<VoiceId>(2), row.id<ThemeId>(3),
                      row.text(4), row.text(5),        row.text(6),        row.id<PersonId>(7),
                      row.text(8), row.time(9)};
      },
      partnership, activity);
}

Result<> add_ruling(store::Session& s, PartnershipId partnership, ActivityId activity,
                    const Ruling& ruling) {
  const std::int64_t number =
      TRY(s.integer("select coalesce(max(number), 0) + 1 from ruling where partnership_id = $1 and "
                    "activity_id = $2",
                    partnership, activity));
  TRY(
      s.exec("insert into ruling (partnership_id, activity_id, number, kind, theme_id, voice_id, "
             "other_theme_id, theme_name, value, author_kind, author_id, author_name, ruled_ms) "
             "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
             partnership, activity, number, ruling.kind, ruling.theme, or_null(ruling.voice),
             or_null(ruling.other), ruling.before, ruling.value, ruling.author_kind,
             or_null(ruling.author), ruling.author_name, ruling.ruled));
  return Done{};
}

std::string sentence(const Ruling& r) {
  if (r.kind == "rename")
    return fmt::format("{} renamed “{}” to “{}”.", r.author_name, r.before, r.value);
  if (r.kind == "merge")
    return fmt::format("{} merged “{}” into “{}”.", r.author_name, r.before, r.value);
  if (r.kind == "move")
    return fmt::format("{} moved a comment from “{}” to “{}”.", r.author_name, r.before, r.value);
  if (r.kind == "material")
    return r.value == "yes"
               ? fmt::format("{} marked “{}” rare but material.", r.author_name, r.before)
               : fmt::format("{} took the rare but material mark off “{}”.", r.author_name,
                             r.before);
  return r.value == "yes" ? fmt::format("{} approved a quote in “{}”.", r.author_name, r.before)
                          : fmt::format("{} took back a quote in “{}”.", r.author_name, r.before);
}

}  // namespace heed::understand::inside
