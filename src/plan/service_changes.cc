#include "plan/service_changes.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "plan/inside/change_rows.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::plan {
namespace {

using store::Row;
using store::Session;

struct KnownChangeKind {
  ChangeKind kind;
  std::string_view name, words;
};
constexpr KnownChangeKind kKnownChangeKinds[] = {
    {ChangeKind::substantial_development, "substantial_development",
     "A substantial development of the health service"},
    {ChangeKind::substantial_variation, "substantial_variation",
     "A substantial variation in the provision of a service"}};

const KnownChangeKind& known_change_kind(ChangeKind kind) {
  return *std::ranges::find(kKnownChangeKinds, kind, &KnownChangeKind::kind);
}

Result<NewServiceChange> checked_change(Session& s, const Scope& scope,
                                        const NewServiceChange& typed) {
  NewServiceChange good{
      .kind = typed.kind,
      .title = TRY(bounded_text(trimmed(typed.title), limits::kTitleChars)),
      .owner = TRY(bounded_text(trimmed(typed.owner), limits::kTitleChars)),
      .what = TRY(bounded_text(trimmed(typed.what), limits::kLongTextChars)),
      .for_whom = TRY(bounded_text(trimmed(typed.for_whom), limits::kLongTextChars)),
      .activity = typed.activity};
  if (good.title.empty()) return refuse("Give the proposal a title.");
  if (!good.kind) return refuse("Choose which of the two it would be.");
  if (good.owner.empty()) return refuse("Say whose proposal it is.");
  if (good.what.empty()) return refuse("Say what would change.");
  if (good.for_whom.empty()) return refuse("Say for whom it would change.");
  if (good.activity.is_null()) return good;
  const std::int64_t there =
      TRY(s.integer("select count(*) from activity where partnership_id = $1 and id = $2",
                    scope.partnership(), good.activity));
  if (there == 0) return refuse("Choose an activity of the list, or none.");
  return good;
}

Result<> write_version(Session& s, const Scope& scope, ServiceChangeId id, std::int64_t number,
                       const NewServiceChange& good, std::string_view author, TimeMs now) {
  TRY(s.exec(
      "insert into service_change_version (partnership_id, service_change_id, number, kind, "
      "title, owner, what, for_whom, activity_id, person_id, person_name, written_ms) values "
      "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      scope.partnership(), id, number, name_of(*good.kind), good.title, good.owner, good.what,
      good.for_whom, good.activity.is_null() ? std::nullopt : std::optional(good.activity),
      scope.person(), author, now));
  return Done{};
}

TimeMs last_touched(const ServiceChange& change) {
  const TimeMs written = change.versions.front().written;
  return change.judgements.empty() ? written : std::max(written, change.judgements.front().judged);
}

}  // namespace

std::string_view name_of(ChangeKind kind) { return known_change_kind(kind).name; }
std::string_view words_for(ChangeKind kind) { return known_change_kind(kind).words; }
std::optional<ChangeKind> change_kind_named(std::string_view name) {
  for (const KnownChangeKind& each : kKnownChangeKinds)
    if (each.name == name) return each.kind;
  return std::nullopt;
}

std::string_view words_for(About about, bool yes) {
  if (about == About::significance) return yes ? "Significant" : "Not significant";
  return yes ? "The duty applies" : "The duty does not apply";
}

const Judgement* ServiceChange::newest(About about, std::string_view holder) const {
  const Judgement* found = nullptr;
  for (const Judgement& each : judgements)
    if (each.about == about && each.holder == holder &&
        (found == nullptr || each.number > found->number))
      found = &each;
  return found;
}

std::vector<std::string> ServiceChange::holders() const {
  std::vector<std::string> all;
  for (auto each = judgements.rbegin(); each != judgements.rend(); ++each)
    if (each->about == About::duty && std::ranges::find(all, each->holder) == all.end())
      all.push_back(each->holder);
  return all;
}

bool ServiceChange::settled(About about, std::string_view holder) const {
  const Judgement* const last = newest(about, holder);
  return last != nullptr && last->outcome && last->change_number == versions.front().number;
}

Result<ServiceChangeId> ServiceChanges::open(const Scope& scope, const NewServiceChange& typed,
                                             std::string_view author) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  const auto id = random_.id<ServiceChangeId>();
  const TimeMs now = clock_.now();
  TRY(main_.write([&](Session& s) -> Result<> {
    const NewServiceChange good = TRY(checked_change(s, scope, typed));
    TRY(
        s.exec("insert into service_change (partnership_id, id, person_id, person_name, opened_ms) "
               "values ($1, $2, $3, $4, $5)",
               scope.partnership(), id, scope.person(), author, now));
    return write_version(s, scope, id, 1, good, author, now);
  }));
  return id;
}

Result<> ServiceChanges::change(const Scope& scope, ServiceChangeId id, std::int64_t seen,
                                const NewServiceChange& typed, std::string_view author) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  return main_.write([&](Session& s) -> Result<> {
    TRY(inside::goes_on(s, scope.partnership(), id));
    const NewServiceChange good = TRY(checked_change(s, scope, typed));
    const std::int64_t newest = TRY(s.integer(
        "select coalesce(max(number), 0) from service_change_version where partnership_id = $1 and "
        "service_change_id = $2",
        scope.partnership(), id));
    if (newest != seen)
      return refuse("Somebody changed this while you were looking at it. Look at it again.",
                    ErrorKind::conflict);
    return write_version(s, scope, id, newest + 1, good, author, clock_.now());
  });
}

Result<> ServiceChanges::end(const Scope& scope, ServiceChangeId id, std::string_view why,
                             std::string_view author) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  const std::string reason = TRY(bounded_text(trimmed(why), limits::kShortTextChars));
  if (reason.empty()) return refuse("Say why it goes no further.");
  return main_.write([&](Session& s) -> Result<> {
    TRY(inside::goes_on(s, scope.partnership(), id));
    TRY(
        s.exec("update service_change set ended_ms = $3, ended_why = $4, ended_by = $5 where "
               "partnership_id = $1 and id = $2 and ended_ms is null",
               scope.partnership(), id, clock_.now(), reason, author));
    return Done{};
  });
}

Result<std::vector<ServiceChange>> ServiceChanges::all(const Scope& scope) {
  if (!scope.may(Capability::read_summary)) return fail(ErrorKind::denied, "read_summary");
  auto found =
      TRY(main_.read([&](Session& s) { return inside::read_changes(s, scope.partnership()); }));
  std::ranges::sort(found, [](const ServiceChange& a, const ServiceChange& b) {
    if (a.ended.has_value() != b.ended.has_value()) return b.ended.has_value();
    return last_touched(b) < last_touched(a);
  });
  return found;
}

Result<std::vector<ServiceChange>> ServiceChanges::of_activity(const Scope& scope,
                                                               ActivityId activity) {
  auto found = TRY(all(scope));
  std::erase_if(found, [&](const ServiceChange& each) { return each.now().activity != activity; });
  return found;
}

Result<ServiceChange> ServiceChanges::one(const Scope& scope, ServiceChangeId id) {
  if (!scope.may(Capability::read_summary)) return fail(ErrorKind::denied, "read_summary");
  auto found =
      TRY(main_.read([&](Session& s) { return inside::read_changes(s, scope.partnership(), id); }));
  if (found.empty()) return fail(ErrorKind::not_found, "no such proposal");
  return std::move(found.front());
}

}  // namespace heed::plan
