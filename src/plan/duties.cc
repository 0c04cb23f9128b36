#include "plan/duties.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "plan/activities.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::plan {
namespace {

using store::Row;
using store::Session;

Result<> may_keep_duties(const Scope& scope) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  return Done{};
}

Result<NewDuty> checked_duty(const NewDuty& typed) {
  NewDuty good{
      .organisation = typed.organisation,
      .name = TRY(bounded_text(trimmed(typed.name), limits::kTitleChars)),
      .source = TRY(bounded_text(trimmed(typed.source), limits::kShortTextChars)),
      .starts = typed.starts,
      .ends = typed.ends,
      .clause = TRY(bounded_text(trimmed(typed.clause), limits::kTitleChars)),
      .clause_link = TRY(bounded_text(trimmed(typed.clause_link), limits::kShortTextChars))};
  if (good.name.empty()) return refuse("Say what the duty is called.");
  if (good.source.empty()) return refuse("Say which law or guidance it rests on.");
  if (good.starts && good.ends && *good.ends < *good.starts)
    return refuse("It cannot end before it starts.");
  // The public follows it from the About page.
  if (!good.clause_link.empty() && !good.clause_link.starts_with("https://"))
    return refuse("The link to the constitution starts with https://.");
  if (!good.clause_link.empty() && good.clause.empty())
    return refuse("Say which clause of the constitution the link leads to.");
  return good;
}

Result<> is_organisation(Session& s, const Scope& scope, OrganisationId id) {
  const std::int64_t there =
      TRY(s.integer("select count(*) from organisation where partnership_id = $1 and id = $2",
                    scope.partnership(), id));
  if (there == 0) return refuse("Choose an organisation of the list.");
  return Done{};
}

}  // namespace

Result<DutyId> Duties::add(const Scope& scope, const NewDuty& typed, std::string_view author) {
  TRY(may_keep_duties(scope));
  const NewDuty good = TRY(checked_duty(typed));
  const auto id = random_.id<DutyId>();
  TRY(main_.write([&](Session& s) -> Result<> {
    TRY(is_organisation(s, scope, good.organisation));
    TRY(
        s.exec("insert into duty (partnership_id, id, organisation_id, name, source, starts_ms, "
               "ends_ms, clause, clause_link, version, person_id, person_name, changed_ms) values "
               "($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11, $12)",
               scope.partnership(), id, good.organisation, good.name, good.source, good.starts,
               good.ends, good.clause, good.clause_link, scope.person(), author, clock_.now()));
    return Done{};
  }));
  return id;
}

Result<> Duties::change(const Scope& scope, DutyId id, std::int64_t seen_version,
                        const NewDuty& typed, std::string_view author) {
  TRY(may_keep_duties(scope));
  const NewDuty good = TRY(checked_duty(typed));
  return main_.write([&](Session& s) -> Result<> {
    const std::int64_t rows = TRY(
        s.exec("update duty set name = $4, source = $5, starts_ms = $6, ends_ms = $7, clause = $8, "
               "clause_link = $9, version = version + 1, person_id = $10, person_name = $11, "
               "changed_ms = $12 where partnership_id = $1 and id = $2 and version = $3",
               scope.partnership(), id, seen_version, good.name, good.source, good.starts,
               good.ends, good.clause, good.clause_link, scope.person(), author, clock_.now()));
    if (rows == 1) return Done{};
    return refuse("Somebody changed this while you were looking at it. Look at it again.",
                  ErrorKind::conflict);
  });
}

Result<> Duties::set_must_say(const Scope& scope, OrganisationId organisation, bool must_say,
                              std::string_view author) {
  TRY(may_keep_duties(scope));
  return main_.write([&](Session& s) -> Result<> {
    TRY(is_organisation(s, scope, organisation));
    TRY(
        s.exec("insert into duty_holder (partnership_id, organisation_id, must_say, person_id, "
               "person_name, said_ms) values ($1, $2, $3, $4, $5, $6) on conflict (partnership_id, "
               "organisation_id) do update set must_say = excluded.must_say, person_id = "
               "excluded.person_id, person_name = excluded.person_name, said_ms = excluded.said_ms",
               scope.partnership(), organisation, must_say, scope.person(), author, clock_.now()));
    return Done{};
  });
}

