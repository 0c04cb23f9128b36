// Governance: taking a decision, which the record commits to, and reading it again.
#include <algorithm>
#include <span>

#include "base/limits.h"
#include "base/text.h"
#include "decide/governance.h"
#include "decide/inside/decision_json.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/random.h"
#include "record/record.h"
#include "store/database.h"

namespace heed::decide {
namespace {

// Every finding without an answer, each with why; "complete" only when there is none.
Result<std::vector<Gap>> gaps_of(const BoardPage& page, const NewDecision& wanted) {
  std::vector<Gap> gaps;
  for (const Finding& finding : page.gaps) {
    const auto said = std::find_if(wanted.gap_reasons.begin(), wanted.gap_reasons.end(),
                                   [&](const auto& pair) { return pair.first == finding.id; });
    if (said == wanted.gap_reasons.end() || trimmed(said->second).empty())
      return refuse(
          fmt::format("“{}” has no answer. Say why it is decided without one: the public reads it.",
                      finding.name));
    gaps.push_back({finding.id, finding.name,
                    TRY(bounded_text(trimmed(said->second), limits::kShortTextChars))});
  }
  if (wanted.complete && !gaps.empty())
    return refuse(
        "It is not complete: a finding has no answer. It can be decided all the same, "
        "and the gap is shown.");
  return gaps;
}

// A day after today with what it is judged by; "complete" only with that, or with why there is
// none.
Result<EvaluationPlan> evaluation_of(const NewDecision& wanted, TimeMs now) {
  EvaluationPlan plan{.due = wanted.evaluation.due};
  plan.aims = TRY(bounded_text(trimmed(wanted.evaluation.aims), limits::kLongTextChars));
  plan.measures = TRY(bounded_text(trimmed(wanted.evaluation.measures), limits::kLongTextChars));
  plan.none_because =
      TRY(bounded_text(trimmed(wanted.evaluation.none_because), limits::kShortTextChars));
  if (plan.due && *plan.due <= now)
    return refuse("Give a day after today on which it is looked at again.");
  if (plan.due && (plan.aims.empty() || plan.measures.empty()))
    return refuse("Say what the change is for and what it will be judged by.");
  if (plan.due && !plan.none_because.empty())
    return refuse("There is a day for the evaluation and a reason why there is none. Keep one.");
  if (wanted.complete && !plan.due && plan.none_because.empty())
    return refuse(
        "It is not complete: give the day on which it is looked at again, or say why there is no "
        "evaluation.");
  return plan;
}

Decision read_row(const store::Row& row, Result<Decision>& first_fault) {
  Result<Decision> read = inside::read_decision(row.text(1));
  Decision decision;
  if (read)
    decision = *std::move(read);
  else
    first_fault = Error(read.error());
  decision.id = row.id<DecisionId>(0);
  decision.content_hash = hex(row.bytes(2));
  decision.log_index = static_cast<std::uint64_t>(row.integer(3));
  decision.decided_at = row.time(4);
  return decision;
}

constexpr std::string_view kDecision =
    "select id, content, content_hash, log_index, decided_ms from decision where partnership_id = "
    "$1 ";

template <class... Args>
Result<std::vector<Decision>> read_decisions(store::Database& main, const std::string& sql,
                                             const Args&... args) {
  Result<Decision> fault = Decision{};
  auto found = TRY(main.read([&](store::Session& s) {
    return s.all(sql, [&](const store::Row& row) { return read_row(row, fault); }, args...);
  }));
  if (!fault) return Error(fault.error());
  return found;
}

}  // namespace

Result<DecisionId> Governance::decide(const Scope& scope, MeetingId meeting, std::int64_t number,
                                      const NewDecision& wanted, std::string_view author) {
  if (!scope.may(Capability::record_decision)) return fail(ErrorKind::denied, "record_decision");
  if (trimmed(wanted.decided).empty()) return refuse("Say what was decided in a sentence.");
  if (trimmed(wanted.reasons).empty())
    return refuse("Give the reasons: people need them as well as the decision.");
  const BoardPage page = TRY(board_page(scope, meeting, number));
  if (page.hash != wanted.pack_hash)
    return refuse("The paper changed since it was before the meeting. Look at it again.",
                  ErrorKind::conflict);
  Decision d{.id = random_.id<DecisionId>(), .activity = page.item.activity};
  d.gaps = TRY(gaps_of(page, wanted));
  d.evaluation = TRY(evaluation_of(wanted, clock_.now()));
  for (const Finding& finding : page.page.findings)
    d.heard.push_back({finding.id, finding.theme, finding.name, finding.said_by});
  d.activity_title = page.page.title;
  d.body = page.meeting.body_name;
  d.place = page.meeting.details.place;
  d.held = page.meeting.details.held;
  d.in_public = page.meeting.details.in_public;
  d.closed_reason = page.meeting.details.closed_reason;
  d.notice = page.meeting.notice;
  d.equality = page.page.equality;
  d.pack_hash = page.hash;
  d.by = author;
  const std::pair<std::string*, const std::string*> parts[] = {{&d.decided, &wanted.decided},
                                                               {&d.reasons, &wanted.reasons},
                                                               {&d.options, &wanted.options},
                                                               {&d.conditions, &wanted.conditions},
                                                               {&d.interests, &wanted.interests}};
  for (const auto& [to, from] : parts)
    *to = TRY(bounded_text(trimmed(*from), limits::kLongTextChars));
  const std::string content = inside::write_decision(d);
  const Hash hash = platform::sha256(content);
  const auto pack = from_hex(page.hash);
  CHECK(pack.has_value());
  return main_.write([&](store::Session& s) -> Result<DecisionId> {
    // A second press, or somebody else's: one item is decided once, and told once.
    if (TRY(s.integer("select count(*) from decision where partnership_id = $1 and meeting_id = $2 "
                      "and number = $3",
                      scope.partnership(), meeting, number)) > 0)
      return refuse("This was decided already. Look at it again.", ErrorKind::conflict);
    const TimeMs now = clock_.now();
    const record::Entry entry{.type = record::EntryType::decision,
                              .activity = d.activity,
                              .when = now,
                              .ref = std::nullopt,
                              .commitment = hash};
    const record::Appended at = TRY(record_.append(s, scope.partnership(), std::span(&entry, 1)));
    TRY(s.exec(
        "insert into decision (partnership_id, id, activity_id, meeting_id, number, content, "
        "content_hash, pack_hash, log_index, person_id, person_name, decided_ms) values ($1, $2, "
        "$3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        scope.partnership(), d.id, d.activity, meeting, number, content, hash, BytesView(*pack),
        static_cast<std::int64_t>(at.first_index), scope.person(), author, now));
    return d.id;
  });
}

Result<Decision> Governance::decision(const Scope& scope, DecisionId id) {
  auto found =
      TRY(read_decisions(main_, fmt::format("{}and id = $2", kDecision), scope.partnership(), id));
  if (found.empty()) return fail(ErrorKind::not_found, "no such decision");
  return std::move(found.front());
}

Result<std::vector<Decision>> Governance::decisions(const Scope& scope, ActivityId activity) {
  return read_decisions(main_,
                        fmt::format("{}and activity_id = $2 order by decided_ms desc", kDecision),
                        scope.partnership(), activity);
}

Result<std::vector<Decision>> Governance::all_decisions(const Scope& scope) {
  return read_decisions(main_, fmt::format("{}order by decided_ms desc", kDecision),
                        scope.partnership());
}

}  // namespace heed::decide
