// What an activity asks: the whole questionnaire while it may change, corrections of its words
// after.
#include "base/limits.h"
#include "base/text.h"
#include "plan/activities.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::plan {
namespace {

using questions::Choice;
using questions::Question;
using questions::Questionnaire;

// Without the words that a correction may put right: what is asked, of whom, and what is kept.
Questionnaire bones(Questionnaire asked) {
  const auto strip = [](std::vector<Choice>& choices) {
    for (Choice& choice : choices) choice.text = choice.help = choice.group = {};
  };
  asked.version = 0;
  asked.languages.clear();
  for (questions::Section& section : asked.sections) {
    section.title = section.intro = {};
    for (Question& question : section.questions) {
      question.text = question.help = {};
      strip(question.choices);
      strip(question.rows);
    }
  }
  return asked;
}

Result<> put_next(store::Session& s, PartnershipId partnership, ActivityId id,
                  std::int64_t seen_version, Questionnaire asked, TimeMs now, bool frozen) {
  const std::int64_t before = TRY(
      s.integer("select coalesce(max(version), 0) from questionnaire where partnership_id = $1 and "
                "activity_id = $2",
                partnership, id));
  if (before != seen_version)
    return refuse("Somebody changed the questions meanwhile. Yours are below, not kept yet.",
                  ErrorKind::conflict);
  asked.version = before + 1;
  const std::string definition = questions::write_questionnaire(asked);
  TRY(s.exec(
      "insert into questionnaire (partnership_id, activity_id, version, definition, created_ms, "
      "frozen_ms) values ($1, $2, $3, $4, $5, $6)",
      partnership, id, asked.version, definition, now,
      frozen ? std::optional<TimeMs>(now) : std::nullopt));
  return Done{};
}

}  // namespace

Result<> Activities::set_questions(const Scope& scope, ActivityId id,
                                   const std::vector<std::string>& wordings) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  const Activity found = TRY(activity(scope, id));
  if (found.state != ActivityState::draft)
    return refuse("The questions are fixed once it has opened.", ErrorKind::closed);
  questions::Section section;
  section.title = {{"en", found.details.title}};
  for (const std::string& wording : wordings) {
    if (trimmed(wording).empty()) continue;
    const std::string kept = TRY(bounded_text(trimmed(wording), limits::kShortTextChars));
    questions::Question question;
    question.id = random_.id<QuestionId>();
    question.text = {{"en", kept}};
    section.questions.push_back(std::move(question));
  }
  if (section.questions.empty()) return refuse("Write at least one question.");
  questions::Questionnaire asked;
  asked.sections.push_back(std::move(section));
  return set_questionnaire(scope, id, asked);
}

Result<> Activities::set_questionnaire(const Scope& scope, ActivityId id,
                                       const questions::Questionnaire& wanted) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  const Activity found = TRY(activity(scope, id));
  if (found.state != ActivityState::draft)
    return refuse("The questions are fixed once it has opened.", ErrorKind::closed);
  if (is_frozen(found))
    return refuse("The questions are fixed since it was approved. Send it back to change them.",
                  ErrorKind::closed);
  questions::Questionnaire asked = wanted;
  return main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t before = TRY(s.integer(
        "select coalesce(max(version), 0) from questionnaire where partnership_id = $1 and "
        "activity_id = $2",
        scope.partnership(), id));
    asked.version = before + 1;
    const std::string definition = questions::write_questionnaire(asked);
    TRY(
        s.exec("insert into questionnaire (partnership_id, activity_id, version, definition, "
               "created_ms) values ($1, $2, $3, $4, $5)",
               scope.partnership(), id, asked.version, definition, clock_.now()));
    return Done{};
  });
}

Result<> Activities::ask(const Scope& scope, ActivityId id, std::int64_t seen_version,
                         const Questionnaire& asked) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  const Activity found = TRY(activity(scope, id));
  if (found.state != ActivityState::draft)
    return refuse("The questions are fixed once it has opened.", ErrorKind::closed);
  if (is_frozen(found))
    return refuse("The questions are fixed since it was approved. Send it back to change them.",
                  ErrorKind::closed);
  return main_.write([&](store::Session& s) {
    return put_next(s, scope.partnership(), id, seen_version, asked, clock_.now(), false);
  });
}

Result<> Activities::correct_questions(const Scope& scope, ActivityId id, std::int64_t seen_version,
                                       const Questionnaire& asked, std::string_view what,
                                       std::string_view why) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  const Activity found = TRY(activity(scope, id));
  if (found.state != ActivityState::open) return refuse("It is not open.", ErrorKind::conflict);
  if (trimmed(why).empty())
    return refuse("Say why the words change: it is published as a correction.");
  const Questionnaire now = TRY(questionnaire(scope, id));
  if (questions::write_questionnaire(bones(now)) != questions::write_questionnaire(bones(asked)))
    return refuse("Only words can be put right once it has opened, not what is asked.",
                  ErrorKind::closed);
  TRY(main_.write([&](store::Session& s) {
    return put_next(s, scope.partnership(), id, seen_version, asked, clock_.now(), true);
  }));
  return say(scope, id, fmt::format("{} {}", what, trimmed(why)), true);
}

}  // namespace heed::plan