Result<std::vector<Duty>> Duties::all(const Scope& scope) {
  return main_.read([&](Session& s) {
    return s.all(
        "select duty.id, duty.organisation_id, duty.name, duty.source, duty.starts_ms, "
        "duty.ends_ms, duty.clause, duty.clause_link, organisation.name, duty.version, "
        "duty.person_name, duty.changed_ms from duty join organisation on "
        "organisation.partnership_id = duty.partnership_id and organisation.id = "
        "duty.organisation_id where duty.partnership_id = $1 order by organisation.name, "
        "coalesce(duty.starts_ms, 0), duty.name",
        [](const Row& row) {
          Duty one{.id = row.id<DutyId>(0),
                   .details = {.organisation = row.id<OrganisationId>(1),
                               .name = row.text(2),
                               .source = row.text(3),
                               .clause = row.text(6),
                               .clause_link = row.text(7)},
                   .organisation_name = row.text(8),
                   .version = row.integer(9),
                   .by = row.text(10),
                   .changed = row.time(11)};
          if (!row.null(4)) one.details.starts = row.time(4);
          if (!row.null(5)) one.details.ends = row.time(5);
          return one;
        },
        scope.partnership());
  });
}

Result<std::vector<DutyHolder>> Duties::holders(const Scope& scope) {
  if (!scope.may(Capability::read_summary)) return fail(ErrorKind::denied, "read_summary");
  return main_.read([&](Session& s) {
    return s.all(
        "select organisation.id, organisation.name, coalesce(holder.must_say, false) from "
        "organisation left join duty_holder holder on holder.partnership_id = "
        "organisation.partnership_id and holder.organisation_id = organisation.id where "
        "organisation.partnership_id = $1 and (organisation.ends_ms is null or "
        "organisation.ends_ms > $2) order by organisation.name",
        [](const Row& row) {
          return DutyHolder{row.id<OrganisationId>(0), row.text(1), row.truth(2)};
        },
        scope.partnership(), clock_.now());
  });
}

std::vector<DutyId> duties_named(std::string_view stored) {
  std::vector<DutyId> all;
  while (!stored.empty()) {
    const std::size_t end = std::min(stored.find(','), stored.size());
    if (const auto id = DutyId::parse(trimmed(stored.substr(0, end)))) all.push_back(*id);
    stored.remove_prefix(std::min(end + 1, stored.size()));
  }
  return all;
}

Result<std::string> duty_missing(store::Session& s, PartnershipId partnership,
                                 const ActivityDetails& details) {
  if (!details.duties.empty() || details.organisation.empty()) return std::string();
  const std::int64_t must = TRY(s.integer(
      "select count(*) from organisation join duty_holder holder on holder.partnership_id = "
      "organisation.partnership_id and holder.organisation_id = organisation.id where "
      "organisation.partnership_id = $1 and organisation.name = $2 and holder.must_say",
      partnership, details.organisation));
  if (must == 0) return std::string();
  return fmt::format("Say which duty of {} it serves, or that it is voluntary.",
                     details.organisation);
}

Result<> check_served(store::Session& s, PartnershipId partnership,
                      const ActivityDetails& details) {
  if (const std::string missing = TRY(duty_missing(s, partnership, details)); !missing.empty())
    return refuse(missing);
  if (details.duties.empty() || details.duties == kVoluntary) return Done{};
  const std::vector<DutyId> named = duties_named(details.duties);
  std::int64_t there = named.empty() ? 0 : 1;
  for (const DutyId each : named)
    there = std::min(
        there, TRY(s.integer("select count(*) from duty where partnership_id = $1 and id = $2",
                             partnership, each)));
  if (there == 0) return refuse("Choose from the register which duty it serves.");
  return Done{};
}

}  // namespace heed::plan
