// Activities: each engagement exercise of the partnership, from a draft to an answer.
//
//   const ActivityId id = TRY(activities.add(scope, details));
//   TRY(activities.set_question(scope, id, "What would make it easier to see a GP?"));
//   TRY(activities.open(scope, id));
//
// What the rest of Heed goes by is the state; its kind's own phase (phases.h) says more. Phases of
// activities from before they were kept follow from the state.
// States: draft -> open -> closed -> answered (domain: states). An imported survey goes from draft
// to closed when its responses arrive. Opening freezes the questionnaire.
// Threads: any.
// Does not: show a draft to the public; publish (decide does).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"
#include "plan/phases.h"
#include "questions/questionnaire.h"

namespace heed::store {
class Database;
class Session;
}  // namespace heed::store
namespace heed::platform {
class Clock;
class Random;
}  // namespace heed::platform

namespace heed::plan {
namespace inside {
class KeptQuestionnaires;
}

enum class ActivityKind : std::uint8_t {
  listening,
  survey,
  formal_consultation,
  workshop,
  co_design
};
enum class ActivityState : std::uint8_t { draft, open, closed, answered };
std::string_view name_of(ActivityKind kind);  // As stored: "formal_consultation".
std::string_view name_of(ActivityState state);
std::optional<ActivityKind> kind_named(std::string_view name);

struct ActivityDetails {
  ActivityKind kind = ActivityKind::listening;
  std::string title;
  std::string purpose;  // What the answers will shape.
  std::string decided;  // What is already decided.
  std::string decider;  // Who decides.
  std::string owner_name;
  std::string contact;            // A phone number or address of the body, shown in public.
  std::optional<TimeMs> closes;   // The last instant that answers are taken.
  std::optional<TimeMs> hear_by;  // When people will hear what happened.
  std::string deliverer = {};     // Who runs it for the owner.
  std::string funder = {};
  std::string area = {};                  // By name; empty is everywhere.
  std::string topics = {};                // By comma.
  std::string audience = {};              // Whom it is for.
  std::string formats = {};               // Offered besides the page, by comma: kFormats.
  std::string languages = {};             // BCP 47, by comma.
  std::string successor = {};             // Who to ask when the owner has left.
  std::string link = {};                  // Where it was, when it was run elsewhere.
  std::optional<TimeMs> late_until = {};  // Late answers are still read until then.
  std::string organisation = {};          // The body that owns it, by its registered name.
  std::string duties = {};     // Ids of the duty register (duties.h), by comma, or kVoluntary.
  std::string influence = {};  // How far people can shape it: a name of kInfluences, or empty.
};

// What an activity's duties are when it serves none; empty is that nobody has said (T-020).
inline constexpr std::string_view kVoluntary = "none";

// The degree of influence that people are offered (T-111), as stored; from least to most.
inline constexpr std::string_view kInfluences[] = {"inform", "consult", "involve", "collaborate",
                                                   "empower"};

// Formats that documents and forms can be had in, as stored.
inline constexpr std::string_view kFormats[] = {"standard", "easy_read", "large_print",
                                                "audio",    "bsl",       "braille"};

struct Activity {
  ActivityId id;
  ActivityState state = ActivityState::draft;
  std::string phase;  // In the states of its kind (phases.h).
  ActivityDetails details;
  std::optional<TimeMs> opens;  // Announced for then.
  std::optional<TimeMs> opened, closed, published;
  std::string outcome;    // What happened, in one sentence.
  std::string not_heard;  // Who we did not hear from.
  std::string against;    // The strongest point against.
  std::int64_t version = 1;
  TimeMs created, changed;
};

// One step from phase to phase.
struct StepTaken {
  std::string from, to, reason;
  bool back = false;
  PersonId person;  // Null: Heed itself.
  TimeMs at;
};
struct Update {
  std::int64_t number = 0;
  bool correction = false;  // To what was fixed when it opened.
  std::string words;
  TimeMs at;
};
struct Stage {
  std::string name;
  std::string involvement;  // How people are involved; empty is shown as missing.
};
struct Document {
  std::string id;  // 32 hexadecimal digits.
  std::string title, format, language, file_name, media_type;
  Hash hash{};
  std::size_t bytes = 0;
  TimeMs added;
  std::optional<TimeMs> withdrawn;
};
struct AskedQuestion {
  std::string id;
  ActivityId activity;
  std::string words, answer;
  bool published = false;
  TimeMs asked;
  std::optional<TimeMs> answered;
};
// What stands in the way of opening, or had better be put right before.
struct Missing {
  std::string field;  // Of the plan page, or empty.
  std::string said;   // One sentence.
  bool stops = false;
};

// An activity and what it asks, of one moment.
struct WithQuestionnaire {
  Activity activity;
  std::shared_ptr<const questions::Questionnaire> questionnaire;
};

class Activities {
 public:
  Activities(store::Database& main, const platform::Clock& clock, platform::Random& random);
  ~Activities();

