#include "base/text.h"
#include "partners/inside/inside.h"

namespace heed::partners {

Result<std::optional<Partnership>> find_partnership(store::Session& s) {
  std::optional<Partnership> found;
  TRY(s.each(
      "select partnership_id, name, prefix, zone, created_ms from partnership"
      " order by created_ms limit 1",
      [&](const store::Row& r) {
        found = Partnership{r.id<PartnershipId>(0), r.text(1), r.text(2), r.text(3), r.time(4)};
      }));
  return found;
}

Result<> lock_partnership(store::Session& s, PartnershipId partnership) {
  if (!s.is_postgresql()) return Done{};
  TRY(s.each(
      "select partnership_id from partnership where partnership_id = $1 for update",
      [](const store::Row&) {}, partnership));
  return Done{};
}

Result<Partnership> insert_partnership(store::Session& s, const NewPartnership& wanted,
                                       PartnershipId id, TimeMs now) {
  if (TRY(find_partnership(s))) {
    return refuse("This partnership has been set up already.", ErrorKind::conflict);
  }
  TRY(
      s.exec("insert into partnership (partnership_id, name, prefix, zone, created_ms)"
             " values ($1, $2, $3, $4, $5)",
             id, wanted.name, wanted.prefix, wanted.zone, now));
  return Partnership{id, wanted.name, wanted.prefix, wanted.zone, now};
}

Result<> insert_person(store::Session& s, PartnershipId partnership, PersonId id,
                       const NewPerson& wanted, TimeMs now) {
  const std::string email_key = lowered(wanted.email);
  const std::int64_t taken =
      TRY(s.integer("select count(*) from person where partnership_id = $1 and email_key = $2",
                    partnership, email_key));
  if (taken > 0) {
    return refuse("There is already somebody with this email address.", ErrorKind::conflict);
  }
  const std::optional<OrganisationId> organisation =
      wanted.organisation.is_null() ? std::nullopt : std::optional(wanted.organisation);
  if (organisation) {
    const std::int64_t there =
        TRY(s.integer("select count(*) from organisation where partnership_id = $1 and id = $2",
                      partnership, *organisation));
    if (there == 0) return refuse("Choose an organisation from the list.");
  }
  TRY(s.exec(
      "insert into person (partnership_id, id, name, email, email_key, organisation_id, active,"
      " version, created_ms) values ($1, $2, $3, $4, $5, $6, $7, 1, $8)",
      partnership, id, wanted.name, wanted.email, email_key, organisation, true, now));
  return replace_roles(s, partnership, id, wanted.roles);
}

Result<std::vector<Role>> roles_of(store::Session& s, PartnershipId partnership, PersonId person) {
  std::vector<Role> roles;
  TRY(s.each(
      "select role from person_role where partnership_id = $1 and person_id = $2 order by role",
      [&](const store::Row& r) {
        // A role that this version does not know allows nothing.
        if (const auto known = role(r.text(0))) roles.push_back(*known);
      },
      partnership, person));
  return roles;
}

Result<> replace_roles(store::Session& s, PartnershipId partnership, PersonId person,
                       const std::vector<Role>& roles) {
  TRY(s.exec("delete from person_role where partnership_id = $1 and person_id = $2", partnership,
             person));
  for (const Role one : std::set<Role>(roles.begin(), roles.end())) {
    TRY(s.exec("insert into person_role (partnership_id, person_id, role) values ($1, $2, $3)",
               partnership, person, to_text(one)));
  }
  return Done{};
}

Result<std::int64_t> other_administrators(store::Session& s, PartnershipId partnership,
                                          PersonId person) {
  return s.integer(
      "select count(*) from person_role r join person p on p.partnership_id = r.partnership_id"
      " and p.id = r.person_id where r.partnership_id = $1 and r.role = $2 and p.active"
      " and p.id <> $3",
      partnership, to_text(Role::administrator), person);
}

Result<> end_sessions(store::Session& s, PartnershipId partnership, PersonId person) {
  TRY(s.exec("delete from sign_in_session where partnership_id = $1 and person_id = $2",
             partnership, person));
  return Done{};
}

Result<> insert_session(store::Session& s, PartnershipId partnership, PersonId person,
                        const Hash& token, TimeMs now) {
  const std::int64_t version =
      TRY(s.integer("select version from person where partnership_id = $1 and id = $2 and active",
                    partnership, person));
  TRY(
      s.exec("insert into sign_in_session (partnership_id, token_hash, person_id, person_version,"
             " started_ms, seen_ms) values ($1, $2, $3, $4, $5, $5)",
             partnership, token, person, version, now));
  return Done{};
}

}  // namespace heed::partners
