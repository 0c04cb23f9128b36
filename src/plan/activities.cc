#include "plan/activities.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "plan/duties.h"
#include "plan/inside/kept_questionnaires.h"
#include "plan/inside/new_activity.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::plan {
namespace {

constexpr std::array<std::pair<ActivityKind, std::string_view>, 5> kKinds = {{
    {ActivityKind::listening, "listening"},
    {ActivityKind::survey, "survey"},
    {ActivityKind::formal_consultation, "formal_consultation"},
    {ActivityKind::workshop, "workshop"},
    {ActivityKind::co_design, "co_design"},
}};
constexpr std::array<std::pair<ActivityState, std::string_view>, 4> kStates = {{
    {ActivityState::draft, "draft"},
    {ActivityState::open, "open"},
    {ActivityState::closed, "closed"},
    {ActivityState::answered, "answered"},
}};

constexpr std::string_view kActivityColumns =
    "id, kind, state, title, purpose, decided, decider, owner_name, contact, closes_ms, "
    "hear_by_ms, "
    "opened_ms, closed_ms, published_ms, outcome, not_heard, against, version, created_ms, "
    "changed_ms, phase, deliverer, funder, area, topics, audience, formats, languages, successor, "
    "link, late_until_ms, opens_ms, organisation, duties, influence";

std::optional<TimeMs> maybe_time(const store::Row& row, int column) {
  return row.null(column) ? std::nullopt : std::optional<TimeMs>(row.time(column));
}

Activity read_activity(const store::Row& row) {
  Activity a;
  a.id = row.id<ActivityId>(0);
  a.details.kind = kind_named(row.text(1)).value_or(ActivityKind::listening);
  for (const auto& [state, name] : kStates)
    if (row.text(2) == name) a.state = state;
  a.details.title = row.text(3);
  a.details.purpose = row.text(4);
  a.details.decided = row.text(5);
  a.details.decider = row.text(6);
  a.details.owner_name = row.text(7);
  a.details.contact = row.text(8);
  a.details.closes = maybe_time(row, 9);
  a.details.hear_by = maybe_time(row, 10);
  a.opened = maybe_time(row, 11);
  a.closed = maybe_time(row, 12);
  a.published = maybe_time(row, 13);
  a.outcome = row.text(14);
  a.not_heard = row.text(15);
  a.against = row.text(16);
  a.version = row.integer(17);
  a.created = row.time(18);
  a.changed = row.time(19);
  a.phase = row.text(20);
  a.details.deliverer = row.text(21);
  a.details.funder = row.text(22);
  a.details.area = row.text(23);
  a.details.topics = row.text(24);
  a.details.audience = row.text(25);
  a.details.formats = row.text(26);
  a.details.languages = row.text(27);
  a.details.successor = row.text(28);
  a.details.link = row.text(29);
  a.details.late_until = maybe_time(row, 30);
  a.opens = maybe_time(row, 31);
  a.details.organisation = row.text(32);
  a.details.duties = row.text(33);
  a.details.influence = row.text(34);
  // From before phases were kept, or moved on by an import or a publication: as the state says.
  const Phase* const phase = phase_of(a.details.kind, a.phase);
  if (phase == nullptr || phase->state != a.state)
    a.phase = usual_phase(a.details.kind, a.state).name;
  return a;
}

// A draft is staff's alone, as is a closed activity that the public never saw open and that has
// no answer yet (an import).
bool may_see(const Scope& scope, const Activity& activity) {
  if (scope.may(Capability::read_summary)) return true;
  if (activity.state == ActivityState::draft)
    return phase_of(activity.details.kind, activity.phase)->in_public;
  return activity.opened || activity.published;
}

struct Field {
  std::string_view name;
  const std::string* text;
  std::size_t chars_max;
};

Result<> check_details(const ActivityDetails& details) {
  if (trimmed(details.title).empty()) return refuse("Give it a title.");
  for (const Field& field :
       {Field{"The title", &details.title, limits::kTitleChars},
        Field{"The purpose", &details.purpose, limits::kLongTextChars},
        Field{"What is already decided", &details.decided, limits::kLongTextChars},
        Field{"Who decides", &details.decider, limits::kShortTextChars},
        Field{"The owner", &details.owner_name, limits::kNameChars},
        Field{"The contact", &details.contact, limits::kShortTextChars},
        Field{"Who delivers it", &details.deliverer, limits::kNameChars},
        Field{"Who funds it", &details.funder, limits::kNameChars},
        Field{"The area", &details.area, limits::kNameChars},
        Field{"The topics", &details.topics, limits::kShortTextChars},
        Field{"The audience", &details.audience, limits::kShortTextChars},
        Field{"The formats", &details.formats, limits::kShortTextChars},
        Field{"The languages", &details.languages, limits::kShortTextChars},
        Field{"Who to ask next", &details.successor, limits::kShortTextChars},
        Field{"The link", &details.link, limits::kShortTextChars},
        Field{"The organisation", &details.organisation, limits::kTitleChars},
        Field{"The duties", &details.duties, limits::kShortTextChars}}) {
    const auto kept = bounded_text(*field.text, field.chars_max);
    if (!kept)
      return refuse(fmt::format("{}: {}", field.name, kept.error().said), kept.error().kind);
  }
  if (!details.influence.empty() &&
      std::ranges::find(kInfluences, details.influence) == std::end(kInfluences))
    return refuse("Choose from the list how far people can shape it.");
  return Done{};
}

// What is published when the closing date of an open activity moves; nothing when it does not.
// People may have planned by the date that was announced.
Result<std::string> closing_moved(const Activity& found, const ActivityDetails& wanted,
                                  std::string_view why, std::string_view zone) {
  const auto day = [&](const std::optional<TimeMs>& closes) {
    return closes ? show_date(*closes, zone) : std::string("no date");
  };
  if (found.state != ActivityState::open || day(found.details.closes) == day(wanted.closes))
    return std::string();
  const std::string kept = TRY(bounded_text(trimmed(why), limits::kShortTextChars));
  if (kept.empty())
    return refuse(
        "It is open, so its closing date was announced. Say why it moves: that is published as a "
        "correction.");
  return fmt::format("The closing date has moved from {} to {}. {}", day(found.details.closes),
                     day(wanted.closes), kept);
}

Result<> changed_one(std::int64_t rows) {
  if (rows == 1) return Done{};
  return refuse("Somebody changed this while you were looking at it. Look at it again.",
                ErrorKind::conflict);
}

}  // namespace

