// Governance: the bodies that decide, their meetings, who read what, and what was decided.
//
//   const MeetingId meeting = TRY(governance.plan_meeting(scope, {.body = board, .held = when}));
//   const std::int64_t item = TRY(governance.add_item(scope, meeting, paper, "Sue Blake"));
//   TRY(governance.decide(scope, meeting, item, decision, "Sue Blake"));
//
// A decision is kept with the hash of what the body had before it, and is one entry of the record.
// A finding without an answer does not stop it: it needs a reason, which the public reads, and the
// decision cannot be called complete; nor without a day on which it is looked at again, or why not.
// Threads: any.
// Does not: say whether a decision is lawful; let the gaps or an adviser's dissent be left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"
#include "decide/findings.h"
#include "decide/recommendations.h"
#include "decide/scrutiny.h"

namespace heed::decide {

using BodyId = Id<struct BodyKindTag>;
using MeetingId = Id<struct MeetingKindTag>;
using DecisionId = Id<struct DecisionKindTag>;

struct Body {
  BodyId id;
  std::string name;
  std::string kind;  // board, committee, group, scrutiny
  std::optional<TimeMs> ends;
  BodyId successor;
};

struct NewMeeting {
  BodyId body;
  TimeMs held;
  std::string place;
  bool in_public = true;
  std::string closed_reason;  // Needed when it is not in public.
};

struct Item {
  std::int64_t number = 0;
  ActivityId activity;  // Null: not about one.
  std::string title;
  std::string asked;          // What the meeting is asked to do.
  std::string voice_section;  // What people said; no paper can leave it empty.
  std::string by;
};

struct Meeting {
  MeetingId id;
  NewMeeting details;
  std::string body_name;
  std::optional<TimeMs> notice;  // When the public was told.
  std::string minutes;
  std::int64_t version = 1;
  std::vector<Item> items;
};

struct Reader {
  std::int64_t item = 0;
  std::string person;
  std::string pack_hash;
  TimeMs when;
};

// What a body has before it on one page.
struct BoardPage {
  Meeting meeting;
  Item item;
  Published page;  // Findings with points first, the adviser's view among it.
  std::vector<ScrutinyItem> scrutiny;
  std::vector<Recommendation> recommendations;
  std::vector<Finding> gaps;         // Findings without an answer.
  std::string hash;                  // Hexadecimal, of the page as it stands.
  bool before_comments_due = false;  // The meeting is before a council's comments are due.
};

struct Gap {
  FindingId finding;
  std::string name;
  std::string reason;
};

// How it will be seen whether the change does what it is for (T-094).
struct EvaluationPlan {
  std::optional<TimeMs> due;  // The day by which it is looked at again.
  std::string aims;           // What the change is for, one a line.
  std::string measures;       // What it is judged by, one a line.
  std::string none_because;   // Why there is none, where no day is set.
};

// One finding that the body had before it: the way back from a decision to what people said.
struct HeardBefore {
  FindingId finding;
  ThemeId theme;
  std::string name, said_by;
};

struct NewDecision {
  std::string decided;  // In a sentence.
  std::string reasons;
  std::string options;     // Considered, one a line.
  std::string conditions;  // And promises made.
  std::string interests;   // Conflicts declared, and who was present.
  std::vector<std::pair<FindingId, std::string>> gap_reasons;
  bool complete = false;  // Every finding was answered. Refused when one was not.
  std::string pack_hash;  // Of the page that was before them, as they saw it.
  EvaluationPlan evaluation = {};
};

struct Decision {
  DecisionId id;
  ActivityId activity;
  std::string activity_title, body, place;
  TimeMs held, decided_at;
  bool in_public = true;
  std::string closed_reason;
  std::optional<TimeMs> notice;
  std::string decided, reasons, options, conditions, interests;
  std::vector<Gap> gaps;
  std::vector<EqualityView> equality;
  EvaluationPlan evaluation;       // Empty where it was decided before this was asked.
  std::vector<HeardBefore> heard;  // Likewise.
  std::string pack_hash, content_hash;
  std::uint64_t log_index = 0;
  std::string by;
};

class Governance {
 public:
  Governance(store::Database& main, record::Record& record, Findings& findings, Scrutiny& scrutiny,
             const platform::Clock& clock, platform::Random& random)
      : main_(main),
        record_(record),
        findings_(findings),
        scrutiny_(scrutiny),
        clock_(clock),
        random_(random) {}

  // --- bodies (record_decision to change; read_summary to list) ---------------------------------
  Result<BodyId> add_body(const Scope& scope, std::string_view name, std::string_view kind);
  // `older` ends now; what it decided stays its own.
  Result<> succeed_body(const Scope& scope, BodyId older, BodyId newer);
  Result<std::vector<Body>> bodies(const Scope& scope);

  // --- meetings (record_decision) ---------------------------------------------------------------
  // Errors: invalid (said: not in public and no reason).
  Result<MeetingId> plan_meeting(const Scope& scope, const NewMeeting& wanted);
  Result<> publish_notice(const Scope& scope, MeetingId meeting, std::int64_t seen_version);
  Result<> keep_minutes(const Scope& scope, MeetingId meeting, std::int64_t seen_version,
                        std::string_view minutes);
  // Errors: invalid (said: an empty voice section).
  Result<std::int64_t> add_item(const Scope& scope, MeetingId meeting, const Item& paper,
                                std::string_view author);
  // For the public: those with a notice, without papers' text of closed meetings.
  Result<std::vector<Meeting>> meetings(const Scope& scope);
  Result<Meeting> meeting(const Scope& scope, MeetingId meeting);

  // --- reading (read_findings) ------------------------------------------------------------------
  Result<BoardPage> board_page(const Scope& scope, MeetingId meeting, std::int64_t item);
  // "I have read this": of the page with this hash. Errors: conflict (said: it changed since).
  Result<> mark_read(const Scope& scope, MeetingId meeting, std::int64_t item,
                     std::string_view pack_hash, std::string_view author);
  Result<std::vector<Reader>> readers(const Scope& scope, MeetingId meeting);

  // --- deciding (record_decision) ---------------------------------------------------------------
  // Errors: invalid (said: no reasons, a gap without its reason, "complete" with a gap or without
  // an evaluation or why there is none), conflict (said: the page changed since it was read).
  Result<DecisionId> decide(const Scope& scope, MeetingId meeting, std::int64_t item,
                            const NewDecision& decision, std::string_view author);
  // For anyone. Errors: not_found.
  Result<Decision> decision(const Scope& scope, DecisionId decision);
  // Newest first, for anyone.
  Result<std::vector<Decision>> decisions(const Scope& scope, ActivityId activity);
  Result<std::vector<Decision>> all_decisions(const Scope& scope);

 private:
  store::Database& main_;
  record::Record& record_;
  Findings& findings_;
  Scrutiny& scrutiny_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::decide
