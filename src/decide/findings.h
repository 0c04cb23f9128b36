// Findings: the themes that an analyst approved, our response to each, and what was published.
//
//   TRY(findings.approve(scope, activity, theme, "People cannot get home after six.", "Priya
//   Shah")); TRY(findings.respond(scope, activity, finding, seen_version, response, "Priya Shah"));
//   const Published page = TRY(findings.publish(scope, activity));
//
// Threads: any.
// Does not: accept "noted" as a response; publish while a draft; hide that a finding has no answer.
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
#include "understand/coding.h"
#include "understand/themes.h"

namespace heed::platform {
class Clock;
class Random;
}  // namespace heed::platform
namespace heed::record {
class Record;
class Keys;
}  // namespace heed::record

namespace heed::decide {

namespace inside {
struct NewFinding;
}

enum class Effect { changed, partly, mitigated, not_changed, sent_elsewhere };
std::string_view name_of(Effect effect);
std::optional<Effect> effect_named(std::string_view name);
std::string_view words_for(Effect effect);  // "Changed", "Changed in part", "Not changed"…

struct OurResponse {
  Effect effect = Effect::changed;
  std::string what;  // What changed, or where it was sent.
  std::string because;
  std::string owner;
  std::string progress;       // "Running since 3 March."
  std::string evidence = {};  // What the reason rests on.
};

// What a finding is made of: a proposed theme, a code of the code frame, or one single voice.
enum class FindingKind { theme, code, point };

struct Finding {
  FindingId id;
  FindingKind kind = FindingKind::theme;
  ThemeId theme;            // Of a theme; otherwise an id that only this finding has.
  VoiceId voice;            // Of a point.
  std::string name;         // The theme's or code's, now; a point's own.
  std::string point;        // Of a point: what was seen in it, "New evidence".
  std::string summary;      // What people said.
  std::int64_t voices = 0;  // True count; the public sees `said_by`. 0 without `read_text`.
  std::string said_by;      // Disclosed: "said by 1,205 people", "said by fewer than 8 people".
  bool material = false;
  std::vector<std::string> quotes;  // Approved, with consent.
  std::optional<OurResponse> response;
  std::int64_t version = 0;  // Of the response.
  std::string responder;
  std::optional<TimeMs> responded;
  std::string signed_by;  // Who signed off this version of the response; empty for nobody.
};

// One version of an answer, and the entries of the record that hold it and its sign-off; nothing
// where they are from before these were entries.
struct AnswerVersion {
  std::int64_t version = 0;
  OurResponse response;
  std::string person, signed_by;
  TimeMs written;
  std::optional<std::uint64_t> log_index, signed_index;
};

// What an equality adviser said about the page before it was published. Dissent stays.
enum class Satisfied { yes, concerns, no };
std::string_view name_of(Satisfied satisfied);
std::optional<Satisfied> satisfied_named(std::string_view name);
std::string_view words_for(Satisfied satisfied);  // "Not satisfied"
struct EqualityView {
  Satisfied satisfied = Satisfied::yes;
  std::string words;
  std::string person;
  std::string page_hash;  // Hexadecimal: of the page that was read.
  TimeMs recorded;
};

// What a What happened page says, exactly; kept with its hash.
struct Published {
  std::string title, outcome, not_heard, against;
  std::string heard_from;  // Disclosed: "1,247 responses".
  std::vector<Finding> findings;
  std::vector<std::pair<std::string, std::string>> heard_by_channel;  // Disclosed counts in words.
  std::vector<EqualityView> equality;                                 // In order; all of them.
  TimeMs published;
  std::uint64_t log_index = 0;
  std::string content_hash;  // Hexadecimal.
};

class Findings {
 public:
  Findings(store::Database& main, record::Record& record, record::Keys& keys,
           understand::Themes& themes, const platform::Clock& clock, platform::Random& random)
      : main_(main),
        record_(record),
        keys_(keys),
        themes_(themes),
        clock_(clock),
        random_(random) {}