std::string_view name_of(ActivityKind kind) {
  for (const auto& [k, name] : kKinds)
    if (k == kind) return name;
  return "listening";
}

std::string_view name_of(ActivityState state) {
  for (const auto& [s, name] : kStates)
    if (s == state) return name;
  return "draft";
}

std::optional<ActivityKind> kind_named(std::string_view name) {
  for (const auto& [k, known] : kKinds)
    if (known == name) return k;
  return std::nullopt;
}

Activities::Activities(store::Database& main, const platform::Clock& clock,
                       platform::Random& random)
    : main_(main),
      clock_(clock),
      random_(random),
      kept_(std::make_unique<inside::KeptQuestionnaires>()) {}

Activities::~Activities() = default;

Result<> inside::write_draft(store::Session& s, const Scope& scope, ActivityId id,
                             const ActivityDetails& details, TimeMs now) {
  TRY(check_details(details));
  TRY(check_served(s, scope.partnership(), details));
  TRY(
      s.exec("insert into activity (partnership_id, id, kind, state, title, purpose, decided, "
             "decider, owner_name, contact, closes_ms, hear_by_ms, outcome, not_heard, against, "
             "version, created_ms, changed_ms, deliverer, funder, area, topics, audience, "
             "formats, languages, successor, link, late_until_ms, organisation, duties, influence) "
             "values ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10, $11, '', '', '', 1, $12, "
             "$12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)",
             scope.partnership(), id, name_of(details.kind), details.title, details.purpose,
             details.decided, details.decider, details.owner_name, details.contact, details.closes,
             details.hear_by, now, details.deliverer, details.funder, details.area, details.topics,
             details.audience, details.formats, details.languages, details.successor, details.link,
             details.late_until, details.organisation, details.duties, details.influence));
  return Done{};
}

Result<ActivityId> Activities::add(const Scope& scope, const ActivityDetails& details) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  const auto id = random_.id<ActivityId>();
  TRY(main_.write(
      [&](store::Session& s) { return inside::write_draft(s, scope, id, details, clock_.now()); }));
  return id;
}

Result<> Activities::change(const Scope& scope, ActivityId id, std::int64_t seen_version,
                            const ActivityDetails& wanted, std::string_view why,
                            std::string_view zone) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  TRY(check_details(wanted));
  const Activity found = TRY(activity(scope, id));
  // Its gates are before opening: what went round them does not become one afterwards (T-062).
  const bool formal = found.details.kind == ActivityKind::formal_consultation ||
                      wanted.kind == ActivityKind::formal_consultation;
  if (found.state != ActivityState::draft && formal && wanted.kind != found.details.kind)
    return refuse(
        "It has been open already, so it cannot become a formal consultation, or stop being one.");
  const std::string correction = TRY(closing_moved(found, wanted, why, zone));
  ActivityDetails details = wanted;
  // A form gives the day; the hour that was announced stays.
  if (found.state == ActivityState::open && correction.empty())
    details.closes = found.details.closes;
  return main_.write([&](store::Session& s) -> Result<> {
    TRY(check_served(s, scope.partnership(), details));
    TRY(changed_one(TRY(s.exec(
        "update activity set kind = $4, title = $5, purpose = $6, decided = $7, decider = $8, "
        "owner_name = $9, contact = $10, closes_ms = $11, hear_by_ms = $12, version = version + 1, "
        "changed_ms = $13, deliverer = $14, funder = $15, area = $16, topics = $17, audience = "
        "$18, "
        "formats = $19, languages = $20, successor = $21, link = $22, late_until_ms = $23, "
        "organisation = $24, duties = $25, influence = $26 where partnership_id = $1 and id = $2 "
        "and version = $3",
        scope.partnership(), id, seen_version, name_of(details.kind), details.title,
        details.purpose, details.decided, details.decider, details.owner_name, details.contact,
        details.closes, details.hear_by, clock_.now(), details.deliverer, details.funder,
        details.area, details.topics, details.audience, details.formats, details.languages,
        details.successor, details.link, details.late_until, details.organisation, details.duties,
        details.influence))));
    // With the date or not at all.
    if (!correction.empty()) TRY(write_update(s, scope, id, correction, true, clock_.now()));
    return Done{};
  });
}

