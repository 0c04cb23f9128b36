// Coding: people reading voices one by one and ruling which codes they carry.
//
//   const auto next = TRY(coding.next(scope, activity, 0));        // a voice nobody has read
//   const VoiceToCode voice = TRY(coding.voice(scope, activity, *next));
//   TRY(coding.save(scope, activity, *next, voice.version, markings, "Jo Reed"));
//
// A save is rulings: what was added, and what it reverses. Nothing is overwritten, and two people
// who save the same voice both stay: the second gets a conflict that shows the first's.
// Of a sample each voice is coded twice, by two people, the second without seeing the first's;
// where they differ a person settles it. What counts is the settled pass where there is one, else
// the first. Threads: any. Does not: count a proposal as a coding; show a channel, an area or a
// date to whoever codes.
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
#include "understand/codes.h"

namespace heed::understand {

enum class Stance { none, supports, against, mixed };
enum class Flag {
  outside_scope,  // Its value: where it was sent, a colleague's e-mail address or a service's name.
  alternative,
  new_evidence,
  equality,
  complaint,
  safeguarding,
  material,  // Rare, and it matters.
};
enum class Pass { first, second, settled };
std::string_view name_of(Stance stance);  // As stored: "for", "against", "mixed", "none".
std::string_view name_of(Flag flag);
std::string_view words_for(Flag flag);  // "New evidence"
std::optional<Stance> stance_named(std::string_view name);
std::optional<Flag> flag_named(std::string_view name);
inline constexpr std::array kFlags = {Flag::outside_scope, Flag::alternative, Flag::new_evidence,
                                      Flag::equality,      Flag::complaint,   Flag::safeguarding,
                                      Flag::material};

struct Marked {
  CodeId code;
  std::int64_t starts = 0, ends = 0;  // Code points; 0 and 0 for the whole voice.
  Stance stance = Stance::none;
  friend bool operator==(const Marked&, const Marked&) = default;
};
struct Flagged {
  Flag flag = Flag::material;
  std::string value = {};
  friend bool operator==(const Flagged&, const Flagged&) = default;
};
struct Markings {
  std::vector<Marked> codes;
  std::vector<Flagged> flags;
};

struct VoiceToCode {
  VoiceId voice;
  std::int64_t number = 0;
  std::string question, words;
  Pass pass = Pass::first;  // The one that this person works in.
  Markings markings;        // Of that pass: a second coder never sees the first's.
  std::int64_t version = 0;
  bool read = false;  // In that pass.
  std::string by;     // Who ruled last in it.
  std::optional<TimeMs> when;
  std::vector<CodeId> proposed;  // Empty where proposals are off.
  std::string proposed_by;       // "Heed themes 1"
};

struct Progress {
  std::int64_t voices = 0, read = 0;  // By a person.
  std::int64_t sample = 0, coded_twice = 0, differ = 0;
  bool proposals = false;
};

struct CodeCount {
  CodeId code;
  std::int64_t voices = 0, responses = 0;  // True counts: staff only.
  std::int64_t supports = 0, against = 0, mixed = 0;
};

struct CodeAgreement {
  CodeId code;
  double percent = 0;           // Voices that both gave it, or neither.
  std::optional<double> kappa;  // Nothing where chance alone explains all (nobody, or everybody).
};
struct Agreement {
  std::int64_t voices = 0;      // Coded twice.
  double percent = 0;           // Voices with the same codes.
  std::optional<double> kappa;  // The mean over codes.
  std::vector<CodeAgreement> codes;
};

struct Disagreement {
  VoiceId voice;
  std::string words;
  std::string first_by, second_by;
  Markings first, second;
  std::int64_t version = 0;  // For settle().
};

struct FlaggedVoice {
  VoiceId voice;
  ActivityId activity;
  std::string words;
  Flagged flag;
  std::string by;
  TimeMs when;
};

struct RulingOnVoice {
  std::int64_t number = 0;
  std::string sentence;  // "Jo Reed put “Evening buses” on it, against."
  TimeMs ruled;
  bool can_reverse = false;
};

struct BroughtIn {  // One coding out of a file that somebody else's analysts made.
  VoiceId voice;
  CodeId code;
  Stance stance = Stance::none;
};

struct Workspace {
  ActivityId activity;
  PersonId person;
  std::string title, person_name, agreement;
  TimeMs ends;
  bool may_download = false;  // The comments as a file: as the agreement says.
};

class Coding {
 public:
  Coding(store::Database& main, const platform::Clock& clock, platform::Random& random)
      : main_(main), clock_(clock), random_(random) {}

