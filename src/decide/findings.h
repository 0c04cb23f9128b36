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

enum class Effect { changed, partly, mitigated, not_changed, sent_elsewhere };
std::string_view name_of(Effect effect);
std::optional<Effect> effect_named(std::string_view name);
std::string_view words_for(Effect effect);  // "Changed", "Changed in part", "Not changed"…

struct OurResponse {
  Effect effect = Effect::changed;
  std::string what;  // What changed, or where it was sent.
  std::string because;
  std::string owner;
  std::string progress;  // "Running since 3 March."
};

struct Finding {
  FindingId id;
  ThemeId theme;
  std::string name;         // The theme's, now.
  std::string summary;      // What people said.
  std::int64_t voices = 0;  // True count; the public sees `said_by`.
  std::string said_by;      // Disclosed: "said by 1,205 people", "said by fewer than 8 people".
  bool material = false;
  std::vector<std::string> quotes;  // Approved, with consent.
  std::optional<OurResponse> response;
  std::int64_t version = 0;  // Of the response.
  std::string responder;
  std::optional<TimeMs> responded;
};

// What a What happened page says, exactly; kept with its hash.
struct Published {
  std::string title, outcome, not_heard, against;
  std::string heard_from;  // Disclosed: "1,247 responses".
  std::vector<Finding> findings;
  std::vector<std::pair<std::string, std::string>> heard_by_channel;  // Disclosed counts in words.
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
  Result<> withdraw(const Scope& scope, ActivityId activity, FindingId finding);
  // Needs `read_text`. In order: largest first, material ones kept whatever their size.
  Result<std::vector<Finding>> findings(const Scope& scope, ActivityId activity);
  // Needs `respond`. Errors: invalid (said) for "noted" and its like, or no reason; conflict
  // (said) when `seen_version` is old.
  Result<> respond(const Scope& scope, ActivityId activity, FindingId finding,
                   std::int64_t seen_version, const OurResponse& response, std::string_view author);
  // What would be published now. Needs `read_text`.
  Result<Published> draft_page(const Scope& scope, ActivityId activity);
  // Needs `publish`. Findings without a response are shown as gaps. Errors: invalid (said) when
  // there is no finding at all, or no outcome sentence.
  Result<Published> publish(const Scope& scope, ActivityId activity);
  // The newest publication, for anyone. Errors: not_found.
  Result<Published> published(const Scope& scope, ActivityId activity);

 private:
  store::Database& main_;
  record::Record& record_;
  record::Keys& keys_;
  understand::Themes& themes_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::decide
