#include "act/happened.h"

#include <algorithm>
#include <boost/json.hpp>

#include "act/actions.h"
#include "act/learning.h"
#include "act/promises.h"
#include "pages/words.h"
#include "platform/clock.h"
#include "store/database.h"

namespace heed::act {
namespace {

using pages::Words;
using store::Row;
using store::Session;

struct Event {
  ActivityId activity;
  TellingKind kind;
  std::string occasion, path;
  std::string title;  // Of the activity; of a promise that is about none, empty.
  std::string what;   // In the owner's words, which have one language.
  std::string more;
};

// The subject and the words, by what kind of event it is; each is one sentence to translate.
using Say = TellingWords (*)(const Words& words, const Event& event);

TellingWords say(const Words& words, std::string subject, std::string text) {
  return {std::string(words.language()), std::move(subject), std::move(text)};
}

TellingWords of_report(const Words& w, const Event& e) {
  return say(w, tr(w, "What people said about “{title}”", {{"title", e.title}}),
             tr(w,
                "The report of what people said about “{title}” is published.\n\nNobody has "
                "decided yet. We write again when it is decided.",
                {{"title", e.title}}));
}

TellingWords of_update(const Words& w, const Event& e) {
  return say(w, tr(w, "What is new about “{title}”", {{"title", e.title}}),
             tr(w, "{update}\n\nThe page below has everything that was said about it.",
                {{"update", e.what}}));
}

TellingWords of_answer(const Words& w, const Event& e) {
  return say(w, tr(w, "What happened after you answered “{title}”", {{"title", e.title}}),
             tr(w,
                "You asked to hear what came of “{title}”.\n\n{outcome}\n\nThe page below says "
                "what people said, what changes and what does not, and why.",
                {{"title", e.title}, {"outcome", e.what}}));
}

TellingWords of_decision(const Words& w, const Event& e) {
  return say(
      w, tr(w, "A decision about “{title}”", {{"title", e.title}}),
      tr(w, "{body} decided about “{title}”:\n\n{decision}\n\nThe page below gives the reasons.",
         {{"body", e.more}, {"title", e.title}, {"decision", e.what}}));
}

TellingWords of_action_done(const Words& w, const Event& e) {
  return say(
      w, tr(w, "Done because of what people said about “{title}”", {{"title", e.title}}),
      tr(w, "This is done: {action}\n\n{progress}", {{"action", e.what}, {"progress", e.more}}));
}

TellingWords of_action_late(const Words& w, const Event& e) {
  return say(w, tr(w, "Late: what we said we would do about “{title}”", {{"title", e.title}}),
             tr(w,
                "This is not done yet, and the day has passed: {action}\n\nThe page below shows "
                "how far it has come.",
                {{"action", e.what}}));
}

TellingWords of_promise_kept(const Words& w, const Event& e) {
  return say(
      w, std::string(tr(w, "We did what we promised")),
      tr(w, "We promised: {promise}\n\nIt is kept. {how}", {{"promise", e.what}, {"how", e.more}}));
}

TellingWords of_promise_changed(const Words& w, const Event& e) {
  return say(w, std::string(tr(w, "A promise changes")),
             tr(w, "We promised: {promise}\n\nThis changes. {why}",
                {{"promise", e.what}, {"why", e.more}}));
}

TellingWords of_promise_late(const Words& w, const Event& e) {
  return say(w, std::string(tr(w, "We are late with a promise")),
             tr(w,
                "We promised: {promise}\n\nThe day has passed and it is not kept yet. The page "
                "below shows every promise and how it stands.",
                {{"promise", e.what}}));
}

TellingWords of_learning(const Words& w, const Event& e) {
  return say(w, tr(w, "What we learnt from “{title}”", {{"title", e.title}}),
             tr(w,
                "We learnt this from “{title}”:\n\n{learnt}\n\nWhere else it might "
                "apply:\n\n{elsewhere}\n\nThe page below has the evidence, and everything else "
                "that we learnt.",
                {{"title", e.title}, {"learnt", e.what}, {"elsewhere", e.more}}));
}

NewTelling telling_of(const Event& event, Say said) {
  NewTelling telling{.activity = event.activity,
                     .kind = event.kind,
                     .occasion = event.occasion,
                     .path = event.path,
                     .words = {said(Words::english(), event)}};
  for (const std::string_view code : Words::languages()) {
    if (code == "en") continue;
    TellingWords other = said(Words::for_language(code), event);
    // Not translated yet: English says it to them already.
    if (other.subject != telling.words[0].subject) telling.words.push_back(std::move(other));
  }
  return telling;
}

class Reading {
 public:
  Reading(Session& session, const Scope& scope, TimeMs now)
      : s_(session), scope_(scope), now_(now), since_(now + -kToldOfMs) {}