  // --- one voice (code and read_text) -----------------------------------------------------------
  // The next that waits for this person after `after` (a voice's number; 0 for the start): unread,
  // or of the sample and read by somebody else only. Nothing when none waits after it.
  Result<std::optional<VoiceId>> next(const Scope& scope, ActivityId activity, std::int64_t after);
  Result<VoiceToCode> voice(const Scope& scope, ActivityId activity, VoiceId voice);
  // Also says that this person has read it. Errors: conflict (said), invalid (said).
  Result<> save(const Scope& scope, ActivityId activity, VoiceId voice, std::int64_t seen_version,
                const Markings& markings, std::string_view author);
  Result<std::vector<RulingOnVoice>> history(const Scope& scope, ActivityId activity,
                                             VoiceId voice);
  // Takes one ruling back, by another ruling. Errors: conflict (said: taken back already).
  Result<> reverse(const Scope& scope, ActivityId activity, std::int64_t number,
                   std::string_view author);
  // Codings made elsewhere, kept as an import's. They are not a person's reading.
  Result<std::int64_t> bring_in(const Scope& scope, ActivityId activity,
                                const std::vector<BroughtIn>& codings, std::string_view source);

  // --- all of them (read_text) ------------------------------------------------------------------
  Result<Progress> progress(const Scope& scope, ActivityId activity);
  Result<std::vector<CodeCount>> counts(const Scope& scope, ActivityId activity);
  // Voices with each code by the group or organisation a response is about: rows of
  // (grouping, code, voices). Not for an outside analyst's page.
  struct GroupCount {
    std::string grouping;
    CodeId code;
    std::int64_t voices = 0;
  };
  Result<std::vector<GroupCount>> by_grouping(const Scope& scope, ActivityId activity);
  Result<std::vector<FlaggedVoice>> flagged(const Scope& scope, ActivityId activity);
  // What was sent to this person, by their e-mail address, over all activities. Any signed-in
  // person: what they were sent is theirs to read.
  Result<std::vector<FlaggedVoice>> sent_to(const Scope& scope);
  // The voices that carry a code. Needs read_text, or is Heed's own way to a public page.
  Result<std::vector<VoiceId>> voices_with(const Scope& scope, ActivityId activity, CodeId code);

  // --- double coding (code) ---------------------------------------------------------------------
  // Adds to the sample until it holds `percent` of the voices. Errors: invalid (said).
  Result<std::int64_t> draw_sample(const Scope& scope, ActivityId activity, std::int64_t percent);
  Result<Agreement> agreement(const Scope& scope, ActivityId activity);
  Result<std::vector<Disagreement>> disagreements(const Scope& scope, ActivityId activity);
  Result<> settle(const Scope& scope, ActivityId activity, VoiceId voice, std::int64_t seen_version,
                  const Markings& markings, std::string_view author);

  // --- proposals (code) -------------------------------------------------------------------------
  // Whether coders see what a method proposes: off for a formal consultation until somebody says
  // otherwise, and that is kept with their name.
  Result<> show_proposals(const Scope& scope, ActivityId activity, bool shown,
                          std::string_view author);

  // --- outside analysts -------------------------------------------------------------------------
  // Needs manage_people; follow with Partners::grant of `code` and `read_text` until the same end.
  Result<> note_workspace(const Scope& scope, ActivityId activity, PersonId person,
                          std::string_view agreement, TimeMs ends, std::string_view author,
                          bool may_download = false);
  Result<std::vector<Workspace>> workspaces(const Scope& scope, ActivityId activity);
  // Those of this person that have not ended.
  Result<std::vector<Workspace>> my_workspaces(const Scope& scope);

 private:
  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::understand
