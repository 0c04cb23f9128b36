#include "act/workstreams.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::act {
namespace {

using store::Row;
using store::Session;

struct KnownInfluence {
  Influence influence;
  std::string_view name, words;
};
constexpr std::array<KnownInfluence, 4> kKnownInfluences = {
    {{Influence::waiting, "waiting", "No answer yet"},
     {Influence::considered, "considered", "Being considered"},
     {Influence::changed, "changed", "It changed something"},
     {Influence::not_changed, "not_changed", "It changed nothing"}}};

const KnownInfluence& known(Influence influence) {
  return *std::ranges::find(kKnownInfluences, influence, &KnownInfluence::influence);
}

Result<> may(const Scope& scope) {
  if (!scope.may(Capability::respond)) return fail(ErrorKind::denied, "respond");
  return Done{};
}

constexpr std::string_view kSent =
    "select sent.workstream_id, sent.finding_id, sent.activity_id, workstream.organisation, "
    "workstream.name, sent.why, sent.person_name, sent.sent_ms from workstream_finding sent join "
    "workstream on workstream.partnership_id = sent.partnership_id and workstream.id = "
    "sent.workstream_id join activity on activity.partnership_id = sent.partnership_id and "
    "activity.id = sent.activity_id where sent.partnership_id = $1 and ($2 or activity.state = "
    "'answered') ";

template <class Kind>
Result<std::vector<SentTo>> read_sent(Session& s, const Scope& scope, std::string_view column,
                                      Id<Kind> id) {
  auto all = TRY(s.all(
      fmt::format("{}and sent.{} = $3 order by sent.sent_ms, workstream.organisation, "
                  "workstream.name",
                  kSent, column),
      [](const Row& row) {
        return SentTo{.workstream = row.id<WorkstreamId>(0),
                      .finding = row.id<FindingId>(1),
                      .activity = row.id<ActivityId>(2),
                      .organisation = row.text(3),
                      .name = row.text(4),
                      .why = row.text(5),
                      .by = row.text(6),
                      .sent = row.time(7)};
      },
      scope.partnership(), scope.may(Capability::read_findings), id));
  for (SentTo& each : all)
    each.said = TRY(s.all(
        "select number, influence, words, person_name, said_ms from workstream_influence where "
        "partnership_id = $1 and workstream_id = $2 and finding_id = $3 order by number desc",
        [](const Row& row) {
          return InfluenceSaid{row.integer(0),
                               influence_named(row.text(1)).value_or(Influence::considered),
                               row.text(2), row.text(3), row.time(4)};
        },
        scope.partnership(), each.workstream, each.finding));
  return all;
}

}  // namespace

std::string_view name_of(Influence influence) { return known(influence).name; }
std::string_view words_for(Influence influence) { return known(influence).words; }
std::optional<Influence> influence_named(std::string_view name) {
  for (const KnownInfluence& each : kKnownInfluences)
    if (each.name == name) return each.influence;
  return std::nullopt;
}

Result<WorkstreamId> Workstreams::add(const Scope& scope, const NewWorkstream& typed,
                                      std::string_view author) {
  TRY(may(scope));
  const NewWorkstream good{
      .organisation = TRY(bounded_text(trimmed(typed.organisation), limits::kTitleChars)),
      .name = TRY(bounded_text(trimmed(typed.name), limits::kTitleChars)),
      .lead = TRY(bounded_text(trimmed(typed.lead), limits::kTitleChars))};
  if (good.organisation.empty()) return refuse("Say whose workstream it is.");
  if (good.name.empty()) return refuse("Give the workstream a name.");
  const auto id = random_.id<WorkstreamId>();
  TRY(main_.write([&](Session& s) -> Result<> {
    const std::int64_t placed = TRY(s.exec(
        "insert into workstream (partnership_id, id, organisation, name, lead_name, person_id, "
        "person_name, added_ms) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict "
        "(partnership_id, organisation, name) do nothing",
        scope.partnership(), id, good.organisation, good.name, good.lead, scope.person(), author,
        clock_.now()));
    if (placed == 0)
      return refuse(fmt::format("{} has a workstream “{}” already.", good.organisation, good.name),
                    ErrorKind::conflict);
    return Done{};
  }));
  return id;
}