  Result<std::int64_t> reports() {
    return s_.each(
        "select activity.id, activity.title from activity_step join activity on"
        " activity.partnership_id = activity_step.partnership_id and activity.id ="
        " activity_step.activity_id where activity_step.partnership_id = $1 and to_phase ="
        " 'report_published' and not back and stepped_ms >= $2 order by stepped_ms",
        [&](const Row& row) {
          const auto id = row.id<ActivityId>(0);
          keep({id, TellingKind::report, "report", "/a/" + id.text(), row.text(1), "", ""},
               of_report);
        },
        scope_.partnership(), since_);
  }

  // Dated updates and public corrections of what the public can read. Those of the last days: who
  // asked to be told has the older ones on the page.
  Result<std::int64_t> updates() {
    constexpr std::int64_t kNewsMs = 2 * kDayMs;
    return s_.each(
        "select activity.id, activity.title, activity_update.words, activity_update.number from"
        " activity_update join activity on activity.partnership_id ="
        " activity_update.partnership_id and activity.id = activity_update.activity_id where"
        " activity_update.partnership_id = $1 and (activity.opened_ms is not null or"
        " activity.published_ms is not null) and said_ms >= $2 order by said_ms,"
        " activity_update.number",
        [&](const Row& row) {
          const auto id = row.id<ActivityId>(0);
          keep({id, TellingKind::other, fmt::format("update:{}", row.integer(3)), "/a/" + id.text(),
                row.text(1), row.text(2), ""},
               of_update);
        },
        scope_.partnership(), now_ + -kNewsMs);
  }

  // The first page only: a page published again mends words, and what it does is told as an action.
  Result<std::int64_t> answers() {
    return s_.each(
        "select activity.id, activity.title, activity.outcome from publication join activity on"
        " activity.partnership_id = publication.partnership_id and activity.id ="
        " publication.activity_id where publication.partnership_id = $1 and number = 1 and"
        " publication.published_ms >= $2 order by publication.published_ms",
        [&](const Row& row) {
          const auto id = row.id<ActivityId>(0);
          keep({id, TellingKind::answered, "answered", "/what-happened/" + id.text(), row.text(1),
                row.text(2), ""},
               of_answer);
        },
        scope_.partnership(), since_);
  }

  Result<std::int64_t> decisions() {
    std::vector<ActivityId> before;
    return s_.each(
        "select decision.id, decision.activity_id, decision.content, activity.title,"
        " decided_ms >= $2 from decision join activity on activity.partnership_id ="
        " decision.partnership_id and activity.id = decision.activity_id where"
        " decision.partnership_id = $1 order by decided_ms, decision.id",
        [&](const Row& row) {
          const auto id = row.id<decide::DecisionId>(0);
          const auto activity = row.id<ActivityId>(1);
          // A person's own letter of "the decision" is told under the same name.
          const bool first = std::ranges::find(before, activity) == before.end();
          before.push_back(activity);
          if (!row.truth(4)) return;
          boost::system::error_code bad;
          const auto content = boost::json::parse(row.text(2), bad);
          if (bad || !content.is_object()) return;
          const auto part = [&](const char* name) {
            const auto* value = content.as_object().if_contains(name);
            return value && value->is_string() ? std::string(value->as_string()) : std::string();
          };
          keep({activity, TellingKind::decision, first ? "decision" : "decision:" + id.text(),
                "/decisions/" + id.text(), row.text(3), part("decided"), part("body")},
               of_decision);
        },
        scope_.partnership(), since_);
  }

