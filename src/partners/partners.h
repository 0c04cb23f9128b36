// Partners: who works here. The partnership, its organisations and areas, its people with their
// roles, and sign-in. Everybody else gets a Scope from here.
//
//   const std::string cookie = TRY(partners.sign_in(email, password, network));
//   const std::optional<SignedIn> who = TRY(partners.signed_in(cookie));
//   if (who) TRY(plan.activities(who->scope));
//
// Passwords are kept as argon2id (trust.md 5.1), sessions and links only as the SHA-256 of a
// random token (5.2). Changing somebody's roles or password, or deactivating them, ends all their
// sessions at once on every node: a session carries the person's version and each request
// compares it.
//
// Threads: every function from any thread. sign_in and use_link take some 100 ms of one core each
// and wait their turn (limits::kHashesAtOnce); call them from a handler, never an accept loop.
// Does not: send mail; remember an address for longer than the hour its failures count.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/limits.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"
#include "partners/role.h"
#include "platform/crypto.h"

namespace heed::platform {
class Clock;
}  // namespace heed::platform
namespace heed::store {
class Database;
}  // namespace heed::store

namespace heed::partners {

struct Partnership {
  PartnershipId id;
  std::string name;
  std::string prefix;  // Two capital letters; every reference starts with them.
  std::string zone;    // IANA name.
  TimeMs created;
};

struct NewPartnership {
  std::string name;
  std::string prefix;  // Two letters of A to Z; taken in either case.
  std::string zone = "Europe/London";
};

// Effective-dated: bodies merge and are renamed, and what they did stays theirs.
struct Organisation {
  OrganisationId id;
  std::string name;
  std::string kind;  // Data, not an enum: icb, trust, council, healthwatch, agency …
  std::optional<TimeMs> starts;
  std::optional<TimeMs> ends;
  OrganisationId successor;  // Null: none.
};

struct NewOrganisation {
  std::string name;
  std::string kind;
  std::optional<TimeMs> starts;
};

enum class AreaLevel { neighbourhood, place, system };
std::string_view to_text(AreaLevel level);
std::optional<AreaLevel> area_level(std::string_view text);

struct Area {
  AreaId id;
  std::string name;
  AreaLevel level;
  AreaId parent;  // Null: none.
  std::optional<TimeMs> starts;
  std::optional<TimeMs> ends;
  AreaId successor;  // Null: none.
};

struct NewArea {
  std::string name;
  AreaLevel level;
  AreaId parent;
  std::optional<TimeMs> starts;
};

// A row of somebody's list of organisations or areas, others named in words.
struct PlaceRow {
  std::size_t line = 0;  // Of the file, for messages.
  std::string name;
  std::string kind;    // Of an organisation; of an area its level.
  std::string parent;  // Areas: the name of what it is part of; empty: none.
  std::optional<TimeMs> starts;
  std::optional<TimeMs> ends;
  std::string successor;  // The name of what goes on from it; empty: none.
};
struct PlacesBroughtIn {
  std::size_t added = 0;
  std::size_t already = 0;  // Of the same name and not ended: left as they are.
  std::vector<std::pair<std::size_t, std::string>> problems;  // Line and sentence.
};

struct Person {
  PersonId id;
  std::string name;
  std::string email;            // As typed; compared in lower case.
  OrganisationId organisation;  // Null: none given.
  std::vector<Role> roles;
  bool active;
  bool has_password;  // False until the invitation was used.
  std::int64_t version;
  TimeMs created;
};

struct NewPerson {
  std::string name;
  std::string email;
  OrganisationId organisation;
  std::vector<Role> roles;
};

struct SignedIn {
  Scope scope;  // The union of the person's roles. For a shared activity: Partners::scope_for.
  PersonId person;
  std::string name;
  std::string csrf_token;  // Same for the whole session; compare with Partners::csrf_matches.
  std::vector<Role> roles;
  TimeMs since;
};

enum class LinkKind { setup, invite, reset };

struct Link {
  LinkKind kind;
  PersonId person;    // Null for set-up.
  std::string name;   // Empty for set-up.
  std::string email;  // Empty for set-up.
  TimeMs expires;
};

// What the person typed on the link's page. For an invitation or a reset only `password` counts.
struct LinkUse {
  std::string password;
  std::string name;                           // Set-up only.
  std::string email;                          // Set-up only.
  std::optional<NewPartnership> partnership;  // Set-up, when there is none yet.
};

// What somebody is let do in one activity beyond their roles, until a date.
struct Grant {
  PersonId person;
  ActivityId activity;
  std::uint32_t capabilities;  // Bits of Capability.
  TimeMs expires;
};

// Costs and patience. Tests turn them down; the program uses them as they stand.
struct Settings {
  platform::PasswordCost hash_cost;
  std::size_t hashes_at_once = limits::kHashesAtOnce;
  int hash_wait_ms = 10'000;  // Then `busy`.
  // Failures within the hour that cost nothing; each one after doubles the wait, from one second
  // to one minute. Never a lock-out: a stranger cannot keep somebody out for longer than that.
  std::int64_t failures_free_per_account_and_network = 10;
  std::int64_t failures_free_per_account = 50;
  std::int64_t failures_free_per_network = 100;
  std::int64_t session_idle_ms = limits::kSessionIdleMs;
  std::int64_t session_ms = limits::kSessionMs;
  std::int64_t link_ms = limits::kLinkMs;
};

class Partners {
 public:
  // Requires: the three outlive this.
  Partners(store::Database& main, const platform::Clock& clock, platform::Random& random,
           Settings settings = {});
  ~Partners();
  Partners(const Partners&) = delete;
  Partners& operator=(const Partners&) = delete;

