#include "plan/phases.h"

#include <algorithm>

#include "plan/activities.h"

namespace heed::plan {
namespace {

using S = ActivityState;

// Listening, surveys, workshops and co-design. It cannot end at "finished": an outcome is owed.
const std::vector<Phase> kEngagement = {
    {"planned", "Being planned", "Back to planning", S::draft, {"announced", "live"}, {}},
    {"announced", "Announced", "Announce it", S::draft, {"live"}, {"planned"}, true},
    {"live", "Open", "Open it", S::open, {"finished"}, {"announced"}, true, true, true},
    {"finished",
     "Closed, with an outcome to come",
     "Close it",
     S::closed,
     {"outcome_published"},
     {"live"},
     true,
     true},
    {"outcome_published",
     "What happened is published",
     "Say that it is published",
     S::answered,
     {},
     {},
     true,
     true},
};

const std::vector<Phase> kConsultation = {
    {"draft", "Being drafted", "Back to the draft", S::draft, {"review"}, {}},
    {"review", "Being reviewed", "Send it for review", S::draft, {"approved"}, {"draft"}},
    {"approved",
     "Approved: its documents and questions are fixed",
     "Approve it",
     S::draft,
     {"scheduled", "open"},
     {"review", "draft"},
     false,
     true},
    {"scheduled",
     "Announced",
     "Announce when it opens",
     S::draft,
     {"open"},
     {"approved"},
     true,
     true},
    {"open",
     "Open",
     "Open it",
     S::open,
     {"extended", "suspended", "closed"},
     {"scheduled"},
     true,
     true,
     true},
    {"extended",
     "Open for longer",
     "Extend it",
     S::open,
     {"extended", "suspended", "closed"},
     {},
     true,
     true,
     true},
    {"suspended",
     "Suspended: no answers are taken for now",
     "Suspend it",
     S::open,
     {"open", "extended", "closed"},
     {},
     true,
     true},
    {"closed", "Closed", "Close it", S::closed, {"late_window", "analysing"}, {"open"}, true, true},
    {"late_window",
     "Closed; late post is still read",
     "Open the late window",
     S::closed,
     {"analysing"},
     {"closed"},
     true,
     true,
     false,
     true},
    {"analysing",
     "Answers are being read",
     "Start reading",
     S::closed,
     {"report_published"},
     {"late_window", "closed"},
     true,
     true},
    {"report_published",
     "What people said is published",
     "Say that the report is published",
     S::closed,
     {"response_published"},
     {"analysing"},
     true,
     true},
    {"response_published",
     "What happened is published",
     "Say that the answer is published",
     S::answered,
     {"archived"},
     {},
     true,
     true},
    {"archived", "Archived", "Archive it", S::answered, {}, {"response_published"}, true, true},
};

bool among(const std::vector<std::string_view>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

const std::vector<Phase>& phases_of(ActivityKind kind) {
  return kind == ActivityKind::formal_consultation ? kConsultation : kEngagement;
}

const Phase* phase_of(ActivityKind kind, std::string_view name) {
  const auto& phases = phases_of(kind);
  const auto found = std::ranges::find(phases, name, &Phase::name);
  return found == phases.end() ? nullptr : &*found;
}

const Phase& usual_phase(ActivityKind kind, ActivityState state) {
  const auto& phases = phases_of(kind);
  return *std::ranges::find(phases, state, &Phase::state);
}

Step step_between(ActivityKind kind, std::string_view from, std::string_view to) {
  const Phase* const at = phase_of(kind, from);
  if (at == nullptr || phase_of(kind, to) == nullptr) return Step::none;
  if (among(at->next, to)) return Step::forward;
  return among(at->back, to) ? Step::back : Step::none;
}

bool opens_from(ActivityKind kind, std::string_view phase) {
  return kind != ActivityKind::formal_consultation ||
         step_between(kind, phase, usual_phase(kind, ActivityState::open).name) == Step::forward;
}

}  // namespace heed::plan
