#include "decide/scrutiny.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::decide {
namespace {

struct ScrutinyWords {
  ScrutinyKind kind;
  std::string_view name, words;
};
constexpr std::array<ScrutinyWords, 6> kScrutinyWords = {
    {{ScrutinyKind::view, "view", "Whether it is substantial"},
     {ScrutinyKind::dates, "dates", "Dates"},
     {ScrutinyKind::comment, "comment", "Comment"},
     {ScrutinyKind::recommendation, "recommendation", "Recommendation"},
     {ScrutinyKind::disagreement, "disagreement", "We do not agree, and have said so"},
     {ScrutinyKind::step, "step", "A step towards agreeing"}}};

Result<> add_event(store::Session& s, PartnershipId partnership, ScrutinyId item,
                   const ScrutinyEvent& event) {
  const std::int64_t number = TRY(s.integer(
      "select coalesce(max(number), 0) + 1 from scrutiny_event where partnership_id = $1 and "
      "item_id = $2",
      partnership, item));
  TRY(s.exec(
      "insert into scrutiny_event (partnership_id, item_id, number, kind, words, by_council, "
      "person_name, said_ms) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      partnership, item, number, name_of(event.kind), event.words, event.by_council, event.person,
      event.said));
  return Done{};
}

std::optional<TimeMs> time_or_none(const store::Row& row, int column) {
  return row.null(column) ? std::nullopt : std::optional(row.time(column));
}

std::optional<std::int64_t> ms_of(const std::optional<TimeMs>& time) {
  return time ? std::optional(time->ms) : std::nullopt;
}

}  // namespace

std::string_view name_of(ScrutinyKind kind) {
  return kScrutinyWords[static_cast<std::size_t>(kind)].name;
}
std::string_view words_for(ScrutinyKind kind) {
  return kScrutinyWords[static_cast<std::size_t>(kind)].words;
}
std::optional<ScrutinyKind> scrutiny_kind_named(std::string_view name) {
  for (const ScrutinyWords& each : kScrutinyWords)
    if (each.name == name) return each.kind;
  return std::nullopt;
}

Result<ScrutinyId> Scrutiny::start(const Scope& scope, ActivityId activity,
                                   const NewScrutiny& wanted) {
  if (!scope.may(Capability::record_decision)) return fail(ErrorKind::denied, "record_decision");
  if (trimmed(wanted.authority).empty()) return refuse("Say which council it is.");
  const std::string authority = TRY(bounded_text(trimmed(wanted.authority), limits::kTitleChars));
  const std::string committee = TRY(bounded_text(trimmed(wanted.committee), limits::kTitleChars));
  if (wanted.comments_due && wanted.decision_due && *wanted.comments_due > *wanted.decision_due)
    return refuse("Comments must be due before the decision.");
  const auto id = random_.id<ScrutinyId>();
  return main_.write([&](store::Session& s) -> Result<ScrutinyId> {
    TRY(s.exec(
        "insert into scrutiny_item (partnership_id, id, activity_id, authority, committee, joint, "
        "comments_due_ms, decision_due_ms, version, created_ms) values ($1, $2, $3, $4, $5, $6, "
        "$7, $8, 1, $9)",
        scope.partnership(), id, activity, authority, committee, wanted.joint,
        ms_of(wanted.comments_due), ms_of(wanted.decision_due), clock_.now()));
    return id;
  });
}

Result<> Scrutiny::set_dates(const Scope& scope, ScrutinyId item, std::int64_t seen_version,
                             std::optional<TimeMs> comments_due, std::optional<TimeMs> decision_due,
                             std::string_view why, std::string_view author) {
  if (!scope.may(Capability::record_decision)) return fail(ErrorKind::denied, "record_decision");
  if (comments_due && decision_due && *comments_due > *decision_due)
    return refuse("Comments must be due before the decision.");
  if (trimmed(why).empty())
    return refuse(
        "Say why the dates change: the council and the public "
        "are told.");
  const std::string kept = TRY(bounded_text(trimmed(why), limits::kShortTextChars));
  return main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t changed = TRY(
        s.exec("update scrutiny_item set comments_due_ms = $3, decision_due_ms = $4, version = "
               "version + 1 "
               "where partnership_id = $1 and id = $2 and version = $5",
               scope.partnership(), item, ms_of(comments_due), ms_of(decision_due), seen_version));
    if (changed == 0)
      return refuse("Somebody changed this meanwhile. Look at it again.", ErrorKind::conflict);
    return add_event(s, scope.partnership(), item,
                     {ScrutinyKind::dates, kept, false, std::string(author), clock_.now()});
  });
}

