#include "plan/register.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "plan/inside/new_activity.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::plan {
namespace {

using store::Row;
using store::Session;

constexpr std::string_view kListedColumns =
    "a.id, a.kind, a.state, a.title, a.organisation, a.owner_name, a.contact, a.area, a.topics, "
    "a.audience, a.opened_ms, a.opens_ms, a.created_ms, a.closes_ms, a.closed_ms, a.published_ms, "
    "a.outcome";

ActivityState state_named(std::string_view name) {
  using enum ActivityState;
  for (const ActivityState each : {open, closed, answered})
    if (name_of(each) == name) return each;
  return draft;
}

Listed read_listed(const Row& row) {
  const auto time = [&](int column) {
    return row.null(column) ? std::nullopt : std::optional(row.time(column));
  };
  Listed one{.id = row.id<ActivityId>(0),
             .kind = kind_named(row.text(1)).value_or(ActivityKind::listening),
             .state = state_named(row.text(2)),
             .title = row.text(3),
             .organisation = row.text(4),
             .owner_name = row.text(5),
             .contact = row.text(6),
             .area = row.text(7),
             .topics = row.text(8),
             .audience = row.text(9),
             .published = !row.null(15)};
  if (one.published) one.outcome = row.text(16);
  const auto opened = time(10), opens = time(11), closes = time(13), closed = time(14);
  one.from = opened ? opened : opens;
  if (!one.from && one.state != ActivityState::draft) one.from = row.time(12);
  // One that was held elsewhere is closed when its answers are brought in, long after.
  one.until = closed && closes ? std::min(*closed, *closes) : closed ? closed : closes;
  if (one.from && one.until && *one.until < *one.from) one.from = one.until;
  return one;
}

Result<std::vector<Listed>> read_all(Session& s, PartnershipId partnership) {
  return s.all(fmt::format("select {} from activity a where a.partnership_id = $1 order by a.id",
                           kListedColumns),
               read_listed, partnership);
}

Result<PartOf> read_areas(Session& s, PartnershipId partnership) {
  PartOf areas;
  TRY(s.each(
      "select area.name, above.name from area join area above on above.partnership_id = "
      "area.partnership_id and above.id = area.parent_id where area.partnership_id = $1 order by "
      "area.id",
      [&](const Row& row) { areas.emplace(lowered(row.text(0)), lowered(row.text(1))); },
      partnership));
  return areas;
}

Result<std::vector<Alike>> alike_now(Session& s, PartnershipId partnership,
                                     const ActivityDetails& planned, TimeMs now) {
  const auto others = TRY(read_all(s, partnership));
  return alike(listed(planned, now), others, TRY(read_areas(s, partnership)));
}

Result<> write_choice(Session& s, const Scope& scope, ActivityId id, const Relating& choice,
                      std::string_view facts, std::string_view author, TimeMs now) {
  const std::string why = TRY(bounded_text(trimmed(choice.why), limits::kShortTextChars));
  TRY(s.exec(
      "insert into activity_relation (partnership_id, activity_id, other_id, relation, why, "
      "facts, person_id, person_name, chosen_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      scope.partnership(), id, choice.other, name_of(choice.relation), why, facts, scope.person(),
      author, now));
  return Done{};
}

Result<> write_known(Session& s, const Scope& scope, ActivityId id, std::int64_t number,
                     std::string_view words, std::string_view author, TimeMs now) {
  TRY(
      s.exec("insert into activity_known (partnership_id, activity_id, number, words, person_id, "
             "person_name, written_ms) values ($1, $2, $3, $4, $5, $6, $7)",
             scope.partnership(), id, number, words, scope.person(), author, now));
  return Done{};
}

// Each close one has its choice, with a reason where the draft goes on beside it.
Result<> check_choices(const std::vector<Alike>& found, const NewPlan& wanted) {
  for (const Alike& one : found) {
    if (!one.close()) continue;
    const auto choice = std::ranges::find(wanted.choices, one.activity.id, &Relating::other);
    if (choice == wanted.choices.end())
      return refuse(fmt::format("“{}” is in the register, and like yours. Look at it first.",
                                one.activity.title),
                    ErrorKind::conflict);
    if (choice->relation == Relation::beside && trimmed(choice->why).empty())
      return refuse(fmt::format("Say why yours goes on beside “{}”.", one.activity.title));
    if (trimmed(wanted.known).empty())
      return refuse("Say what is known already, before people are asked again.");
  }
  return Done{};
}

Result<> is_activity(Session& s, const Scope& scope, ActivityId id) {
  const std::int64_t there =
      TRY(s.integer("select count(*) from activity where partnership_id = $1 and id = $2",
                    scope.partnership(), id));
  if (there == 0) return refuse("Choose an activity of the register.");
  return Done{};
}

}  // namespace