Result<> Workstreams::end(const Scope& scope, WorkstreamId workstream) {
  TRY(may(scope));
  return main_.write([&](Session& s) -> Result<> {
    TRY(s.exec(
        "update workstream set ended_ms = $3 where partnership_id = $1 and id = $2 and ended_ms is "
        "null",
        scope.partnership(), workstream, clock_.now()));
    return Done{};
  });
}

Result<std::vector<Workstream>> Workstreams::all(const Scope& scope) {
  return main_.read([&](Session& s) {
    return s.all(
        "select id, organisation, name, lead_name, ended_ms from workstream where partnership_id = "
        "$1 order by organisation, name",
        [](const Row& row) {
          Workstream one{.id = row.id<WorkstreamId>(0),
                         .details = {row.text(1), row.text(2), row.text(3)}};
          if (!row.null(4)) one.ended = row.time(4);
          return one;
        },
        scope.partnership());
  });
}

Result<> Workstreams::send(const Scope& scope, ActivityId activity, FindingId finding,
                           WorkstreamId workstream, std::string_view why, std::string_view author) {
  TRY(may(scope));
  const std::string reason = TRY(bounded_text(trimmed(why), limits::kShortTextChars));
  return main_.write([&](Session& s) -> Result<> {
    const std::int64_t here = TRY(s.integer(
        "select count(*) from finding where partnership_id = $1 and activity_id = $2 and id = $3",
        scope.partnership(), activity, finding));
    if (here == 0) return refuse("Choose a finding of this activity.");
    const std::int64_t goes_on = TRY(s.integer(
        "select count(*) from workstream where partnership_id = $1 and id = $2 and ended_ms is "
        "null",
        scope.partnership(), workstream));
    if (goes_on == 0) return refuse("Choose a workstream that still goes on.");
    const std::int64_t placed = TRY(s.exec(
        "insert into workstream_finding (partnership_id, workstream_id, finding_id, activity_id, "
        "why, person_id, person_name, sent_ms) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict "
        "(partnership_id, workstream_id, finding_id) do nothing",
        scope.partnership(), workstream, finding, activity, reason, scope.person(), author,
        clock_.now()));
    if (placed == 0) return refuse("It was sent to that workstream already.", ErrorKind::conflict);
    return Done{};
  });
}

Result<> Workstreams::say(const Scope& scope, WorkstreamId workstream, FindingId finding,
                          std::int64_t seen, Influence influence, std::string_view words,
                          std::string_view author) {
  TRY(may(scope));
  const std::string what = TRY(bounded_text(trimmed(words), limits::kLongTextChars));
  if (influence == Influence::waiting) return refuse("Choose what came of it.");
  if (what.empty()) return refuse("Say what the workstream did, or why it did nothing.");
  return main_.write([&](Session& s) -> Result<> {
    const std::int64_t sent = TRY(s.integer(
        "select count(*) from workstream_finding where partnership_id = $1 and workstream_id = $2 "
        "and finding_id = $3",
        scope.partnership(), workstream, finding));
    if (sent == 0) return fail(ErrorKind::not_found, "it was not sent there");
    const std::int64_t newest = TRY(s.integer(
        "select coalesce(max(number), 0) from workstream_influence where partnership_id = $1 and "
        "workstream_id = $2 and finding_id = $3",
        scope.partnership(), workstream, finding));
    if (newest != seen)
      return refuse("Somebody said something about this meanwhile. Look at it again.",
                    ErrorKind::conflict);
    TRY(s.exec(
        "insert into workstream_influence (partnership_id, workstream_id, finding_id, number, "
        "influence, words, person_id, person_name, said_ms) values ($1, $2, $3, $4, $5, $6, $7, "
        "$8, $9)",
        scope.partnership(), workstream, finding, newest + 1, name_of(influence), what,
        scope.person(), author, clock_.now()));
    return Done{};
  });
}

Result<std::vector<SentTo>> Workstreams::sent_from(const Scope& scope, ActivityId activity) {
  return main_.read([&](Session& s) { return read_sent(s, scope, "activity_id", activity); });
}

Result<std::vector<SentTo>> Workstreams::sent_to(const Scope& scope, WorkstreamId workstream) {
  return main_.read([&](Session& s) { return read_sent(s, scope, "workstream_id", workstream); });
}

}  // namespace heed::act