Result<> Scrutiny::publish_dates(const Scope& scope, ScrutinyId item) {
  if (!scope.may(Capability::record_decision)) return fail(ErrorKind::denied, "record_decision");
  return main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t done = TRY(s.exec(
        "update scrutiny_item set published_ms = $3 where partnership_id = $1 and id = $2 and "
        "comments_due_ms is not null and decision_due_ms is not null",
        scope.partnership(), item, clock_.now()));
    if (done == 0)
      return refuse("Give both dates first: when comments are due and when it will be decided.");
    return Done{};
  });
}

Result<> Scrutiny::say(const Scope& scope, ScrutinyId item, ScrutinyKind kind,
                       std::string_view words, bool by_council, std::string_view author) {
  if (!scope.may(Capability::record_decision)) return fail(ErrorKind::denied, "record_decision");
  if (trimmed(words).empty()) return refuse("Write down what was said.");
  const std::string kept = TRY(bounded_text(trimmed(words), limits::kLongTextChars));
  return main_.write([&](store::Session& s) -> Result<> {
    struct Here {
      ActivityId activity;
      bool joint;
    };
    const Here here = TRY(s.one(
        "select activity_id, joint from scrutiny_item where partnership_id = $1 and id = $2",
        [](const store::Row& row) { return Here{row.id<ActivityId>(0), row.truth(1)}; },
        scope.partnership(), item));
    const std::int64_t joint = TRY(s.integer(
        "select count(*) from scrutiny_item where partnership_id = $1 and activity_id = $2 and "
        "joint",
        scope.partnership(), here.activity));
    const bool comments = kind == ScrutinyKind::comment || kind == ScrutinyKind::recommendation;
    if (by_council && comments && joint > 0 && !here.joint)
      return refuse("There is a joint committee for this: only it can comment.");
    return add_event(s, scope.partnership(), item,
                     {kind, kept, by_council, std::string(author), clock_.now()});
  });
}

Result<std::vector<ScrutinyItem>> Scrutiny::items(const Scope& scope, ActivityId activity) {
  return main_.read([&](store::Session& s) -> Result<std::vector<ScrutinyItem>> {
    auto found = TRY(s.all(
        "select id, authority, committee, joint, comments_due_ms, decision_due_ms, published_ms, "
        "version from scrutiny_item where partnership_id = $1 and activity_id = $2 order by "
        "created_ms, id",
        [&](const store::Row& row) {
          ScrutinyItem item{.id = row.id<ScrutinyId>(0), .activity = activity};
          item.details = {row.text(1), row.text(2), row.truth(3), time_or_none(row, 4),
                          time_or_none(row, 5)};
          item.published = time_or_none(row, 6);
          item.version = row.integer(7);
          return item;
        },
        scope.partnership(), activity));
    if (!scope.may(Capability::read_summary))
      std::erase_if(found, [](const ScrutinyItem& item) { return !item.published; });
    for (ScrutinyItem& item : found)
      TRY(s.each(
          "select kind, words, by_council, person_name, said_ms from scrutiny_event where "
          "partnership_id = $1 and item_id = $2 order by number",
          [&](const store::Row& row) {
            item.events.push_back({scrutiny_kind_named(row.text(0)).value_or(ScrutinyKind::comment),
                                   row.text(1), row.truth(2), row.text(3), row.time(4)});
          },
          scope.partnership(), item.id));
    return found;
  });
}

}  // namespace heed::decide