std::string_view name_of(Relation relation) {
  return relation == Relation::grew_from ? "grew_from" : "beside";
}

Result<std::vector<Listed>> Register::all(const Scope& scope) {
  if (!scope.may(Capability::read_summary)) return fail(ErrorKind::denied, "read_summary");
  auto found = TRY(main_.read([&](Session& s) { return read_all(s, scope.partnership()); }));
  const auto begins = [](const Listed& one) { return one.from ? one.from : one.until; };
  std::ranges::sort(found, [&](const Listed& a, const Listed& b) {
    if (begins(a).has_value() != begins(b).has_value()) return begins(a).has_value();
    if (begins(a) != begins(b)) return begins(a) < begins(b);
    return a.title != b.title ? a.title < b.title : a.id.text() < b.id.text();
  });
  return found;
}

Result<std::vector<Alike>> Register::alike(const Scope& scope, const ActivityDetails& planned) {
  if (!scope.may(Capability::read_summary)) return fail(ErrorKind::denied, "read_summary");
  return main_.read(
      [&](Session& s) { return alike_now(s, scope.partnership(), planned, clock_.now()); });
}

Result<ActivityId> Register::plan(const Scope& scope, const NewPlan& wanted,
                                  std::string_view author) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  const std::string known = TRY(bounded_text(trimmed(wanted.known), limits::kLongTextChars));
  const auto id = random_.id<ActivityId>();
  const TimeMs now = clock_.now();
  TRY(main_.write([&](Session& s) -> Result<> {
    const auto found = TRY(alike_now(s, scope.partnership(), wanted.details, now));
    TRY(check_choices(found, wanted));
    TRY(inside::write_draft(s, scope, id, wanted.details, now));
    for (const Relating& choice : wanted.choices) {
      TRY(is_activity(s, scope, choice.other));
      const auto one = std::ranges::find(found, choice.other,
                                         [](const Alike& each) { return each.activity.id; });
      TRY(write_choice(s, scope, id, choice, one == found.end() ? "" : one->fact_names(), author,
                       now));
    }
    if (!known.empty()) TRY(write_known(s, scope, id, 1, known, author, now));
    return Done{};
  }));
  return id;
}

Result<> Register::relate(const Scope& scope, ActivityId activity, const Relating& choice,
                          std::string_view author) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  if (choice.other == activity) return refuse("An activity does not grow from itself.");
  return main_.write([&](Session& s) -> Result<> {
    TRY(is_activity(s, scope, activity));
    TRY(is_activity(s, scope, choice.other));
    // What was chosen before gives way; of the two, only one grew from the other.
    const std::int64_t other_way = TRY(s.integer(
        "select count(*) from activity_relation where partnership_id = $1 and activity_id = $2 and "
        "other_id = $3 and relation = 'grew_from'",
        scope.partnership(), choice.other, activity));
    if (other_way != 0 && choice.relation == Relation::grew_from)
      return refuse("That one grew from this one already.");
    TRY(
        s.exec("delete from activity_relation where partnership_id = $1 and activity_id = $2 and "
               "other_id = $3",
               scope.partnership(), activity, choice.other));
    return write_choice(s, scope, activity, choice, "", author, clock_.now());
  });
}

Result<> Register::say_known(const Scope& scope, ActivityId activity, std::int64_t seen,
                             std::string_view typed, std::string_view author) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  const std::string words = TRY(bounded_text(trimmed(typed), limits::kLongTextChars));
  if (words.empty()) return refuse("Say what is known already, before people are asked again.");
  return main_.write([&](Session& s) -> Result<> {
    TRY(is_activity(s, scope, activity));
    const std::int64_t newest = TRY(
        s.integer("select coalesce(max(number), 0) from activity_known where partnership_id = $1 "
                  "and activity_id = $2",
                  scope.partnership(), activity));
    if (newest != seen)
      return refuse("Somebody changed this while you were looking at it. Look at it again.",
                    ErrorKind::conflict);
    return write_known(s, scope, activity, newest + 1, words, author, clock_.now());
  });
}

