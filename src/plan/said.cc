// What is said around an activity: dated updates, its stages, the questions that people ask, and
// the one that is always open.
#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "plan/activities.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::plan {
namespace {

constexpr std::size_t kStagesMax = 40;
constexpr std::size_t kQuestionsWaiting = 500;  // Of one activity, unanswered: beyond it, ring.

Result<> touch(store::Session& s, const Scope& scope, ActivityId id, TimeMs now) {
  TRY(
      s.exec("update activity set changed_ms = $3, version = version + 1 where partnership_id = $1 "
             "and id = $2",
             scope.partnership(), id, now));
  return Done{};
}

std::optional<PersonId> person_of(const Scope& scope) {
  return scope.person().is_null() ? std::nullopt : std::optional(scope.person());
}

}  // namespace

Result<Activity> Activities::for_change(const Scope& scope, ActivityId id) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  return activity(scope, id);
}

Result<> Activities::say(const Scope& scope, ActivityId id, std::string_view words,
                         bool correction) {
  TRY(for_change(scope, id));
  const std::string kept = TRY(bounded_text(trimmed(words), limits::kLongTextChars));
  if (kept.empty()) return refuse("Write the update.");
  return main_.write([&](store::Session& s) {
    return write_update(s, scope, id, kept, correction, clock_.now());
  });
}

Result<> Activities::write_update(store::Session& s, const Scope& scope, ActivityId id,
                                  std::string_view words, bool correction, TimeMs now) {
  const std::int64_t number = TRY(
      s.integer("select coalesce(max(number), 0) + 1 from activity_update where partnership_id = "
                "$1 and activity_id = $2",
                scope.partnership(), id));
  TRY(
      s.exec("insert into activity_update (partnership_id, activity_id, number, kind, words, "
             "person_id, said_ms) values ($1, $2, $3, $4, $5, $6, $7)",
             scope.partnership(), id, number, correction ? "correction" : "update", words,
             person_of(scope), now));
  return touch(s, scope, id, now);
}

Result<std::vector<Update>> Activities::updates(const Scope& scope, ActivityId id) {
  TRY(activity(scope, id));
  return main_.read([&](store::Session& s) {
    return s.all(
        "select number, kind, words, said_ms from activity_update where partnership_id = $1 and "
        "activity_id = $2 order by number desc",
        [](const store::Row& row) {
          return Update{row.integer(0), row.text(1) == "correction", row.text(2), row.time(3)};
        },
        scope.partnership(), id);
  });
}

Result<> Activities::set_stages(const Scope& scope, ActivityId id,
                                const std::vector<Stage>& stages) {
  TRY(for_change(scope, id));
  if (stages.size() > kStagesMax) return refuse("These are more stages than can be kept.");
  std::vector<Stage> kept;
  for (const Stage& stage : stages)
    if (!trimmed(stage.name).empty())
      kept.push_back({TRY(bounded_text(trimmed(stage.name), limits::kNameChars)),
                      TRY(bounded_text(trimmed(stage.involvement), limits::kShortTextChars))});
  return main_.write([&](store::Session& s) -> Result<> {
    TRY(s.exec("delete from activity_stage where partnership_id = $1 and activity_id = $2",
               scope.partnership(), id));
    for (std::size_t i = 0; i < kept.size(); ++i)
      TRY(
          s.exec("insert into activity_stage (partnership_id, activity_id, number, name, "
                 "involvement) values ($1, $2, $3, $4, $5)",
                 scope.partnership(), id, static_cast<std::int64_t>(i + 1), kept[i].name,
                 kept[i].involvement));
    return touch(s, scope, id, clock_.now());
  });
}

Result<std::vector<Stage>> Activities::stages(const Scope& scope, ActivityId id) {
  TRY(activity(scope, id));
  return main_.read([&](store::Session& s) {
    return s.all(
        "select name, involvement from activity_stage where partnership_id = $1 and activity_id = "
        "$2 order by number",
        [](const store::Row& row) { return Stage{row.text(0), row.text(1)}; }, scope.partnership(),
        id);
  });
}

Result<> Activities::ask(const Scope& scope, ActivityId id, std::string_view words) {
  TRY(activity(scope, id));
  const std::string kept = TRY(bounded_text(words, limits::kShortTextChars));
  if (trimmed(kept).empty()) return refuse("Write your question.");
  const std::string key = random_.id<QuestionId>().text();
  return main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t waiting = TRY(s.integer(
        "select count(*) from asked_question where partnership_id = $1 and activity_id = $2 and "
        "answered_ms is null",
        scope.partnership(), id));
    if (waiting >= static_cast<std::int64_t>(kQuestionsWaiting))
      return refuse("Many questions are waiting already. Please ring us, or ask another day.",
                    ErrorKind::busy);
    TRY(
        s.exec("insert into asked_question (partnership_id, id, activity_id, words, answer, "
               "published, asked_ms) values ($1, $2, $3, $4, '', false, $5)",
               scope.partnership(), *QuestionId::parse(key), id, kept, clock_.now()));
    return Done{};
  });
}

