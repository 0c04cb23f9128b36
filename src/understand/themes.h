// Themes: what a method proposed and what people ruled about it, read together as one code frame.
//
//   TRY(themes.propose(scope, activity));
//   const Frame frame = TRY(themes.frame(scope, activity));
//   TRY(themes.rename(scope, activity, theme, "Evening buses", author));
//
// Nothing is overwritten: a rename, merge, move or mark is a ruling with its author and time, and
// the frame is the proposal with the rulings applied in order.
// Threads: any; propose() is slow and belongs on a handler thread.
// Does not: publish, or make a machine's proposal a finding (a person approves, in decide).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"

namespace heed::store {
class Database;
}
namespace heed::platform {
class Clock;
class Random;
}  // namespace heed::platform

namespace heed::understand {

struct Quote {
  VoiceId voice;
  std::string words;
  bool may_quote = false;  // The person agreed.
  bool approved = false;   // A member of staff approved it for the public.
};

struct Theme {
  ThemeId id;
  std::string name;
  std::string parent;  // The coarse theme that it belongs to.
  std::string keywords;
  std::int64_t voices = 0;  // True count: staff only; the public sees it through disclosure.
  std::int64_t people = 0;  // Distinct responses among them; true, as above.
  bool material = false;    // Rare but material: counts however few said it.
  bool renamed = false;     // A person has named it.
  std::vector<Quote> quotes;
};

struct Frame {
  bool proposed = false;
  std::string method;  // "Heed consensus 1", for the label on every proposal.
  std::int64_t voices = 0, no_content = 0, unassigned = 0;
  std::int64_t version = 0;   // Rulings so far; a command names the version it saw.
  std::vector<Theme> themes;  // Largest first, grouped under no parent order.
};

struct RulingLine {
  std::string sentence;  // "Priya Shah renamed “bus time” to “Evening buses”."
  TimeMs ruled;
};

class Themes {
 public:
  Themes(store::Database& main, const platform::Clock& clock, platform::Random& random)
      : main_(main), clock_(clock), random_(random) {}

  // Replaces an earlier proposal unless people have ruled on it. Needs `code`. Errors: conflict
  // (said) when rulings exist, invalid (said) when there is nothing to read.
  Result<> propose(const Scope& scope, ActivityId activity);
  // Needs `read_text`.
  Result<Frame> frame(const Scope& scope, ActivityId activity);
  // The voices of one theme. Needs `read_text`.
  Result<std::vector<Quote>> voices_of(const Scope& scope, ActivityId activity, ThemeId theme);
  // The themes that hold any of these voices: id and name. For follow-your-feedback.
  Result<std::vector<ThemeId>> themes_of(const Scope& scope, ActivityId activity,
                                         const std::vector<VoiceId>& voices);

  // Rulings; each needs `code` (approve_quote: `approve_finding`) and names its author.
  Result<> rename(const Scope& scope, ActivityId activity, ThemeId theme, std::string_view name,
                  std::string_view author);
  Result<> merge(const Scope& scope, ActivityId activity, ThemeId theme, ThemeId into,
                 std::string_view author);
  Result<> move(const Scope& scope, ActivityId activity, VoiceId voice, ThemeId from, ThemeId to,
                std::string_view author);
  Result<> mark_material(const Scope& scope, ActivityId activity, ThemeId theme, bool material,
                         std::string_view author);
  // Errors: invalid (said) when the person did not agree to be quoted.
  Result<> approve_quote(const Scope& scope, ActivityId activity, ThemeId theme, VoiceId voice,
                         bool approved, std::string_view author);
  Result<std::vector<RulingLine>> rulings(const Scope& scope, ActivityId activity);

 private:
  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::understand
