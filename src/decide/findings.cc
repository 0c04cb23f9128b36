#include "decide/findings.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "decide/inside/behind.h"
#include "decide/inside/noted.h"
#include "decide/inside/said_of.h"
#include "decide/stated.h"
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

Result<> read_response(store::Session& s, PartnershipId partnership, Finding& finding) {
  TRY(s.each(
      "select c.version, c.effect, c.what, c.because, c.owner, c.progress, c.person_name, "
      "c.written_ms, c.evidence, s.person_name from consideration c left join sign_off s on "
      "s.partnership_id = c.partnership_id and s.finding_id = c.finding_id and s.version = "
      "c.version where c.partnership_id = $1 and c.finding_id = $2 order by c.version desc limit 1",
      [&](const store::Row& row) {
        finding.version = row.integer(0);
        finding.response = OurResponse{effect_named(row.text(1)).value_or(Effect::changed),
                                       row.text(2),
                                       row.text(3),
                                       row.text(4),
                                       row.text(5),
                                       row.text(8)};
        finding.responder = row.text(6);
        finding.responded = row.time(7);
        finding.signed_by = row.text(9);
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

namespace {

std::string_view name_of(FindingKind kind) {
  return kind == FindingKind::code ? "code" : kind == FindingKind::point ? "point" : "theme";
}

}  // namespace

Result<FindingId> Findings::keep(const Scope& scope, ActivityId activity,
                                 const inside::NewFinding& wanted, std::string_view approver) {
  if (trimmed(wanted.summary).empty()) return refuse("Say in a sentence what people said.");
  const std::string kept = TRY(bounded_text(trimmed(wanted.summary), limits::kLongTextChars));
  const auto fresh = random_.id<FindingId>();
  return main_.write([&](store::Session& s) -> Result<FindingId> {
    return s.one(
        "insert into finding (partnership_id, id, activity_id, theme_id, summary, approved_by, "
        "approver_name, approved_ms, kind, voice_id, title, point) values ($1, $2, $3, $4, $5, $6, "
        "$7, $8, $9, $10, $11, $12) on conflict (partnership_id, activity_id, theme_id) do update "
        "set summary = excluded.summary, approved_by = excluded.approved_by, approver_name = "
        "excluded.approver_name, approved_ms = excluded.approved_ms, title = excluded.title, point "
        "= excluded.point returning id",
        [](const store::Row& row) { return row.id<FindingId>(0); }, scope.partnership(), fresh,
        activity, wanted.theme, kept, scope.person(), approver, clock_.now(), name_of(wanted.kind),
        wanted.voice.is_null() ? std::nullopt : std::optional<BytesView>(wanted.voice.bytes()),
        wanted.title, wanted.point);
  });
}

Result<FindingId> Findings::approve(const Scope& scope, ActivityId activity, ThemeId theme,
                                    std::string_view summary, std::string_view approver) {
  if (!scope.may(Capability::approve_finding)) return fail(ErrorKind::denied, "approve_finding");
  const understand::Frame frame = TRY(themes_.frame(scope, activity));
  if (std::none_of(frame.themes.begin(), frame.themes.end(),
                   [&](const understand::Theme& t) { return t.id == theme; }))
    return refuse("That theme is not there any more. Look at the list again.", ErrorKind::conflict);
  return keep(scope, activity, {.theme = theme, .summary = std::string(summary)}, approver);
}

Result<FindingId> Findings::approve_code(const Scope& scope, ActivityId activity,
                                         understand::CodeId code, std::string_view summary,
                                         std::string_view approver) {
  if (!scope.may(Capability::approve_finding)) return fail(ErrorKind::denied, "approve_finding");
  understand::CodeFrames frames(main_, clock_, random_);
  if (TRY(frames.tree(scope, activity)).find(code) == nullptr)
    return refuse("That code is not there any more. Look at the list again.", ErrorKind::conflict);
  return keep(scope, activity,
              {.kind = FindingKind::code,
               .theme = *ThemeId::from(code.bytes()),  // Its own: ids of all kinds are random.
               .summary = std::string(summary)},
              approver);
}

Result<FindingId> Findings::approve_point(const Scope& scope, ActivityId activity, VoiceId voice,
                                          std::string_view name, std::string_view summary,
                                          std::string_view point, std::string_view approver) {
  if (!scope.may(Capability::approve_finding) || !scope.may(Capability::read_text))
    return fail(ErrorKind::denied, "approve_finding");
  if (trimmed(name).empty()) return refuse("Give the point a name.");
  const std::int64_t there = TRY(main_.read([&](store::Session& s) {
    return s.integer(
        "select count(*) from voice where partnership_id = $1 and activity_id = $2 and id = $3 and "
        "visible",
        scope.partnership(), activity, voice);
  }));
  if (there == 0) return fail(ErrorKind::not_found, "no such voice");
  return keep(scope, activity,
              {.kind = FindingKind::point,
               .theme = *ThemeId::from(voice.bytes()),
               .voice = voice,
               .title = TRY(bounded_text(trimmed(name), limits::kTitleChars)),
               .summary = std::string(summary),
               .point = TRY(bounded_text(trimmed(point), limits::kTitleChars))},
              approver);
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
  if (!scope.may(Capability::read_findings) && !scope.may(Capability::read_text))
    return fail(ErrorKind::denied, "read_findings");
  // Findings are public to be: who may read them may not see the words and counts behind them,
  // which Heed itself looks up.
  const Scope own = Scope::for_operator(scope.partnership());
  inside::Sources sources;
  sources.frame = TRY(themes_.frame(own, activity));
  understand::CodeFrames frames(main_, clock_, random_);
  sources.tree = TRY(frames.tree(own, activity));
  if (!sources.tree.codes.empty()) {
    understand::Coding coding(main_, clock_, random_);
    sources.counts = TRY(coding.counts(own, activity));
  }
  return main_.read([&](store::Session& s) -> Result<std::vector<Finding>> {
    std::vector<inside::Behind> found =
        TRY(inside::findings_of(s, scope.partnership(), activity, sources));
    std::vector<std::int64_t> people;
    for (inside::Behind& each : found) {
      TRY(read_response(s, scope.partnership(), each.finding));
      people.push_back(each.people);
      if (!scope.may(Capability::read_text)) each.finding.voices = 0;
    }
    const std::int64_t all = TRY(s.integer(
        "select count(*) from response where partnership_id = $1 and activity_id = $2 and visible "
        "and state = 'counted'",
        scope.partnership(), activity));
    const std::vector<std::string> said = inside::said_by(people, all);
    std::vector<Finding> findings;
    for (std::size_t f = 0; f < found.size(); ++f) {
      found[f].finding.said_by = said[f];
      findings.push_back(std::move(found[f].finding));
    }
    return findings;
  });
}

Result<std::vector<FindingId>> Findings::holding(const Scope& scope, ActivityId activity,
                                                 const std::vector<VoiceId>& voices) {
  // Anyone with a reference may follow it; they learn ids and nothing of what was said.
  const Scope own = Scope::for_operator(scope.partnership());
  const auto themes = TRY(themes_.themes_of(own, activity, voices));
  understand::Coding coding(main_, clock_, random_);
  std::vector<FindingId> found;
  for (const Finding& finding : TRY(findings(own, activity))) {
    bool holds = std::find(themes.begin(), themes.end(), finding.theme) != themes.end() ||
                 std::find(voices.begin(), voices.end(), finding.voice) != voices.end();
    if (finding.kind == FindingKind::code) {
      const auto code = *understand::CodeId::from(finding.theme.bytes());
      for (const VoiceId voice : TRY(coding.voices_with(own, activity, code)))
        holds = holds || std::find(voices.begin(), voices.end(), voice) != voices.end();
    }
    if (holds) found.push_back(finding.id);
  }
  return found;
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
       {&response.what, &response.because, &response.owner, &response.progress, &response.evidence})
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
    const TimeMs now = clock_.now();
    const std::int64_t index = TRY(
        keep_stated(record_, s, {record::EntryType::response, scope.partnership(), activity, now},
                    "heed/response/v1", inside::said_of(finding, version + 1, response, author)));
    TRY(s.exec(
        "insert into consideration (partnership_id, finding_id, version, effect, what, "
        "because, owner, progress, person_id, person_name, written_ms, evidence, log_index) values "
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        scope.partnership(), finding, version + 1, name_of(response.effect), response.what,
        response.because, response.owner, response.progress, scope.person(), author, now,
        response.evidence, index));
    return Done{};
  });
}

Result<> Findings::sign_off(const Scope& scope, ActivityId activity, FindingId finding,
                            std::int64_t seen_version, std::string_view author) {
  if (!scope.may(Capability::publish)) return fail(ErrorKind::denied, "publish");
  return main_.write([&](store::Session& s) -> Result<> {
    struct Answer {
      std::int64_t version;
      PersonId person;
      std::string kind;
    };
    const auto answer = s.one(
        "select c.version, c.person_id, a.kind from consideration c join finding f on "
        "f.partnership_id = c.partnership_id and f.id = c.finding_id join activity a on "
        "a.partnership_id = f.partnership_id and a.id = f.activity_id where c.partnership_id = $1 "
        "and f.activity_id = $2 and c.finding_id = $3 order by c.version desc limit 1",
        [](const store::Row& row) {
          return Answer{row.integer(0), row.id<PersonId>(1), row.text(2)};
        },
        scope.partnership(), activity, finding);
    if (answer.failed_with(ErrorKind::not_found))
      return refuse("There is no answer to sign off yet.");
    if (!answer) return Error(answer.error());
    if (answer->version != seen_version)
      return refuse("Somebody changed the answer while you were reading it. Look at it again.",
                    ErrorKind::conflict);
    if (answer->kind == "formal_consultation" && answer->person == scope.person())
      return refuse("In a formal consultation somebody else than the writer signs an answer off.");
    const TimeMs now = clock_.now();
    const std::int64_t placed = TRY(s.exec(
        "insert into sign_off (partnership_id, finding_id, version, person_id, person_name, "
        "signed_ms) values ($1, $2, $3, $4, $5, $6) on conflict (partnership_id, finding_id, "
        "version) do nothing",
        scope.partnership(), finding, seen_version, scope.person(), author, now));
    if (placed == 0) return Done{};
    const std::int64_t index = TRY(
        keep_stated(record_, s, {record::EntryType::response, scope.partnership(), activity, now},
                    "heed/sign-off/v1",
                    {{"finding", finding.bytes()}, {"version", seen_version}, {"by", author}}));
    TRY(s.exec(
        "update sign_off set log_index = $4 where partnership_id = $1 and finding_id = $2 and "
        "version = $3",
        scope.partnership(), finding, seen_version, index));
    return Done{};
  });
}

}  // namespace heed::decide
