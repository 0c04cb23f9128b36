// What somebody must act on: a safeguarding concern, a complaint. Passed on to a team, by a day.
#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "listen/moderation.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::listen {
namespace {

// 1970-01-01 was a Thursday.
bool is_weekend(TimeMs time) {
  const std::int64_t day = (time.ms / kDayMs + 4) % 7;  // 0 is Sunday.
  return day == 0 || day == 6;
}

Passed read_passed(const store::Row& row) {
  return {.id = row.id<PassedId>(0),
          .activity = row.id<ActivityId>(1),
          .response = row.id<ResponseId>(2),
          .route = row.text(3),
          .to_whom = row.text(4),
          .note = row.text(5),
          .outcome = row.text(6),
          .passed = row.time(7),
          .due = row.time(8),
          .done = row.null(9) ? std::nullopt : std::optional(row.time(9))};
}

}  // namespace

TimeMs due_by(std::string_view route, TimeMs from) {
  int days = route == "safeguarding" ? 1 : 3;
  TimeMs due = from;
  while (days > 0) {
    due = due + kDayMs;
    if (!is_weekend(due)) --days;
  }
  return due;
}

Result<PassedId> Moderation::pass_on(const Scope& scope, ResponseId response,
                                     std::string_view route, std::string_view to_whom,
                                     std::string_view note, TimeMs due) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  if (route != "safeguarding" && route != "complaint")
    return refuse("Choose what it is: a safeguarding concern, or a complaint.");
  if (trimmed(to_whom).empty()) return refuse("Say who it was passed to.");
  TRY(bounded_text(to_whom, limits::kNameChars));
  TRY(bounded_text(note, limits::kShortTextChars));
  const PassedId id = random_.id<PassedId>();
  const TimeMs now = clock_.now();
  const PersonId person = scope.person();
  TRY(main_.write([&](store::Session& s) -> Result<> {
    const ActivityId activity = TRY(s.one(
        "select activity_id from response where partnership_id = $1 and id = $2",
        [](const store::Row& row) { return row.id<ActivityId>(0); }, scope.partnership(),
        response));
    TRY(s.exec(
        "insert into passed_on (partnership_id, id, activity_id, response_id, route, to_whom, "
        "note, person_id, passed_ms, due_ms, outcome) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
        "$10, '')",
        scope.partnership(), id, activity, response, route, trimmed(to_whom), trimmed(note),
        person.is_null() ? std::nullopt : std::optional(person), now, due));
    return dispose(s, scope, response, "passed_on", route);
  }));
  return id;
}

Result<> Moderation::say_outcome(const Scope& scope, PassedId passed, std::string_view outcome) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  if (trimmed(outcome).empty()) return refuse("Say what they did.");
  TRY(bounded_text(outcome, limits::kShortTextChars));
  return main_.write([&](store::Session& s) -> Result<> {
    const auto changed = TRY(s.exec(
        "update passed_on set outcome = $3, done_ms = $4 where partnership_id = $1 and id = $2 and "
        "done_ms is null",
        scope.partnership(), passed, trimmed(outcome), clock_.now()));
    if (changed == 0)
      return refuse("This was answered before. Look at it again.", ErrorKind::conflict);
    return Done{};
  });
}

Result<std::vector<Passed>> Moderation::passed(const Scope& scope,
                                               std::optional<ResponseId> response) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  constexpr std::string_view kPassed =
      "select id, activity_id, response_id, route, to_whom, note, outcome, passed_ms, due_ms, "
      "done_ms from passed_on where partnership_id = $1 and ";
  return main_.read([&](store::Session& s) {
    return response ? s.all(fmt::format("{} response_id = $2 order by passed_ms, id", kPassed),
                            read_passed, scope.partnership(), *response)
                    : s.all(fmt::format("{} done_ms is null order by due_ms, id", kPassed),
                            read_passed, scope.partnership());
  });
}

}  // namespace heed::listen
