#include "act/actions.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/limits.h"
#include "base/text.h"
#include "decide/stated.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::act {
namespace {

struct ActionWords {
  ActionState state;
  std::string_view name, words;
};
constexpr std::array<ActionWords, 4> kActionWords = {
    {{ActionState::proposed, "proposed", "Not started"},
     {ActionState::in_progress, "in_progress", "Under way"},
     {ActionState::done, "done", "Done"},
     {ActionState::stopped, "stopped", "Stopped"}}};

std::string_view name_of(PlanState state) {
  return state == PlanState::approved    ? "approved"
         : state == PlanState::sent_back ? "sent_back"
                                         : "drafted";
}

Result<std::string> body_name(store::Session& s, PartnershipId partnership, decide::BodyId body) {
  std::string name;
  TRY(s.each(
      "select name from governance_body where partnership_id = $1 and id = $2",
      [&](const store::Row& row) { name = row.text(0); }, partnership, body));
  if (name.empty()) return refuse("Choose a group or body.");
  return name;
}

// One step, which is an entry of the record too.
Result<> add_step(store::Session& s, record::Record& record, PartnershipId partnership, PlanId plan,
                  const PlanStep& step) {
  const auto activity = TRY(s.one(
      "select activity_id from action_plan where partnership_id = $1 and id = $2",
      [](const store::Row& row) { return row.id<ActivityId>(0); }, partnership, plan));
  const std::int64_t index = TRY(decide::keep_stated(
      record, s, {record::EntryType::decision, partnership, activity, step.when},
      "heed/plan-step/v1",
      {{"plan", plan.bytes()},
       {"step", step.kind},
       {"body", step.body},
       {"said", step.words},
       {"by", step.person}}));
  const std::int64_t number = TRY(s.integer(
      "select coalesce(max(number), 0) + 1 from plan_step where partnership_id = $1 and plan_id = "
      "$2",
      partnership, plan));
  TRY(s.exec(
      "insert into plan_step (partnership_id, plan_id, number, kind, body_name, words, "
      "person_name, at_ms, log_index) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      partnership, plan, number, step.kind, step.body, step.words, step.person, step.when, index));
  return Done{};
}

Action read_action(const store::Row& row, TimeMs now) {
  Action action{
      .id = row.id<ActionId>(0), .plan = row.id<PlanId>(1), .activity = row.id<ActivityId>(2)};
  action.details = {row.id<FindingId>(3), row.text(4), row.text(5),
                    row.text(6),          row.text(7), row.time(8)};
  action.state = action_state_named(row.text(9)).value_or(ActionState::proposed);
  action.progress = row.text(10);
  action.version = row.integer(11);
  action.changed = row.time(12);
  const bool open =
      action.state == ActionState::proposed || action.state == ActionState::in_progress;
  action.overdue = open && action.details.due < now;
  return action;
}

constexpr std::string_view kAction =
    "select id, plan_id, activity_id, finding_id, commitment, what, owner_name, organisation, "
    "due_ms, state, progress, version, changed_ms from action where partnership_id = $1 ";

Result<std::vector<Plan>> read_plans(store::Session& s, const Scope& scope,
                                     std::optional<ActivityId> activity, TimeMs now) {
  constexpr std::string_view kPlan =
      "select id, activity_id, title, drafting_body_id, approving_body_id, state, version from "
      "action_plan where partnership_id = $1 ";
  const auto read = [](const store::Row& row) {
    Plan plan{.id = row.id<PlanId>(0), .activity = row.id<ActivityId>(1), .title = row.text(2)};
    plan.drafting = row.id<decide::BodyId>(3);
    plan.approving = row.id<decide::BodyId>(4);
    const std::string state = row.text(5);
    plan.state = state == "approved"    ? PlanState::approved
                 : state == "sent_back" ? PlanState::sent_back
                                        : PlanState::drafted;
    plan.version = row.integer(6);
    return plan;
  };
  auto plans =
      activity
          ? TRY(s.all(fmt::format("{}and activity_id = $2 order by created_ms, id", kPlan), read,
                      scope.partnership(), *activity))
          : TRY(s.all(fmt::format("{}order by created_ms, id", kPlan), read, scope.partnership()));
  if (!scope.may(Capability::read_summary))
    std::erase_if(plans, [](const Plan& plan) { return plan.state != PlanState::approved; });
  for (Plan& plan : plans) {
    plan.steps = TRY(s.all(
        "select kind, body_name, words, person_name, at_ms from plan_step where partnership_id = "
        "$1 and plan_id = $2 order by number",
        [](const store::Row& row) {
          return PlanStep{row.text(0), row.text(1), row.text(2), row.text(3), row.time(4)};
        },
        scope.partnership(), plan.id));
    plan.actions = TRY(s.all(
        fmt::format("{}and plan_id = $2 order by due_ms, id", kAction),
        [&](const store::Row& row) { return read_action(row, now); }, scope.partnership(),
        plan.id));
  }
  return plans;
}

}  // namespace

std::string_view name_of(ActionState state) {
  return kActionWords[static_cast<std::size_t>(state)].name;
}
std::string_view words_for(ActionState state) {
  return kActionWords[static_cast<std::size_t>(state)].words;
}
std::optional<ActionState> action_state_named(std::string_view name) {
  for (const ActionWords& each : kActionWords)
    if (each.name == name) return each.state;
  return std::nullopt;
}

Result<PlanId> Actions::draft(const Scope& scope, ActivityId activity, std::string_view title,
                              decide::BodyId drafting, std::string_view author) {
  if (!scope.may(Capability::respond)) return fail(ErrorKind::denied, "respond");
  if (trimmed(title).empty()) return refuse("Give the plan a title.");
  const std::string kept = TRY(bounded_text(trimmed(title), limits::kTitleChars));
  const auto id = random_.id<PlanId>();
  return main_.write([&](store::Session& s) -> Result<PlanId> {
    const std::string body = TRY(body_name(s, scope.partnership(), drafting));
    TRY(s.exec(
        "insert into action_plan (partnership_id, id, activity_id, title, drafting_body_id, state, "
        "version, created_ms) values ($1, $2, $3, $4, $5, 'drafted', 1, $6)",
        scope.partnership(), id, activity, kept, drafting, clock_.now()));
    TRY(add_step(s, record_, scope.partnership(), id,
                 {"drafted", body, "", std::string(author), clock_.now()}));
    return id;
  });
}

Result<> Actions::consider(const Scope& scope, PlanId plan, decide::BodyId body,
                           std::string_view words, std::string_view author) {
  if (!scope.may(Capability::record_decision)) return fail(ErrorKind::denied, "record_decision");
  const std::string kept = TRY(bounded_text(trimmed(words), limits::kLongTextChars));
  return main_.write([&](store::Session& s) -> Result<> {
    const std::string name = TRY(body_name(s, scope.partnership(), body));
    return add_step(s, record_, scope.partnership(), plan,
                    {"considered", name, kept, std::string(author), clock_.now()});
  });
}

Result<> Actions::close_draft(const Scope& scope, PlanId plan, std::int64_t seen_version,
                              decide::BodyId body, PlanState state, std::string_view words,
                              std::string_view author) {
  if (!scope.may(Capability::record_decision)) return fail(ErrorKind::denied, "record_decision");
  const std::string kept = TRY(bounded_text(trimmed(words), limits::kLongTextChars));
  return main_.write([&](store::Session& s) -> Result<> {
    const auto drafting = TRY(s.one(
        "select drafting_body_id from action_plan where partnership_id = $1 and id = $2",
        [](const store::Row& row) { return row.id<decide::BodyId>(0); }, scope.partnership(),
        plan));
    if (drafting == body)
      return refuse("The group that drafted a plan does not approve it. Choose another.");
    const std::string name = TRY(body_name(s, scope.partnership(), body));
    const std::int64_t changed = TRY(s.exec(
        "update action_plan set state = $4, approving_body_id = $5, version = version + 1 where "
        "partnership_id = $1 and id = $2 and version = $3",
        scope.partnership(), plan, seen_version, name_of(state), body));
    if (changed == 0)
      return refuse("Somebody changed the plan meanwhile. Look at it again.", ErrorKind::conflict);
    return add_step(s, record_, scope.partnership(), plan,
                    {std::string(name_of(state)), name, kept, std::string(author), clock_.now()});
  });
}

Result<> Actions::approve(const Scope& scope, PlanId plan, std::int64_t seen_version,
                          decide::BodyId body, std::string_view words, std::string_view author) {
  return close_draft(scope, plan, seen_version, body, PlanState::approved, words, author);
}

Result<> Actions::send_back(const Scope& scope, PlanId plan, std::int64_t seen_version,
                            decide::BodyId body, std::string_view why, std::string_view author) {
  if (trimmed(why).empty()) return refuse("Say why it is sent back.");
  return close_draft(scope, plan, seen_version, body, PlanState::sent_back, why, author);
}

Result<ActionId> Actions::add(const Scope& scope, PlanId plan, const NewAction& typed,
                              std::string_view author) {
  if (!scope.may(Capability::respond)) return fail(ErrorKind::denied, "respond");
  if (trimmed(typed.what).empty()) return refuse("Say what will be done.");
  if (trimmed(typed.owner).empty()) return refuse("Say who sees to it.");
  if (trimmed(typed.organisation).empty()) return refuse("Say which organisation does it.");
  const std::string what = TRY(bounded_text(trimmed(typed.what), limits::kLongTextChars));
  const std::string commitment =
      TRY(bounded_text(trimmed(typed.commitment), limits::kLongTextChars));
  const std::string owner = TRY(bounded_text(trimmed(typed.owner), limits::kNameChars));
  const std::string organisation =
      TRY(bounded_text(trimmed(typed.organisation), limits::kNameChars));
  const auto id = random_.id<ActionId>();
  return main_.write([&](store::Session& s) -> Result<ActionId> {
    const auto activity = TRY(s.one(
        "select activity_id from action_plan where partnership_id = $1 and id = $2",
        [](const store::Row& row) { return row.id<ActivityId>(0); }, scope.partnership(), plan));
    const std::int64_t cited = TRY(s.integer(
        "select count(*) from finding where partnership_id = $1 and activity_id = $2 and id = $3",
        scope.partnership(), activity, typed.finding));
    if (cited == 0) return refuse("Choose the finding that this answers.");
    // What is added after the approval has not been approved: the plan goes back to its draft.
    TRY(s.exec(
        "update action_plan set state = 'drafted', version = version + 1 where partnership_id = $1 "
        "and id = $2",
        scope.partnership(), plan));
    TRY(s.exec(
        "insert into action (partnership_id, id, plan_id, activity_id, finding_id, commitment, "
        "what, owner_name, organisation, due_ms, state, progress, version, changed_ms) values ($1, "
        "$2, $3, $4, $5, $6, $7, $8, $9, $10, 'proposed', '', 1, $11)",
        scope.partnership(), id, plan, activity, typed.finding, commitment, what, owner,
        organisation, typed.due, clock_.now()));
    TRY(s.exec(
        "insert into action_step (partnership_id, action_id, number, state, words, person_name, "
        "at_ms) values ($1, $2, 1, 'proposed', '', $3, $4)",
        scope.partnership(), id, author, clock_.now()));
    return id;
  });
}

Result<> Actions::move_on(const Scope& scope, ActionId action, std::int64_t seen_version,
                          ActionState state, std::string_view words, std::string_view author) {
  if (!scope.may(Capability::respond)) return fail(ErrorKind::denied, "respond");
  if (state == ActionState::stopped && trimmed(words).empty())
    return refuse("Say why it was stopped: the public reads it.");
  const std::string kept = TRY(bounded_text(trimmed(words), limits::kLongTextChars));
  return main_.write([&](store::Session& s) -> Result<> {
    const std::string plan = TRY(s.one(
        "select p.state from action a join action_plan p on p.partnership_id = a.partnership_id "
        "and p.id = a.plan_id where a.partnership_id = $1 and a.id = $2",
        [](const store::Row& row) { return row.text(0); }, scope.partnership(), action));
    if (plan != "approved")
      return refuse("The plan is not approved yet, so nothing is done under it.");
    const std::int64_t changed = TRY(s.exec(
        "update action set state = $4, progress = $5, version = version + 1, changed_ms = $6 where "
        "partnership_id = $1 and id = $2 and version = $3",
        scope.partnership(), action, seen_version, name_of(state), kept, clock_.now()));
    if (changed == 0)
      return refuse("Somebody changed this meanwhile. What you wrote is below.",
                    ErrorKind::conflict);
    TRY(s.exec(
        "insert into action_step (partnership_id, action_id, number, state, words, person_name, "
        "at_ms) values ($1, $2, (select count(*) + 1 from action_step where partnership_id = $1 "
        "and "
        "action_id = $2), $3, $4, $5, $6)",
        scope.partnership(), action, name_of(state), kept, author, clock_.now()));
    return Done{};
  });
}

Result<std::vector<Plan>> Actions::plans(const Scope& scope, ActivityId activity) {
  return main_.read(
      [&](store::Session& s) { return read_plans(s, scope, activity, clock_.now()); });
}

Result<std::vector<Plan>> Actions::all_plans(const Scope& scope) {
  return main_.read(
      [&](store::Session& s) { return read_plans(s, scope, std::nullopt, clock_.now()); });
}

Result<std::vector<ByPartner>> Actions::by_partner(const Scope& scope) {
  std::map<std::string, ByPartner> found;
  for (const Plan& plan : TRY(all_plans(scope))) {
    if (plan.state != PlanState::approved) continue;
    for (const Action& action : plan.actions) {
      ByPartner& each = found[action.details.organisation];
      each.organisation = action.details.organisation;
      ++each.all;
      each.done += action.state == ActionState::done ? 1 : 0;
      each.in_progress += action.state == ActionState::in_progress ? 1 : 0;
      each.overdue += action.overdue ? 1 : 0;
    }
  }
  std::vector<ByPartner> all;
  for (auto& [name, each] : found) all.push_back(std::move(each));
  return all;
}

Result<std::vector<decide::Finding>> Actions::without_action(const Scope& scope,
                                                             ActivityId activity) {
  std::set<FindingId> cited;
  for (const Plan& plan : TRY(plans(scope, activity)))
    for (const Action& action : plan.actions) cited.insert(action.details.finding);
  std::vector<decide::Finding> found;
  for (decide::Finding& finding : TRY(findings_.findings(scope, activity))) {
    const bool committed = finding.response &&
                           finding.response->effect != decide::Effect::not_changed &&
                           finding.response->effect != decide::Effect::sent_elsewhere;
    if (committed && !cited.contains(finding.id)) found.push_back(std::move(finding));
  }
  return found;
}

}  // namespace heed::act
