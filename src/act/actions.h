// Actions: what is done about findings, by whom, by when, over several organisations.
//
//   const PlanId plan = TRY(actions.draft(scope, activity, "Getting home", group, "Priya Shah"));
//   TRY(actions.add(scope, plan, {.finding = finding, .what = "An evening shuttle", …}));
//   TRY(actions.approve(scope, plan, seen_version, leadership, "Agreed.", "Sue Blake"));
//
// One group drafts and another approves, or sends it back with why; before that nothing is done
// under it. Each action cites the finding that it answers.
// Threads: any.
// Does not: show a plan to the public before it is approved; drop what a step said.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"
#include "decide/findings.h"
#include "decide/governance.h"

namespace heed::act {

using PlanId = Id<struct PlanKind>;
using ActionId = Id<struct ActionKind>;

enum class PlanState { drafted, sent_back, approved };
enum class ActionState { proposed, in_progress, done, stopped };
std::string_view name_of(ActionState state);
std::string_view words_for(ActionState state);
std::optional<ActionState> action_state_named(std::string_view name);

struct NewAction {
  FindingId finding;
  std::string commitment;  // What people were told would happen.
  std::string what;        // What is done about it.
  std::string owner;
  std::string organisation;
  TimeMs due;
};

struct Action {
  ActionId id;
  PlanId plan;
  ActivityId activity;
  NewAction details;
  ActionState state = ActionState::proposed;
  std::string progress;  // "Running since 3 March."
  std::int64_t version = 1;
  TimeMs changed;
  bool overdue = false;
};

struct PlanStep {
  std::string kind;  // considered, drafted, approved, sent_back
  std::string body, words, person;
  TimeMs when;
};

struct Plan {
  PlanId id;
  ActivityId activity;
  std::string title;
  decide::BodyId drafting, approving;
  PlanState state = PlanState::drafted;
  std::int64_t version = 1;
  std::vector<PlanStep> steps;
  std::vector<Action> actions;  // By due date.
};

struct ByPartner {
  std::string organisation;
  std::int64_t all = 0, done = 0, in_progress = 0, overdue = 0;
};

class Actions {
 public:
  Actions(store::Database& main, record::Record& record, decide::Findings& findings,
          const platform::Clock& clock, platform::Random& random)
      : main_(main), record_(record), findings_(findings), clock_(clock), random_(random) {}

  // --- plans -----------------------------------------------------------------------------------
  // Needs `respond`.
  Result<PlanId> draft(const Scope& scope, ActivityId activity, std::string_view title,
                       decide::BodyId drafting, std::string_view author);
  // What a body considered, approved or sent back is an entry of the record.
  // A body looked at the report, or at the plan; needs `record_decision`.
  Result<> consider(const Scope& scope, PlanId plan, decide::BodyId body, std::string_view words,
                    std::string_view author);
  // Need `record_decision`. Errors: invalid (said: the group that drafted it; no reason to send it
  // back), conflict (said).
  Result<> approve(const Scope& scope, PlanId plan, std::int64_t seen_version, decide::BodyId body,
                   std::string_view words, std::string_view author);
  Result<> send_back(const Scope& scope, PlanId plan, std::int64_t seen_version,
                     decide::BodyId body, std::string_view why, std::string_view author);

  // --- actions (respond) -----------------------------------------------------------------------
  // Errors: invalid (said: no such finding here; no owner).
  Result<ActionId> add(const Scope& scope, PlanId plan, const NewAction& action,
                       std::string_view author);
  // Errors: invalid (said: the plan is not approved; stopped without why), conflict (said).
  Result<> move_on(const Scope& scope, ActionId action, std::int64_t seen_version,
                   ActionState state, std::string_view words, std::string_view author);

  // For anyone; without `read_summary` approved plans only.
  Result<std::vector<Plan>> plans(const Scope& scope, ActivityId activity);
  Result<std::vector<Plan>> all_plans(const Scope& scope);
  Result<std::vector<ByPartner>> by_partner(const Scope& scope);
  // Findings that were answered with a change and have no action. Needs `read_findings`.
  Result<std::vector<decide::Finding>> without_action(const Scope& scope, ActivityId activity);

 private:
  Result<> close_draft(const Scope& scope, PlanId plan, std::int64_t seen_version,
                       decide::BodyId body, PlanState state, std::string_view words,
                       std::string_view author);
  store::Database& main_;
  record::Record& record_;
  decide::Findings& findings_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::act
