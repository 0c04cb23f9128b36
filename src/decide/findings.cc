#include "decide/findings.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "decide/inside/noted.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::decide {
namespace {

constexpr std::array<std::tuple<Effect, std::string_view, std::string_view>, 5> kEffects = {{
    {Effect::changed, "changed", "Changed"},
    {Effect::partly, "partly", "Changed in part"},
    {Effect::mitigated, "mitigated", "Not changed, but made easier"},
    {Effect::not_changed, "not_changed", "Not changed"},
    {Effect::sent_elsewhere, "sent_elsewhere", "Sent to someone else"},
}};

struct Stored {
  FindingId id;
  ThemeId theme;
  std::string summary;
};

Result<std::vector<Stored>> read_stored(store::Session& s, PartnershipId partnership,
                                        ActivityId activity) {
  return s.all(
      "select id, theme_id, summary from finding where partnership_id = $1 and activity_id = $2",
      [](const store::Row& row) {
        return Stored{row.id<FindingId>(0), row.id<ThemeId>(1), row.text(2)};
      },
      partnership, activity);
}

Result<> read_response(store::Session& s, PartnershipId partnership, Finding& finding) {
  TRY(s.each(
      "select version, effect, what, because, owner, progress, person_name, written_ms from "
      "consideration where partnership_id = $1 and finding_id = $2 order by version desc "
      "limit 1",
      [&](const store::Row& row) {
        finding.version = row.integer(0);
        finding.response = OurResponse{effect_named(row.text(1)).value_or(Effect::changed),
                                       row.text(2), row.text(3), row.text(4), row.text(5)};
        finding.responder = row.text(6);
        finding.responded = row.time(7);
      },
      partnership, finding.id));
  return Done{};
}

}  // namespace

std::string_view name_of(Effect effect) {
  for (const auto& [e, name, words] : kEffects)
    if (e == effect) return name;
  return "changed";
}

std::optional<Effect> effect_named(std::string_view wanted) {
  for (const auto& [e, name, words] : kEffects)
    if (name == wanted) return e;
  return std::nullopt;
}

std::string_view words_for(Effect effect) {
  for (const auto& [e, name, words] : kEffects)
    if (e == effect) return words;
  return "Changed";
}

Result<FindingId> Findings::approve(const Scope& scope, ActivityId activity, ThemeId theme,
                                    std::string_view summary, std::string_view approver) {
  if (!scope.may(Capability::approve_finding)) return fail(ErrorKind::denied, "approve_finding");
  if (trimmed(summary).empty()) return refuse("Say in a sentence what people said.");
  const std::string kept = TRY(bounded_text(trimmed(summary), limits::kLongTextChars));
  const understand::Frame frame = TRY(themes_.frame(scope, activity));
  if (std::none_of(frame.themes.begin(), frame.themes.end(),
                   [&](const understand::Theme& t) { return t.id == theme; }))
    return refuse("That theme is not there any more. Look at the list again.", ErrorKind::conflict);
  const auto fresh = random_.id<FindingId>();
  return main_.write([&](store::Session& s) -> Result<FindingId> {
    return s.one(
        "insert into finding (partnership_id, id, activity_id, theme_id, summary, "
        "approved_by, approver_name, approved_ms) values ($1, $2, $3, $4, $5, $6, $7, $8) "
        "on conflict (partnership_id, activity_id, theme_id) do update set summary = "
        "excluded.summary, approved_by = excluded.approved_by, approver_name = "
        "excluded.approver_name, approved_ms = excluded.approved_ms returning id",
        [](const store::Row& row) { return row.id<FindingId>(0); }, scope.partnership(), fresh,
        activity, theme, kept, scope.person(), approver, clock_.now());
  });
}