  // --- the partnership -------------------------------------------------------------------------
  // Nothing before set-up.
  Result<std::optional<Partnership>> partnership();
  // Errors: invalid (said), conflict (said: there is one already).
  Result<Partnership> create_partnership(const NewPartnership& wanted);

  // --- people (manage_people) ------------------------------------------------------------------
  Result<std::vector<Person>> people(const Scope& scope);  // By name; the inactive too.
  // Any signed-in person may ask; for names beside rulings. Errors: not_found.
  Result<Person> person(const Scope& scope, PersonId id);
  // Without a password: follow with make_link(invite). Errors: denied, invalid (said),
  // conflict (said: the address is taken).
  Result<PersonId> add_person(const Scope& scope, const NewPerson& wanted);
  // Ends their sessions. Errors: denied, conflict (said: changed meanwhile, or the last active
  // administrator).
  Result<> change_roles(const Scope& scope, PersonId person, std::int64_t version_seen,
                        const std::vector<Role>& roles);
  Result<> deactivate(const Scope& scope, PersonId person, std::int64_t version_seen);

  // --- grants (manage_people) ------------------------------------------------------------------
  Result<> grant(const Scope& scope, const Grant& grant);
  // The same person with what they were granted in `activity`, where that has not expired.
  Result<Scope> scope_for(const Scope& scope, ActivityId activity);

  // --- sign-in ---------------------------------------------------------------------------------
  // The cookie's value. `network`: the client's address, or its /24 or /48; only a hash is kept.
  // Costs the same and says the same for an unknown address as for a wrong password.
  // Errors: denied (said), busy (said: too many tries, or no hash slot).
  Result<std::string> sign_in(std::string_view email, std::string_view password,
                              std::string_view network);
  // Nothing when the cookie is unknown, too old, too long idle, or the person changed since.
  Result<std::optional<SignedIn>> signed_in(std::string_view cookie);
  Result<> sign_out(std::string_view cookie);
  // In constant time.
  static bool csrf_matches(const SignedIn& who, std::string_view sent);

  // --- links: single use, 30 minutes; only the hash of a token is kept -------------------------
  // The token for the first administrator. Errors: conflict (said) once there is one.
  Result<std::string> make_setup_link();
  // `kind` invite or reset. Needs manage_people. Errors: denied, not_found.
  Result<std::string> make_link(const Scope& scope, LinkKind kind, PersonId person);
  // For "I forgot my password"; nothing for an unknown or inactive address. Say the same on the
  // page either way.
  Result<std::optional<std::string>> make_reset_link(std::string_view email);
  // Nothing when unknown, used or too old.
  Result<std::optional<Link>> link(std::string_view token);
  // Sets the password, ends the link and the person's other sessions, signs them in: returns the
  // cookie's value. Set-up makes an administrator who is engagement lead too, so that one person
  // alone can finish everything. Errors: not_found (said), invalid (said), busy (said).
  Result<std::string> use_link(std::string_view token, const LinkUse& use);

  // --- organisations and areas (configure to change; anyone may list) --------------------------
  Result<std::vector<Organisation>> organisations(const Scope& scope);
  Result<OrganisationId> add_organisation(const Scope& scope, const NewOrganisation& wanted);
  // Name, kind and start, where something was written wrong. Errors: denied, not_found, invalid.
  Result<> change_organisation(const Scope& scope, OrganisationId id, const NewOrganisation& now);
  // It ends at `when` and nothing goes on from it. Errors: denied, not_found, conflict (said).
  Result<> end_organisation(const Scope& scope, OrganisationId id, TimeMs when);
  // All rows or, with a problem in any, none.
  Result<PlacesBroughtIn> bring_in_organisations(const Scope& scope,
                                                 const std::vector<PlaceRow>& rows);
  // `older` ends at `when` and `newer` goes on from there. Errors: denied, not_found,
  // conflict (said: it has ended already, or the newer leads back to the older).
  Result<> succeed_organisation(const Scope& scope, OrganisationId older, OrganisationId newer,
                                TimeMs when);
  Result<std::vector<Area>> areas(const Scope& scope);
  Result<AreaId> add_area(const Scope& scope, const NewArea& wanted);
  Result<> change_area(const Scope& scope, AreaId id, const NewArea& now);
  Result<> end_area(const Scope& scope, AreaId id, TimeMs when);
  Result<> succeed_area(const Scope& scope, AreaId older, AreaId newer, TimeMs when);
  Result<PlacesBroughtIn> bring_in_areas(const Scope& scope, const std::vector<PlaceRow>& rows);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace heed::partners