Result<> Activities::answer_question(const Scope& scope, ActivityId id, std::string_view question,
                                     std::string_view answer, bool publish) {
  TRY(for_change(scope, id));
  const auto key = QuestionId::parse(question);
  if (!key) return fail(ErrorKind::not_found, "not a question");
  const std::string kept = TRY(bounded_text(trimmed(answer), limits::kLongTextChars));
  if (kept.empty()) return refuse("Write the answer.");
  return main_.write([&](store::Session& s) -> Result<> {
    // The time of the first answer stays: a later wording does not make the reply look faster.
    const std::int64_t rows = TRY(s.exec(
        "update asked_question set answer = $4, published = $5, person_id = $6, answered_ms = "
        "coalesce(answered_ms, $7) where partnership_id = $1 and activity_id = $2 and id = $3",
        scope.partnership(), id, *key, kept, publish, person_of(scope), clock_.now()));
    if (rows == 0) return fail(ErrorKind::not_found, "no such question");
    return touch(s, scope, id, clock_.now());
  });
}

Result<std::vector<AskedQuestion>> Activities::asked(const Scope& scope, ActivityId id) {
  TRY(activity(scope, id));
  const bool all = scope.may(Capability::plan);
  return main_.read([&](store::Session& s) {
    return s.all(
        fmt::format("select id, activity_id, words, answer, published, asked_ms, answered_ms from "
                    "asked_question where partnership_id = $1 and activity_id = $2 {} order by "
                    "asked_ms desc, id",
                    all ? "" : "and published"),
        [](const store::Row& row) {
          return AskedQuestion{.id = row.id<QuestionId>(0).text(),
                               .activity = row.id<ActivityId>(1),
                               .words = row.text(2),
                               .answer = row.text(3),
                               .published = row.truth(4),
                               .asked = row.time(5),
                               .answered = row.null(6) ? std::nullopt : std::optional(row.time(6))};
        },
        scope.partnership(), id);
  });
}

std::optional<std::int64_t> Activities::usual_reply_ms(const std::vector<AskedQuestion>& asked) {
  std::vector<std::int64_t> waits;
  for (const AskedQuestion& one : asked)
    if (one.answered) waits.push_back(one.answered->ms - one.asked.ms);
  if (waits.empty()) return std::nullopt;
  std::ranges::sort(waits);
  return waits[waits.size() / 2];
}

Result<ActivityId> Activities::something_else(PartnershipId partnership) {
  const auto find = [&](store::Session& s) -> Result<std::optional<ActivityId>> {
    const auto there = TRY(s.all(
        "select id from activity where partnership_id = $1 and topics = 'something-else' and "
        "state = 'open' order by created_ms, id limit 1",
        [](const store::Row& row) { return row.id<ActivityId>(0); }, partnership));
    return there.empty() ? std::nullopt : std::optional(there.front());
  };
  if (const auto there = TRY(main_.read(find))) return *there;
  questions::Questionnaire asked;
  questions::Question question;
  question.id = random_.id<QuestionId>();
  question.text = {{"en", "What would you like to tell us?"}};
  asked.sections.push_back({.title = {{"en", "Tell us something else"}}, .questions = {question}});
  const auto id = random_.id<ActivityId>();
  const TimeMs now = clock_.now();
  return main_.write([&](store::Session& s) -> Result<ActivityId> {
    if (const auto there = TRY(find(s))) return *there;  // Somebody else made it meanwhile.
    TRY(s.exec(
        "insert into activity (partnership_id, id, kind, state, phase, title, purpose, decided, "
        "decider, owner_name, contact, outcome, not_heard, against, topics, version, opened_ms, "
        "created_ms, changed_ms) values ($1, $2, 'listening', 'open', 'live', "
        "'Tell us something else', 'Anything about health and care that nobody has asked you "
        "about. It is read, and passed to whoever can act on it.', '', '', '', '', '', '', '', "
        "'something-else', 1, $3, $3, $3)",
        partnership, id, now));
    TRY(
        s.exec("insert into questionnaire (partnership_id, activity_id, version, definition, "
               "created_ms, frozen_ms) values ($1, $2, 1, $3, $4, $4)",
               partnership, id, questions::write_questionnaire(asked), now));
    return id;
  });
}

}  // namespace heed::plan