  // Needs `approve_finding`. Approving again changes the summary.
  Result<FindingId> approve(const Scope& scope, ActivityId activity, ThemeId theme,
                            std::string_view summary, std::string_view approver);
  // A code of the frame as a finding, counted from its codings.
  Result<FindingId> approve_code(const Scope& scope, ActivityId activity, understand::CodeId code,
                                 std::string_view summary, std::string_view approver);
  // One voice as a finding by itself: an alternative, new evidence, whatever is material however
  // few said it. `point`: what was seen in it.
  Result<FindingId> approve_point(const Scope& scope, ActivityId activity, VoiceId voice,
                                  std::string_view name, std::string_view summary,
                                  std::string_view point, std::string_view approver);
  Result<> withdraw(const Scope& scope, ActivityId activity, FindingId finding);
  // Needs `read_findings`. Points first, then largest first. Without `read_text` true counts are 0.
  Result<std::vector<Finding>> findings(const Scope& scope, ActivityId activity);
  // Needs `respond`. Errors: invalid (said) for "noted" and its like, or no reason; conflict
  // (said) when `seen_version` is old.
  Result<> respond(const Scope& scope, ActivityId activity, FindingId finding,
                   std::int64_t seen_version, const OurResponse& response, std::string_view author);
  // Every version of the answer, newest first. Needs `read_findings`.
  Result<std::vector<AnswerVersion>> history(const Scope& scope, ActivityId activity,
                                             FindingId finding);
  // Says that this version of the answer stands. Needs `publish`; in a formal consultation by
  // another person than wrote it. Errors: invalid (said), conflict (said).
  Result<> sign_off(const Scope& scope, ActivityId activity, FindingId finding,
                    std::int64_t seen_version, std::string_view author);
  // Words that may be shown with a finding that is a code or a point: of people who agreed to be
  // quoted. Needs `read_text`.
  Result<std::vector<understand::Quote>> quotable(const Scope& scope, ActivityId activity,
                                                  FindingId finding);
  // Shows one of them, or shows it no more. A theme's are approved as rulings (themes.h). Needs
  // `approve_finding`. Errors: invalid (said: the person did not agree), not_found.
  Result<> approve_quote(const Scope& scope, ActivityId activity, FindingId finding, VoiceId voice,
                         bool approved, std::string_view author);
  // The findings that hold any of these voices: ids and nothing of what was said. For anyone.
  Result<std::vector<FindingId>> holding(const Scope& scope, ActivityId activity,
                                         const std::vector<VoiceId>& voices);

  // The public page as it would read, and what an adviser says about it; needs `advise_equality`.
  // `page_hash` is of the page they saw. Errors: invalid (said), conflict (said: it changed since).
  Result<> record_view(const Scope& scope, ActivityId activity, Satisfied satisfied,
                       std::string_view words, std::string_view page_hash, std::string_view author);
  // Of the page without what advisers said; hexadecimal.
  static std::string page_hash(const Published& page);
  Result<std::vector<EqualityView>> views(const Scope& scope, ActivityId activity);

  // What would be published now. Needs `read_findings`.
  Result<Published> draft_page(const Scope& scope, ActivityId activity);
  // Needs `publish`. Findings without a response are shown as gaps. Errors: invalid (said) when
  // there is no finding at all, no outcome sentence, or, in a formal consultation, an answer that
  // nobody signed off; conflict (said) when the page is not the one whose `page_hash` was seen.
  Result<Published> publish(const Scope& scope, ActivityId activity,
                            std::optional<std::string_view> seen_page = {});
  // The newest publication, for anyone. Errors: not_found.
  Result<Published> published(const Scope& scope, ActivityId activity);

 private:
  Result<FindingId> keep(const Scope& scope, ActivityId activity, const inside::NewFinding& wanted,
                         std::string_view approver);
  store::Database& main_;
  record::Record& record_;
  record::Keys& keys_;
  understand::Themes& themes_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::decide