Result<> Activities::say_outcome(const Scope& scope, ActivityId id, std::int64_t seen_version,
                                 std::string_view outcome, std::string_view not_heard,
                                 std::string_view against) {
  if (!scope.may(Capability::respond)) return fail(ErrorKind::denied, "respond");
  for (const std::string_view text : {outcome, not_heard, against})
    TRY(bounded_text(text, limits::kLongTextChars));
  TRY(activity(scope, id));
  return main_.write([&](store::Session& s) -> Result<> {
    return changed_one(TRY(
        s.exec("update activity set outcome = $4, not_heard = $5, against = $6, version = "
               "version + 1, changed_ms = $7 where partnership_id = $1 and id = $2 and version "
               "= $3",
               scope.partnership(), id, seen_version, outcome, not_heard, against, clock_.now())));
  });
}

Result<> Activities::discard(const Scope& scope, ActivityId id) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  return main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t gone = TRY(
        s.exec("delete from activity where partnership_id = $1 and id = $2 and state = 'draft' "
               "and not exists (select 1 from response r where r.partnership_id = $1 and "
               "r.activity_id = $2 and r.visible) and not exists (select 1 from activity_step p "
               "where p.partnership_id = $1 and p.activity_id = $2) and not exists (select 1 from "
               "activity_relation l where l.partnership_id = $1 and (l.activity_id = $2 or "
               "l.other_id = $2)) and not exists (select 1 from activity_join j where "
               "j.partnership_id = $1 and j.activity_id = $2)",
               scope.partnership(), id));
    if (gone == 0) return refuse("Something has come of it already.", ErrorKind::closed);
    for (const std::string_view table : {"questionnaire", "activity_update", "activity_stage",
                                         "activity_document", "asked_question", "activity_known"})
      TRY(s.exec(
          fmt::format("delete from {} where partnership_id = $1 and activity_id = $2", table),
          scope.partnership(), id));
    return Done{};
  });
}

Result<Activity> Activities::activity(const Scope& scope, ActivityId id) {
  Activity found = TRY(main_.read([&](store::Session& s) {
    return s.one(fmt::format("select {} from activity where partnership_id = $1 and id = $2",
                             kActivityColumns),
                 read_activity, scope.partnership(), id);
  }));
  if (!may_see(scope, found)) return fail(ErrorKind::not_found, "activity is not public");
  return found;
}

Result<std::vector<Activity>> Activities::list(const Scope& scope) {
  std::vector<Activity> all = TRY(main_.read([&](store::Session& s) {
    return s.all(
        fmt::format("select {} from activity where partnership_id = $1 order by changed_ms "
                    "desc, id",
                    kActivityColumns),
        read_activity, scope.partnership());
  }));
  std::erase_if(all, [&](const Activity& activity) { return !may_see(scope, activity); });
  return all;
}

Result<questions::Questionnaire> Activities::questionnaire(const Scope& scope, ActivityId id) {
  return *TRY(with_questionnaire(scope, id)).questionnaire;
}

Result<WithQuestionnaire> Activities::with_questionnaire(const Scope& scope, ActivityId id) {
  return main_.read([&](store::Session& s) -> Result<WithQuestionnaire> {
    WithQuestionnaire found;
    found.activity =
        TRY(s.one(fmt::format("select {} from activity where partnership_id = $1 and id = $2",
                              kActivityColumns),
                  read_activity, scope.partnership(), id));
    if (!may_see(scope, found.activity))
      return fail(ErrorKind::not_found, "activity is not public");
    const std::int64_t version = TRY(
        s.integer("select version from questionnaire where partnership_id = $1 and activity_id = "
                  "$2 order by version desc limit 1",
                  scope.partnership(), id));
    found.questionnaire = kept_->find(id, version);
    if (found.questionnaire) return found;
    const std::string definition = TRY(s.one(
        "select definition from questionnaire where partnership_id = $1 and activity_id = $2 and "
        "version = $3",
        [](const store::Row& row) { return row.text(0); }, scope.partnership(), id, version));
    found.questionnaire = std::make_shared<const questions::Questionnaire>(
        TRY(questions::read_questionnaire(definition)));
    kept_->keep(id, version, definition.size(), found.questionnaire);
    return found;
  });
}

bool is_frozen(const Activity& activity) {
  const Phase* const phase = phase_of(activity.details.kind, activity.phase);
  return phase != nullptr && phase->frozen;
}

bool takes_answers(const Activity& activity, TimeMs now) {
  return activity.state == ActivityState::open && activity.phase != "suspended" &&
         (!activity.details.closes || now <= *activity.details.closes);
}

}  // namespace heed::plan