  // Needs `plan`. Errors: denied, invalid (said), too_large (said).
  Result<ActivityId> add(const Scope& scope, const ActivityDetails& details);
  // Needs `plan`. Another closing date of an open one is published as a correction: it needs `why`.
  // Errors also: conflict (said) when `seen_version` is not the stored one.
  Result<> change(const Scope& scope, ActivityId id, std::int64_t seen_version,
                  const ActivityDetails& details, std::string_view why = "",
                  std::string_view zone = "Europe/London");
  // What the public page says beside the answers. Needs `respond`.
  Result<> say_outcome(const Scope& scope, ActivityId id, std::int64_t seen_version,
                       std::string_view outcome, std::string_view not_heard,
                       std::string_view against);
  // One section with these long-text questions; replaces what was there. Needs `plan`, a draft.
  Result<> set_questions(const Scope& scope, ActivityId id,
                         const std::vector<std::string>& questions);
  // The same for a whole questionnaire. Needs `plan`, a draft.
  Result<> set_questionnaire(const Scope& scope, ActivityId id,
                             const questions::Questionnaire& asked);
  // The same from an editor that saw version `seen_version` (0: nothing asked yet). Errors also:
  // conflict (said) when there is a newer one.
  Result<> ask(const Scope& scope, ActivityId id, std::int64_t seen_version,
               const questions::Questionnaire& asked);
  // Of an open one: only words may differ, and the change is published as a correction. Needs
  // `plan`. Errors also: closed (said) when more than words differs.
  Result<> correct_questions(const Scope& scope, ActivityId id, std::int64_t seen_version,
                             const questions::Questionnaire& asked, std::string_view what,
                             std::string_view why);
  // Takes away a draft that holds nothing yet: what an import made and could not fill. Needs
  // `plan`. Errors: closed (said) once anything has come of it.
  Result<> discard(const Scope& scope, ActivityId id);
  // Needs `plan`. open: errors invalid (said) with what is missing. close: an open one.
  Result<> open(const Scope& scope, ActivityId id);
  Result<> close(const Scope& scope, ActivityId id);

  // One step of its kind's machine; a step back, suspending and extending need a reason, which is
  // logged and, once it is public, said as an update. Needs `plan`. Errors: invalid (said),
  // conflict (said: there is no such step from where it is).
  Result<> move(const Scope& scope, ActivityId id, std::string_view to,
                std::string_view reason = "", std::optional<TimeMs> until = std::nullopt);
  Result<std::vector<StepTaken>> steps(const Scope& scope, ActivityId id);
  // What is missing before it opens: few of these stop it. Needs `plan`.
  Result<std::vector<Missing>> missing(const Scope& scope, ActivityId id);

  // Dated, newest first; old ones stay. `say` needs `plan`.
  Result<> say(const Scope& scope, ActivityId id, std::string_view words, bool correction = false);
  Result<std::vector<Update>> updates(const Scope& scope, ActivityId id);
  Result<> set_stages(const Scope& scope, ActivityId id, const std::vector<Stage>& stages);
  Result<std::vector<Stage>> stages(const Scope& scope, ActivityId id);

  // Documents that people read before they answer. Adding or withdrawing one of an activity that is
  // fixed is a public correction: it needs `why`. Needs `plan`.
  struct NewDocument {
    std::string title, format, language, file_name, bytes;
  };
  Result<std::string> add_document(const Scope& scope, ActivityId id, const NewDocument& document,
                                   std::string_view why = "");
  Result<> withdraw_document(const Scope& scope, ActivityId id, std::string_view document,
                             std::string_view why = "");
  Result<std::vector<Document>> documents(const Scope& scope, ActivityId id);
  // With its bytes. Errors: not_found.
  Result<std::pair<Document, Bytes>> document(const Scope& scope, ActivityId id,
                                              std::string_view document);

  // Anybody may ask; an answer needs `plan`, and is published when `publish`. The public sees
  // published ones only.
  Result<> ask(const Scope& scope, ActivityId id, std::string_view words);
  Result<> answer_question(const Scope& scope, ActivityId id, std::string_view question,
                           std::string_view answer, bool publish);
  Result<std::vector<AskedQuestion>> asked(const Scope& scope, ActivityId id);
  // Middle of the times from question to answer, in ms; nothing before the first.
  static std::optional<std::int64_t> usual_reply_ms(const std::vector<AskedQuestion>& asked);

  // The activity that is always open ("Tell us something else"), made when there is none yet.
  Result<ActivityId> something_else(PartnershipId partnership);

  // Which area a postcode is in, by the longest prefix that the partnership has named.
  // Errors: invalid (said) when it is no postcode; not_found when it is outside.
  Result<std::string> area_of(const Scope& scope, std::string_view postcode);
  struct AreaPostcode {
    std::string prefix, area;
  };
  Result<std::vector<AreaPostcode>> area_postcodes(const Scope& scope);
  // Replaces them all. Needs `configure` or `plan`. Errors: invalid (said, names the line).
  Result<> set_area_postcodes(const Scope& scope, std::string_view lines);

  // Without `read_summary` (the public): open, closed with answers due, and answered ones only.
  Result<Activity> activity(const Scope& scope, ActivityId id);
  Result<std::vector<Activity>> list(const Scope& scope);
  // The newest version. Errors: not_found when nothing is asked yet.
  Result<questions::Questionnaire> questionnaire(const Scope& scope, ActivityId id);
  // Both, read once; a questionnaire that was read before is not read again. Errors: not_found.
  Result<WithQuestionnaire> with_questionnaire(const Scope& scope, ActivityId id);

 private:
  Result<Activity> for_change(const Scope& scope, ActivityId id);
  static Result<> write_update(store::Session& s, const Scope& scope, ActivityId id,
                               std::string_view words, bool correction, TimeMs now);
  Result<> say_if_frozen(const Scope& scope, const Activity& activity, std::string_view what,
                         std::string_view why);
  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
  const std::unique_ptr<inside::KeptQuestionnaires> kept_;
};

bool is_frozen(const Activity& activity);  // Documents and questions are fixed.
// True when an open activity still takes answers at `now`; not while it is suspended.
bool takes_answers(const Activity& activity, TimeMs now);

}  // namespace heed::plan
