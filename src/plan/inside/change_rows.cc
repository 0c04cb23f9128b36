#include "plan/inside/change_rows.h"

#include <algorithm>
#include <functional>

#include "plan/inside/judgement_json.h"

namespace heed::plan::inside {
namespace {

using store::Row;
using store::Session;

ChangeVersion version_in(const Row& row) {
  return {.number = row.integer(1),
          .details = {.kind = change_kind_named(row.text(2)),
                      .title = row.text(3),
                      .owner = row.text(4),
                      .what = row.text(5),
                      .for_whom = row.text(6),
                      .activity = row.id<ActivityId>(7)},
          .by = row.text(8),
          .written = row.time(9)};
}

Judgement judgement_in(const Row& row) {
  Judgement out{.about = row.text(1) == "duty" ? About::duty : About::significance,
                .number = row.integer(2),
                .holder = row.text(3),
                .change_number = row.integer(4)};
  read_judged(row.text(5), out);
  out.suggestion.yes = row.truth(6);
  out.by = row.text(7);
  out.judged = row.time(8);
  if (!row.null(9))
    out.outcome =
        Outcome{.yes = row.truth(9), .why = row.text(10), .by = row.text(11), .at = row.time(12)};
  return out;
}

ServiceChange change_in(const Row& row) {
  ServiceChange out{
      .id = row.id<ServiceChangeId>(0), .opened_by = row.text(1), .opened = row.time(2)};
  if (!row.null(3)) out.ended = row.time(3);
  out.ended_why = row.text(4);
  out.ended_by = row.text(5);
  return out;
}

constexpr std::string_view kVersions =
    "select service_change_id, number, kind, title, owner, what, for_whom, activity_id, "
    "person_name, written_ms from service_change_version where partnership_id = $1{} order by "
    "number desc";
constexpr std::string_view kJudgements =
    "select service_change_id, about, number, holder, change_number, content, suggested, "
    "person_name, judged_ms, outcome, outcome_why, outcome_by, outcome_ms from change_judgement "
    "where partnership_id = $1{} order by judged_ms desc, number desc";
constexpr std::string_view kChanges =
    "select id, person_name, opened_ms, ended_ms, ended_why, ended_by from service_change where "
    "partnership_id = $1{} order by id";

}  // namespace

Result<std::vector<ServiceChange>> read_changes(Session& s, PartnershipId partnership,
                                                std::optional<ServiceChangeId> only) {
  const auto each_row = [&](std::string_view statement, std::string_view column,
                            const std::function<void(const Row&)>& reader) {
    const std::string narrowed = only ? fmt::format(" and {} = $2", column) : std::string();
    const std::string sql = fmt::format(fmt::runtime(statement), narrowed);
    return only ? s.each(sql, reader, partnership, *only) : s.each(sql, reader, partnership);
  };
  std::vector<ServiceChange> all;
  TRY(each_row(kChanges, "id", [&](const Row& row) { all.push_back(change_in(row)); }));
  // By id, as they were read.
  const auto of = [&](const Row& row) -> ServiceChange* {
    const auto id = row.id<ServiceChangeId>(0);
    const auto at = std::ranges::lower_bound(all, id, {}, &ServiceChange::id);
    return at == all.end() || at->id != id ? nullptr : &*at;
  };
  TRY(each_row(kVersions, "service_change_id", [&](const Row& row) {
    if (ServiceChange* const change = of(row)) change->versions.push_back(version_in(row));
  }));
  TRY(each_row(kJudgements, "service_change_id", [&](const Row& row) {
    if (ServiceChange* const change = of(row)) change->judgements.push_back(judgement_in(row));
  }));
  for (const ServiceChange& each : all)
    if (each.versions.empty()) return fail(ErrorKind::internal, "a proposal without a version");
  return all;
}

Result<> goes_on(Session& s, PartnershipId partnership, ServiceChangeId id) {
  const bool ended = TRY(s.one(
      "select ended_ms from service_change where partnership_id = $1 and id = $2",
      [](const Row& row) { return !row.null(0); }, partnership, id));
  if (ended) return refuse("This proposal goes no further.", ErrorKind::closed);
  return Done{};
}

std::vector<std::string> not_judged(const std::vector<ServiceChange>& all, ActivityId activity) {
  std::vector<std::string> lacks;
  bool belongs = false;
  for (const ServiceChange& each : all) {
    if (each.ended || each.now().activity != activity) continue;
    belongs = true;
    if (!each.settled(About::significance))
      lacks.push_back(
          fmt::format("Nobody has confirmed whether “{}” is significant.", each.now().title));
  }
  if (!belongs) lacks.emplace_back("No proposal for change belongs to it.");
  return lacks;
}

}  // namespace heed::plan::inside
