// Words of people shown with a finding: those who agreed to be quoted, approved one by one.
#include "decide/findings.h"
#include "platform/clock.h"
#include "store/database.h"
#include "understand/coding.h"

namespace heed::decide {
namespace {

using store::Row;
using store::Session;

struct About {
  FindingKind kind = FindingKind::theme;
  VoiceId point;
  understand::CodeId code;
};

Result<About> about(Session& s, const Scope& scope, ActivityId activity, FindingId finding) {
  return s.one(
      "select kind, voice_id, theme_id from finding where partnership_id = $1 and activity_id = $2 "
      "and id = $3",
      [](const Row& row) {
        About out{.kind = row.text(0) == "code"    ? FindingKind::code
                          : row.text(0) == "point" ? FindingKind::point
                                                   : FindingKind::theme};
        if (out.kind == FindingKind::point) out.point = row.id<VoiceId>(1);
        if (out.kind == FindingKind::code)
          out.code = *understand::CodeId::from(row.id<ThemeId>(2).bytes());
        return out;
      },
      scope.partnership(), activity, finding);
}

}  // namespace

Result<std::vector<understand::Quote>> Findings::quotable(const Scope& scope, ActivityId activity,
                                                          FindingId finding) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  const About one = TRY(main_.read([&](Session& s) { return about(s, scope, activity, finding); }));
  std::vector<VoiceId> behind;
  if (one.kind == FindingKind::point) behind = {one.point};
  if (one.kind == FindingKind::code)
    behind = TRY(understand::Coding(main_, clock_, random_).voices_with(scope, activity, one.code));
  return main_.read([&](Session& s) -> Result<std::vector<understand::Quote>> {
    std::vector<understand::Quote> all;
    for (const VoiceId voice : behind)
      TRY(s.each(
          "select v.words, q.voice_id from voice v left join finding_quote q on q.partnership_id = "
          "v.partnership_id and q.finding_id = $3 and q.voice_id = v.id where v.partnership_id = "
          "$1 and v.id = $2 and v.may_quote and v.visible",
          [&](const Row& row) { all.push_back({voice, row.text(0), true, !row.null(1)}); },
          scope.partnership(), voice, finding));
    return all;
  });
}

Result<> Findings::approve_quote(const Scope& scope, ActivityId activity, FindingId finding,
                                 VoiceId voice, bool approved, std::string_view author) {
  if (!scope.may(Capability::approve_finding)) return fail(ErrorKind::denied, "approve_finding");
  const auto quotes = TRY(quotable(scope, activity, finding));
  if (std::ranges::find(quotes, voice, &understand::Quote::voice) == quotes.end())
    return refuse("This person did not agree to be quoted.");
  return main_.write([&](Session& s) -> Result<> {
    if (approved)
      TRY(
          s.exec("insert into finding_quote (partnership_id, finding_id, voice_id, person_id, "
                 "person_name, approved_ms) values ($1, $2, $3, $4, $5, $6) on conflict "
                 "(partnership_id, finding_id, voice_id) do nothing",
                 scope.partnership(), finding, voice, scope.person(), author, clock_.now()));
    else
      TRY(
          s.exec("delete from finding_quote where partnership_id = $1 and finding_id = $2 and "
                 "voice_id = $3",
                 scope.partnership(), finding, voice));
    return Done{};
  });
}

}  // namespace heed::decide
