// Phases: where an activity is in the states of its kind (domain: states), and which steps there
// are. The machine is data: a row for each phase, with what may follow.
//
//   for (const Phase* next : next_phases(ActivityKind::survey, "live")) ...   // "finished"
//   step_between(kind, "approved", "review");   // Step::back: allowed, with a reason
//
// Threads: pure.
// Does not: keep anything (Activities::move does).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace heed::plan {

enum class ActivityKind : std::uint8_t;
enum class ActivityState : std::uint8_t;

struct Phase {
  std::string_view name;    // As stored: "late_window".
  std::string_view called;  // For people: "Late answers are being taken".
  std::string_view step;    // The button that leads here: "Close it".
  ActivityState state;      // What the rest of Heed goes by.
  std::vector<std::string_view> next;
  std::vector<std::string_view> back;  // Against the usual order: needs a reason, and is logged.
  bool in_public = false;              // The public sees it before it has opened.
  bool frozen = false;                 // Documents and questions: changes are public corrections.
  bool answers = false;                // Answers are taken.
  bool late_answers = false;           // Answers are taken, and marked late.
};

const std::vector<Phase>& phases_of(ActivityKind kind);
const Phase* phase_of(ActivityKind kind, std::string_view name);
// The phase that an activity without a stored one is in.
const Phase& usual_phase(ActivityKind kind, ActivityState state);
enum class Step : std::uint8_t { none, forward, back };
Step step_between(ActivityKind kind, std::string_view from, std::string_view to);
// A formal consultation opens once somebody else has approved it (T-062); the rest from any phase
// of a draft, when nothing that stops them is missing.
bool opens_from(ActivityKind kind, std::string_view phase);

}  // namespace heed::plan