  Result<std::int64_t> actions() {
    return s_.each(
        "select action.id, action.activity_id, action.state, action.what, action.progress,"
        " activity.title from action join action_plan on action_plan.partnership_id ="
        " action.partnership_id and action_plan.id = action.plan_id join activity on"
        " activity.partnership_id = action.partnership_id and activity.id = action.activity_id"
        " where action.partnership_id = $1 and action_plan.state = 'approved' and"
        " activity.published_ms is not null and ((action.state = 'done' and action.changed_ms >="
        " $2) or (action.state in ('proposed', 'in_progress') and action.due_ms >= $2 and"
        " action.due_ms < $3)) order by action.changed_ms, action.id",
        [&](const Row& row) {
          const auto activity = row.id<ActivityId>(1);
          const bool done = row.text(2) == "done";
          keep({activity, TellingKind::action,
                fmt::format("action:{}:{}", row.id<ActionId>(0).text(), done ? "done" : "late"),
                "/what-happened/" + activity.text(), row.text(5), row.text(3), row.text(4)},
               done ? of_action_done : of_action_late);
        },
        scope_.partnership(), since_, now_);
  }

  Result<std::int64_t> promises() {
    TRY(s_.each(
        "select promise.id, promise.activity_id, promise.words, promise_step.number,"
        " promise_step.kind, promise_step.words from promise_step join promise on"
        " promise.partnership_id = promise_step.partnership_id and promise.id ="
        " promise_step.promise_id where promise_step.partnership_id = $1 and promise_step.kind in"
        " ('kept', 'varied') and at_ms >= $2 order by at_ms, promise.id",
        [&](const Row& row) {
          keep({about(row, 1), TellingKind::other,
                fmt::format("promise:{}:{}", row.id<PromiseId>(0).text(), row.integer(3)),
                "/promises", "", row.text(2), row.text(5)},
               row.text(4) == "kept" ? of_promise_kept : of_promise_changed);
        },
        scope_.partnership(), since_));
    return s_.each(
        "select id, activity_id, words, due_ms from promise where partnership_id = $1 and state <>"
        " 'kept' and due_ms >= $2 and due_ms < $3 order by due_ms, id",
        [&](const Row& row) {
          keep({about(row, 1), TellingKind::other,
                fmt::format("promise:{}:late:{}", row.id<PromiseId>(0).text(), row.integer(3)),
                "/promises", "", row.text(2), ""},
               of_promise_late);
        },
        scope_.partnership(), since_, now_);
  }

  // Shared with peers: who follows the activity, or everything, hears of it (T-165).
  Result<std::int64_t> learning() {
    return s_.each(
        "select learning.id, learning.activity_id, activity.title, learning.words, elsewhere from"
        " learning join activity on activity.partnership_id = learning.partnership_id and"
        " activity.id = learning.activity_id where learning.partnership_id = $1 and"
        " learning.published_ms >= $2 order by learning.published_ms, learning.id",
        [&](const Row& row) {
          keep({row.id<ActivityId>(1), TellingKind::other,
                "learning:" + row.id<LearningId>(0).text(), "/learning", row.text(2), row.text(3),
                row.text(4)},
               of_learning);
        },
        scope_.partnership(), since_);
  }

  std::vector<NewTelling> all;

 private:
  static ActivityId about(const Row& row, int column) {
    return row.null(column) ? ActivityId{} : row.id<ActivityId>(column);
  }
  void keep(const Event& event, Say said) { all.push_back(telling_of(event, said)); }

  Session& s_;
  const Scope& scope_;
  TimeMs now_, since_;
};

}  // namespace

Result<std::vector<NewTelling>> Happened::events(const Scope& scope) {
  return main_.read([&](Session& s) -> Result<std::vector<NewTelling>> {
    Reading reading(s, scope, clock_.now());
    TRY(reading.reports());
    TRY(reading.updates());
    TRY(reading.decisions());
    TRY(reading.answers());
    TRY(reading.actions());
    TRY(reading.promises());
    TRY(reading.learning());
    return std::move(reading.all);
  });
}

Result<int> Happened::tell(const Scope& scope, Told& told) {
  int told_now = 0;
  for (const NewTelling& one : TRY(events(scope))) {
    if (TRY(told.was_told(scope, one.activity, one.occasion))) continue;
    const auto done = told.tell(scope, one);
    // Somebody told it between the two.
    if (!done && !done.failed_with(ErrorKind::conflict)) return Error(done.error());
    if (done) ++told_now;
  }
  return told_now;
}

}  // namespace heed::act