Result<> Findings::withdraw(const Scope& scope, ActivityId activity, FindingId finding) {
  if (!scope.may(Capability::approve_finding)) return fail(ErrorKind::denied, "approve_finding");
  return main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t answered = TRY(s.integer(
        "select count(*) from consideration where partnership_id = $1 and finding_id = $2",
        scope.partnership(), finding));
    if (answered > 0)
      return refuse("This finding has a response already, so it stays.", ErrorKind::conflict);
    TRY(s.exec("delete from finding where partnership_id = $1 and activity_id = $2 and id = $3",
               scope.partnership(), activity, finding));
    return Done{};
  });
}

Result<std::vector<Finding>> Findings::findings(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  const understand::Frame frame = TRY(themes_.frame(scope, activity));
  return main_.read([&](store::Session& s) -> Result<std::vector<Finding>> {
    const std::vector<Stored> stored = TRY(read_stored(s, scope.partnership(), activity));
    std::vector<Finding> found;
    // The frame's order, so that what most people said comes first. A finding whose theme was
    // merged into another is that other theme's matter now and drops out here.
    for (const understand::Theme& theme : frame.themes) {
      const auto at = std::find_if(stored.begin(), stored.end(),
                                   [&](const Stored& one) { return one.theme == theme.id; });
      if (at == stored.end()) continue;
      Finding finding{.id = at->id, .theme = theme.id, .name = theme.name, .summary = at->summary};
      finding.voices = theme.voices;
      finding.material = theme.material;
      for (const understand::Quote& quote : theme.quotes)
        if (quote.approved && quote.may_quote) finding.quotes.push_back(quote.words);
      TRY(read_response(s, scope.partnership(), finding));
      found.push_back(std::move(finding));
    }
    std::vector<std::int64_t> counts;
    for (const Finding& finding : found) counts.push_back(finding.voices);
    const std::int64_t people = TRY(s.integer(
        "select count(*) from response where partnership_id = $1 and activity_id = $2 and visible "
        "and state = 'counted'",
        scope.partnership(), activity));
    const std::vector<std::string> said = inside::said_by(counts, people);
    for (std::size_t f = 0; f < found.size(); ++f) found[f].said_by = said[f];
    return found;
  });
}

Result<> Findings::respond(const Scope& scope, ActivityId activity, FindingId finding,
                           std::int64_t seen_version, const OurResponse& response,
                           std::string_view author) {
  if (!scope.may(Capability::respond)) return fail(ErrorKind::denied, "respond");
  if (trimmed(response.what).empty())
    return refuse("Say what changed, or what was decided instead.");
  if (inside::is_only_noted(response.what))
    return refuse("“Noted” is not an answer. Say what changed, or why it did not.");
  if (trimmed(response.because).empty() || inside::is_only_noted(response.because))
    return refuse("Say why: people need the reason as well as the answer.");
  for (const std::string* text :
       {&response.what, &response.because, &response.owner, &response.progress})
    TRY(bounded_text(*text, limits::kLongTextChars));
  return main_.write([&](store::Session& s) -> Result<> {
    TRY(
        s.integer("select count(*) from finding where partnership_id = $1 and activity_id = $2 and "
                  "id = $3 having count(*) = 1",
                  scope.partnership(), activity, finding));
    const std::int64_t version = TRY(s.integer(
        "select coalesce(max(version), 0) from consideration where partnership_id = $1 and "
        "finding_id = $2",
        scope.partnership(), finding));
    if (version != seen_version)
      return refuse("Somebody answered this while you were writing. Both versions are below.",
                    ErrorKind::conflict);
    TRY(s.exec(
        "insert into consideration (partnership_id, finding_id, version, effect, what, "
        "because, owner, progress, person_id, person_name, written_ms) values ($1, $2, $3, "
        "$4, $5, $6, $7, $8, $9, $10, $11)",
        scope.partnership(), finding, version + 1, name_of(response.effect), response.what,
        response.because, response.owner, response.progress, scope.person(), author, clock_.now()));
    return Done{};
  });
}

}  // namespace heed::decide
