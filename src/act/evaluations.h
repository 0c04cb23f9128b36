// Evaluations: a decision looked at again, against what it was for and what people were concerned
// about (T-094). The day is set when it is decided (decide/governance.h).
//
//   for (const EvaluationDue& one : TRY(evaluations.due(scope))) ...
//   TRY(evaluations.keep(scope, decision, seen, {.judgements = each_aim_and_concern}, "Priya"));
//   const std::vector<Evaluation> found = TRY(evaluations.of(anyone, decision));
//
// Every aim and every finding that was before the body is judged, none left out. Each version is an
// entry of the record and stays.
// Threads: any.
// Does not: measure anything, or let the concerns be left out because the aims were met.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decide/governance.h"

namespace heed::act {

enum class Judged { met, partly, not_met, too_early };
inline constexpr std::array kJudged = {Judged::met, Judged::partly, Judged::not_met,
                                       Judged::too_early};
std::string_view name_of(Judged judged);
std::string_view words_for(Judged judged);
std::optional<Judged> judged_named(std::string_view name);

struct Judgement {
  FindingId finding;  // Null: of an aim.
  std::string name;   // The aim, or the finding's name when it was decided.
  Judged judged = Judged::too_early;
  std::string evidence;
};

// What has to be judged: the aims in their order, then the findings.
std::vector<Judgement> to_judge(const decide::Decision& decision);

struct NewEvaluation {
  std::vector<Judgement> judgements;
  std::string words;  // What follows from it.
};

struct Evaluation {
  std::int64_t number = 0;
  NewEvaluation details;
  std::string by;
  TimeMs written;
  std::uint64_t log_index = 0;
};

struct EvaluationDue {
  decide::DecisionId decision;
  ActivityId activity;
  std::string title, decided;
  TimeMs due;
  bool overdue = false;
};

class Evaluations {
 public:
  Evaluations(store::Database& main, record::Record& record, decide::Governance& governance,
              const platform::Clock& clock)
      : main_(main), record_(record), governance_(governance), clock_(clock) {}

  // Needs `respond`. `seen`: the newest number when it was written, 0 for none. Errors: invalid
  // (said: an aim or concern that is not judged, or without evidence), conflict (said).
  Result<> keep(const Scope& scope, decide::DecisionId decision, std::int64_t seen,
                const NewEvaluation& evaluation, std::string_view author);
  // Newest first; for anyone.
  Result<std::vector<Evaluation>> of(const Scope& scope, decide::DecisionId decision);
  // Decisions with a day and no evaluation yet, the earliest first. Needs `read_findings`.
  Result<std::vector<EvaluationDue>> due(const Scope& scope);

 private:
  store::Database& main_;
  record::Record& record_;
  decide::Governance& governance_;
  const platform::Clock& clock_;
};

}  // namespace heed::act
