// Steps of an activity from phase to phase, and what is missing before it opens.
#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "plan/activities.h"
#include "plan/duties.h"
#include "plan/inside/change_rows.h"
#include "platform/clock.h"
#include "questions/questionnaire.h"
#include "store/database.h"
#include "text/reading_age.h"

namespace heed::plan {
namespace {

// What the public is told of a step without anybody writing it; empty says nothing.
std::string announced(std::string_view to, bool back, std::string_view reason) {
  const std::string because = reason.empty() ? "" : fmt::format(" {}", reason);
  if (to == "extended") return "The closing date has moved." + because;
  if (to == "suspended") return "No answers are taken for now." + because;
  if (to == "open" && back) return "This is open again." + because;
  if (to == "late_window") return "This has closed. Late post is still read." + because;
  return {};
}

constexpr int kReadingAgeAim = 11;  // Public health information aims at 9 to 11 years.

// What people read before and while they answer, when it asks for more than the aim; with its
// hardest sentence, so that there is somewhere to begin.
std::optional<Missing> hard_to_read(const ActivityDetails& details,
                                    const Result<questions::Questionnaire>& asked) {
  std::string all = details.purpose + "\n\n" + details.decided;
  if (asked)
    for (const questions::Question* question : asked->questions())
      all += "\n\n" + std::string(questions::in_language(question->text, "en"));
  const auto age = text::reading_age(all);
  if (!age || age->years <= kReadingAgeAim) return std::nullopt;
  std::string said = fmt::format(
      "What people will read asks for a reading age of {}. Aim for 9 to "
      "{}.",
      age->years, kReadingAgeAim);
  if (!age->hardest.empty()) {
    const auto& hardest = age->hardest.front();
    said += fmt::format(
        " The hardest sentence: “{}”",
        shortened(trimmed(std::string_view(all).substr(hardest.begin, hardest.end - hardest.begin)),
                  160));
  }
  return Missing{.field = "purpose", .said = std::move(said)};
}

Result<> log_step(store::Session& s, const Scope& scope, ActivityId id, const StepTaken& step) {
  const std::int64_t number = TRY(s.integer(
      "select coalesce(max(number), 0) + 1 from activity_step where partnership_id = $1 and "
      "activity_id = $2",
      scope.partnership(), id));
  const auto person = step.person.is_null() ? std::nullopt : std::optional(step.person);
  TRY(
      s.exec("insert into activity_step (partnership_id, activity_id, number, from_phase, "
             "to_phase, back, reason, person_id, stepped_ms) values ($1, $2, $3, $4, $5, $6, $7, "
             "$8, $9)",
             scope.partnership(), id, number, step.from, step.to, step.back, step.reason, person,
             step.at));
  return Done{};
}

Result<> write_phase(store::Session& s, const Scope& scope, const Activity& found,
                     const Phase& phase, TimeMs now) {
  const std::int64_t rows = TRY(s.exec(
      "update activity set phase = $4, state = $5, version = version + 1, changed_ms = $6, "
      "opened_ms = case when $5 = 'open' and opened_ms is null then $6 else opened_ms end, "
      "closed_ms = case when $5 = 'closed' and state = 'open' then $6 when $5 = 'open' then null "
      "else closed_ms end where partnership_id = $1 and id = $2 and version = $3",
      scope.partnership(), found.id, found.version, phase.name, name_of(phase.state), now));
  if (rows != 1)
    return refuse("Somebody changed this while you were looking at it. Look at it again.",
                  ErrorKind::conflict);
  // Fixed from here on; a version that is fixed is never written to again.
  if (phase.frozen)
    TRY(
        s.exec("update questionnaire set frozen_ms = $3 where partnership_id = $1 and activity_id "
               "= $2 and frozen_ms is null",
               scope.partnership(), found.id, now));
  return Done{};
}

}  // namespace

Result<> Activities::open(const Scope& scope, ActivityId id) {
  const Activity found = TRY(for_change(scope, id));
  if (found.state != ActivityState::draft)
    return refuse("It is not a draft any more.", ErrorKind::conflict);
  if (!opens_from(found.details.kind, found.phase))
    return refuse(
        "A formal consultation opens once it has been reviewed and somebody else has approved it. "
        "Send it for review first.",
        ErrorKind::conflict);
  for (const Missing& one : TRY(missing(scope, id)))
    if (one.stops) return refuse(one.said);
  const Phase& phase = usual_phase(found.details.kind, ActivityState::open);
  const TimeMs now = clock_.now();
  const bool skipped = step_between(found.details.kind, found.phase, phase.name) != Step::forward;
  return main_.write([&](store::Session& s) -> Result<> {
    TRY(write_phase(s, scope, found, phase, now));
    return log_step(s, scope, id,
                    {.from = found.phase,
                     .to = std::string(phase.name),
                     .reason = skipped ? "opened without the steps between" : "",
                     .person = scope.person(),
                     .at = now});
  });
}

Result<> Activities::close(const Scope& scope, ActivityId id) {
  const Activity found = TRY(for_change(scope, id));
  if (found.state != ActivityState::open) return refuse("It is not open.", ErrorKind::conflict);
  return move(scope, id, usual_phase(found.details.kind, ActivityState::closed).name);
}

Result<> Activities::move(const Scope& scope, ActivityId id, std::string_view to,
                          std::string_view reason, std::optional<TimeMs> until) {
  const Activity found = TRY(for_change(scope, id));
  const Phase* const phase = phase_of(found.details.kind, to);
  const Step step = step_between(found.details.kind, found.phase, to);
  if (phase == nullptr || step == Step::none)
    return refuse("It cannot go there from where it is. Look at it again.", ErrorKind::conflict);
  if (phase->state == ActivityState::answered && found.state != ActivityState::answered)
    return refuse("Publish what happened first: that is done on its public page.");
  const std::string why = TRY(bounded_text(trimmed(reason), limits::kShortTextChars));
  const bool back = step == Step::back;
  if (why.empty() && (back || to == "suspended" || to == "extended"))
    return refuse("Say why. It is kept with the date.");
  const TimeMs now = clock_.now();
  if (phase->state == ActivityState::open && found.state == ActivityState::draft)
    for (const Missing& one : TRY(missing(scope, id)))
      if (one.stops) return refuse(one.said);
  if (to == "extended" &&
      (!until || *until <= now || (found.details.closes && *until <= *found.details.closes)))
    return refuse("Give a closing date that is later than the one it has.");
  if (to == "approved" && !back && !scope.person().is_null())
    for (const StepTaken& taken : TRY(steps(scope, id)))
      if (taken.to == "review") {
        if (taken.person == scope.person())
          return refuse("You sent it for review, so somebody else approves it.");
        break;  // The latest is first.
      }
  const std::string told = phase->in_public ? announced(to, back, why) : "";
  TRY(main_.write([&](store::Session& s) -> Result<> {
    TRY(write_phase(s, scope, found, *phase, now));
    if (until) {
      const std::string_view column = to == "scheduled"     ? "opens_ms"
                                      : to == "late_window" ? "late_until_ms"
                                                            : "closes_ms";
      TRY(s.exec(
          fmt::format("update activity set {} = $3 where partnership_id = $1 and id = $2", column),
          scope.partnership(), id, until));
    }
    return log_step(s, scope, id,
                    {.from = found.phase,
                     .to = std::string(to),
                     .reason = why,
                     .back = back,
                     .person = scope.person(),
                     .at = now});
  }));
  if (!told.empty()) TRY(say(scope, id, told));
  return Done{};
}

Result<std::vector<StepTaken>> Activities::steps(const Scope& scope, ActivityId id) {
  if (!scope.may(Capability::read_summary)) return fail(ErrorKind::denied, "read_summary");
  return main_.read([&](store::Session& s) {
    return s.all(
        "select from_phase, to_phase, reason, back, person_id, stepped_ms from activity_step "
        "where partnership_id = $1 and activity_id = $2 order by number desc",
        [](const store::Row& row) {
          return StepTaken{.from = row.text(0),
                           .to = row.text(1),
                           .reason = row.text(2),
                           .back = row.truth(3),
                           .person = row.null(4) ? PersonId() : row.id<PersonId>(4),
                           .at = row.time(5)};
        },
        scope.partnership(), id);
  });
}

Result<std::vector<Missing>> Activities::missing(const Scope& scope, ActivityId id) {
  if (!scope.may(Capability::read_summary)) return fail(ErrorKind::denied, "read_summary");
  const Activity found = TRY(activity(scope, id));
  const ActivityDetails& d = found.details;
  std::vector<Missing> all;
  const auto need = [&](bool there, const char* field, const char* said, bool stops = false) {
    if (!there) all.push_back({field, said, stops});
  };
  const auto written = [](const std::string& text) { return !trimmed(text).empty(); };
  need(static_cast<bool>(questionnaire(scope, id)), "question",
       "Write at least one question before opening.", true);
  need(written(d.purpose), "purpose", "Say what the answers will shape before opening.", true);
  need(written(d.decider), "decider", "Say who decides before opening.", true);
  need(d.hear_by.has_value(), "hear_by", "Say when people will hear before opening.", true);
  need(!d.closes || *d.closes > clock_.now(), "closes", "The closing date is in the past.", true);
  const std::string duty =
      TRY(main_.read([&](store::Session& s) { return duty_missing(s, scope.partnership(), d); }));
  need(duty.empty(), "duties", duty.c_str(), true);
  need(written(d.decided), "decided", "Nobody has said what is already decided.");
  need(written(d.owner_name), "owner", "It has no owner.");
  need(written(d.contact), "contact", "There is no phone number or address to ask at.");
  need(written(d.audience), "audience", "Nobody has said whom it is for.");
  const std::int64_t known = TRY(main_.read([&](store::Session& s) {
    return s.integer(
        "select count(*) from activity_known where partnership_id = $1 and activity_id = $2",
        scope.partnership(), id);
  }));
  need(known > 0, "", "Nobody has written what is known already.");
  const std::vector<Document> there = TRY(documents(scope, id));
  const auto has_format = [&](std::string_view format) {
    return d.formats.find(format) != std::string::npos ||
           std::ranges::any_of(
               there, [&](const Document& one) { return one.format == format && !one.withdrawn; });
  };
  need(has_format("easy_read"), "formats", "There is no Easy Read version.");
  need(has_format("large_print"), "formats", "There is no large print version.");
  need(d.kind != ActivityKind::formal_consultation || has_format("bsl"), "formats",
       "There is no British Sign Language version.");
  need(written(d.languages), "languages", "It is in no language but English.");
  if (auto hard = hard_to_read(d, questionnaire(scope, id))) all.push_back(*std::move(hard));
  if (d.kind == ActivityKind::formal_consultation) {
    const auto changes = TRY(main_.read(
        [&](store::Session& s) { return inside::read_changes(s, scope.partnership()); }));
    for (std::string& lack : inside::not_judged(changes, id))
      all.push_back({.field = "", .said = std::move(lack)});
    need(d.closes.has_value(), "closes", "A formal consultation needs a closing date.");
    need(std::ranges::any_of(there, [](const Document& one) { return !one.withdrawn; }),
         "documents", "There is no document to read before answering.");
  }
  for (const Stage& stage : TRY(stages(scope, id)))
    if (!written(stage.involvement))
      all.push_back({"stages", fmt::format("Nobody is involved in the stage “{}”.", stage.name)});
  return all;
}

}  // namespace heed::plan