Result<> Register::ask_to_join(const Scope& scope, const NewJoin& wanted, std::string_view author) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  const std::string title = TRY(bounded_text(trimmed(wanted.title), limits::kTitleChars));
  const std::string organisation =
      TRY(bounded_text(trimmed(wanted.organisation), limits::kTitleChars));
  const std::string contact = TRY(bounded_text(trimmed(wanted.contact), limits::kShortTextChars));
  const std::string words = TRY(bounded_text(trimmed(wanted.wanted), limits::kLongTextChars));
  if (title.empty()) return refuse("Give it a title.");
  return main_.write([&](Session& s) -> Result<> {
    TRY(is_activity(s, scope, wanted.activity));
    TRY(
        s.exec("insert into activity_join (partnership_id, id, activity_id, title, organisation, "
               "contact, wanted, person_id, person_name, asked_ms) values ($1, $2, $3, $4, $5, $6, "
               "$7, $8, $9, $10)",
               scope.partnership(), random_.id<JoinId>(), wanted.activity, title, organisation,
               contact, words, scope.person(), author, clock_.now()));
    return Done{};
  });
}

Result<std::vector<Related>> Register::related(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_summary)) return fail(ErrorKind::denied, "read_summary");
  return main_.read([&](Session& s) {
    return s.all(
        fmt::format("select {}, r.relation, r.why, r.facts, r.person_name, r.chosen_ms, "
                    "r.activity_id from activity_relation r join activity a on a.partnership_id = "
                    "r.partnership_id and a.id = case when r.activity_id = $2 then r.other_id else "
                    "r.activity_id end where r.partnership_id = $1 and (r.activity_id = $2 or "
                    "r.other_id = $2) order by r.chosen_ms, a.title, a.id",
                    kListedColumns),
        [&](const Row& row) {
          return Related{
              .other = read_listed(row),
              .relation = row.text(17) == "grew_from" ? Relation::grew_from : Relation::beside,
              .other_is_newer = row.id<ActivityId>(22) != activity,
              .why = row.text(18),
              .facts = row.text(19),
              .by = row.text(20),
              .chosen = row.time(21)};
        },
        scope.partnership(), activity);
  });
}

Result<std::vector<Listed>> Register::grew_from(const Scope& scope, ActivityId activity) {
  return main_.read([&](Session& s) {
    return s.all(
        fmt::format("select {} from activity_relation r join activity a on a.partnership_id = "
                    "r.partnership_id and a.id = r.other_id where r.partnership_id = $1 and "
                    "r.activity_id = $2 and r.relation = 'grew_from' and ($3 or a.opened_ms is not "
                    "null or a.published_ms is not null) order by a.created_ms, a.id",
                    kListedColumns),
        read_listed, scope.partnership(), activity, scope.may(Capability::read_summary));
  });
}

Result<std::vector<Known>> Register::known(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_summary)) return fail(ErrorKind::denied, "read_summary");
  return main_.read([&](Session& s) {
    return s.all(
        "select number, words, person_name, written_ms from activity_known where partnership_id = "
        "$1 and activity_id = $2 order by number desc",
        [](const Row& row) { return Known{row.integer(0), row.text(1), row.text(2), row.time(3)}; },
        scope.partnership(), activity);
  });
}

Result<std::vector<Join>> Register::joining(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_summary)) return fail(ErrorKind::denied, "read_summary");
  return main_.read([&](Session& s) {
    return s.all(
        "select title, organisation, contact, wanted, person_name, asked_ms from activity_join "
        "where partnership_id = $1 and activity_id = $2 order by asked_ms desc, id",
        [&](const Row& row) {
          return Join{.details = {.activity = activity,
                                  .title = row.text(0),
                                  .organisation = row.text(1),
                                  .contact = row.text(2),
                                  .wanted = row.text(3)},
                      .by = row.text(4),
                      .asked = row.time(5)};
        },
        scope.partnership(), activity);
  });
}

}  // namespace heed::plan
