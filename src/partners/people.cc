// The partnership and its people, roles and grants.
#include "base/text.h"
#include "partners/inside/inside.h"

namespace heed::partners {

namespace {

// What may be given for one activity. Managing people and settings is about the whole house.
constexpr std::uint32_t kNotGranted = static_cast<std::uint32_t>(Capability::manage_people) |
                                      static_cast<std::uint32_t>(Capability::configure);

constexpr std::string_view kPersonColumns =
    "select id, name, email, organisation_id, active, password_hash is not null, version,"
    " created_ms from person where partnership_id = $1";

Person to_person(const store::Row& r) {
  return Person{r.id<PersonId>(0), r.text(1),    r.text(2), r.id<OrganisationId>(3), {}, r.truth(4),
                r.truth(5),        r.integer(6), r.time(7)};
}

Error changed_meanwhile() {
  return refuse("Somebody else changed this person meanwhile. Look again before you change them.",
                ErrorKind::conflict);
}

// Raises the version that the caller saw, which ends all sessions. `active` is what is kept.
Result<> raise_version(store::Session& s, const Scope& scope, PersonId person, std::int64_t seen,
                       bool active) {
  const std::int64_t changed =
      TRY(s.exec("update person set version = version + 1, active = $4 where partnership_id = $1"
                 " and id = $2 and version = $3 and active",
                 scope.partnership(), person, seen, active));
  if (changed == 1) return end_sessions(s, scope.partnership(), person);
  const std::int64_t there =
      TRY(s.integer("select count(*) from person where partnership_id = $1 and id = $2",
                    scope.partnership(), person));
  if (there == 0) return fail(ErrorKind::not_found, "no such person");
  return changed_meanwhile();
}

Result<> keep_one_administrator(store::Session& s, const Scope& scope, PersonId person) {
  const auto roles = TRY(roles_of(s, scope.partnership(), person));
  if (std::find(roles.begin(), roles.end(), Role::administrator) == roles.end()) return Done{};
  if (TRY(other_administrators(s, scope.partnership(), person)) > 0) return Done{};
  return refuse("This is the only administrator. Make somebody else one first.",
                ErrorKind::conflict);
}

}  // namespace

Partners::Partners(store::Database& main, const platform::Clock& clock, platform::Random& random,
                   Settings settings)
    : inside_(std::make_unique<Inside>(main, clock, random, settings)) {}
Partners::~Partners() = default;

Result<> needs(const Scope& scope, Capability capability) {
  if (scope.may(capability)) return Done{};
  return fail(ErrorKind::denied,
              fmt::format("needs capability {:#x}", static_cast<std::uint32_t>(capability)));
}

Result<std::optional<Partnership>> Partners::partnership() {
  return inside_->main.read([](store::Session& s) { return find_partnership(s); });
}

Result<Partnership> Partners::create_partnership(const NewPartnership& wanted) {
  const NewPartnership good = TRY(checked(wanted));
  const auto id = inside_->random.id<PartnershipId>();
  const TimeMs now = inside_->clock.now();
  return inside_->main.write(
      [&](store::Session& s) { return insert_partnership(s, good, id, now); });
}

Result<std::vector<Person>> Partners::people(const Scope& scope) {
  TRY(needs(scope, Capability::manage_people));
  return inside_->main.read([&](store::Session& s) -> Result<std::vector<Person>> {
    auto found = TRY(
        s.all(fmt::format("{} order by name, id", kPersonColumns), to_person, scope.partnership()));
    std::map<PersonId, std::vector<Role>> roles;
    TRY(s.each(
        "select person_id, role from person_role where partnership_id = $1 order by role",
        [&](const store::Row& r) {
          if (const auto known = role(r.text(1))) roles[r.id<PersonId>(0)].push_back(*known);
        },
        scope.partnership()));
    for (Person& one : found) one.roles = roles[one.id];
    return found;
  });
}

Result<Person> Partners::person(const Scope& scope, PersonId id) {
  if (scope.person().is_null()) TRY(needs(scope, Capability::manage_people));
  return inside_->main.read([&](store::Session& s) -> Result<Person> {
    Person found = TRY(
        s.one(fmt::format("{} and id = $2", kPersonColumns), to_person, scope.partnership(), id));
    found.roles = TRY(roles_of(s, scope.partnership(), id));
    return found;
  });
}

Result<PersonId> Partners::add_person(const Scope& scope, const NewPerson& wanted) {
  TRY(needs(scope, Capability::manage_people));
  NewPerson good = wanted;
  good.name = TRY(checked_name(wanted.name, "a name"));
  good.email = TRY(checked_email(wanted.email));
  if (good.roles.empty()) return refuse("Choose at least one role.");
  const auto id = inside_->random.id<PersonId>();
  const TimeMs now = inside_->clock.now();
  const auto added = inside_->main.write(
      [&](store::Session& s) { return insert_person(s, scope.partnership(), id, good, now); });
  if (added) return id;
  if (added.failed_with(ErrorKind::conflict)) {  // Also where the index decided, not our look.
    return refuse("There is already somebody with this email address.", ErrorKind::conflict);
  }
  return added.error();
}

Result<> Partners::change_roles(const Scope& scope, PersonId person, std::int64_t version_seen,
                                const std::vector<Role>& roles) {
  TRY(needs(scope, Capability::manage_people));
  if (roles.empty()) return refuse("Choose at least one role.");
  return inside_->main.write([&](store::Session& s) -> Result<> {
    TRY(lock_partnership(s, scope.partnership()));
    if (std::find(roles.begin(), roles.end(), Role::administrator) == roles.end()) {
      TRY(keep_one_administrator(s, scope, person));
    }
    TRY(raise_version(s, scope, person, version_seen, true));
    return replace_roles(s, scope.partnership(), person, roles);
  });
}

Result<> Partners::deactivate(const Scope& scope, PersonId person, std::int64_t version_seen) {
  TRY(needs(scope, Capability::manage_people));
  return inside_->main.write([&](store::Session& s) -> Result<> {
    TRY(lock_partnership(s, scope.partnership()));
    TRY(keep_one_administrator(s, scope, person));
    TRY(raise_version(s, scope, person, version_seen, false));
    TRY(s.exec("delete from sign_in_link where partnership_id = $1 and person_id = $2",
               scope.partnership(), person));
    return Done{};
  });
}

Result<> Partners::grant(const Scope& scope, const Grant& grant) {
  TRY(needs(scope, Capability::manage_people));
  if ((grant.capabilities & kNotGranted) != 0) {
    return fail(ErrorKind::invalid, "managing people and settings is not granted by activity");
  }
  if (grant.expires <= inside_->clock.now()) return refuse("Choose a date in the future.");
  const std::optional<PersonId> granted_by =
      scope.person().is_null() ? std::nullopt : std::optional(scope.person());
  return inside_->main.write([&](store::Session& s) -> Result<> {
    const std::int64_t there = TRY(
        s.integer("select count(*) from person where partnership_id = $1 and id = $2 and active",
                  scope.partnership(), grant.person));
    if (there == 0) return fail(ErrorKind::not_found, "no such person");
    TRY(
        s.exec("insert into person_grant (partnership_id, person_id, activity_id, capabilities,"
               " expires_ms, granted_by) values ($1, $2, $3, $4, $5, $6)"
               " on conflict (partnership_id, person_id, activity_id) do update set"
               " capabilities = excluded.capabilities, expires_ms = excluded.expires_ms,"
               " granted_by = excluded.granted_by",
               scope.partnership(), grant.person, grant.activity,
               static_cast<std::int64_t>(grant.capabilities), grant.expires, granted_by));
    return Done{};
  });
}

Result<Scope> Partners::scope_for(const Scope& scope, ActivityId activity) {
  if (scope.person().is_null()) return scope;
  std::uint32_t granted = 0;
  TRY(inside_->main.read([&](store::Session& s) {
    return s.each(
        "select capabilities from person_grant where partnership_id = $1 and person_id = $2"
        " and activity_id = $3 and expires_ms > $4",
        [&](const store::Row& r) {
          granted = static_cast<std::uint32_t>(r.integer(0)) & ~kNotGranted;
        },
        scope.partnership(), scope.person(), activity, inside_->clock.now());
  }));
  return Scope::for_person(scope.partnership(), scope.person(), scope.capabilities() | granted);
}

}  // namespace heed::partners
