// Whether a body's duty to involve people applies to a change: its three triggers, and who is to be
// involved, carers among them (T-125 to T-128).
//
//   const auto wrong = wrong_with(judged);
//   const Suggestion suggests = suggested(judged);  // A person confirms it, or departs from it.
//
// Threads: pure.
// Does not: decide; or say which law a body is under (the register of duties does, duties.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/significance.h"

namespace heed::plan {

struct TriggerAsked {
  std::string_view name;    // As stored: "planning".
  std::string_view letter;  // "a"
  std::string_view asks;    // The question, in a sentence.
  std::vector<Prompt> prompts;
};
// (a), (b) and (c), in the order of the source.
std::span<const TriggerAsked> triggers();

struct AudienceAsked {
  std::string_view name, called;  // "carers", "Carers and representatives"
};
// Who is to be involved where the duty applies (T-128).
std::span<const AudienceAsked> audiences();

struct TriggerJudged {
  std::string name;
  std::optional<bool> applies = {};
  std::vector<std::string> touches = {};  // Names of its prompts.
  std::string because = {};
};
struct AudienceJudged {
  std::string name;
  std::string how = {};  // How they are involved, or why not.
};
struct InvolvementJudged {
  std::vector<TriggerJudged> triggers = {};
  std::vector<AudienceJudged> audiences = {};
};

// Fields: "applies-planning", "because-planning", "how-carers" … Nothing when it is all judged; the
// audiences are asked for where a trigger applies.
std::vector<Wrong> wrong_with(const InvolvementJudged& judged);
// Requires: nothing is wrong with it.
Suggestion suggested(const InvolvementJudged& judged);

}  // namespace heed::plan
