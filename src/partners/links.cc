// Single-use links: set-up, invitation, reset.
#include "base/text.h"
#include "partners/inside/inside.h"

namespace heed::partners {

namespace {

std::string_view to_text(LinkKind kind) {
  switch (kind) {
    case LinkKind::setup:
      return "setup";
    case LinkKind::invite:
      return "invite";
    case LinkKind::reset:
      return "reset";
  }
  return {};
}

std::optional<LinkKind> link_kind(std::string_view text) {
  for (const LinkKind kind : {LinkKind::setup, LinkKind::invite, LinkKind::reset}) {
    if (to_text(kind) == text) return kind;
  }
  return std::nullopt;
}

Result<> insert_link(store::Session& s, const Hash& token, LinkKind kind,
                     std::optional<PartnershipId> partnership, std::optional<PersonId> person,
                     TimeMs now, TimeMs expires) {
  TRY(s.exec("delete from sign_in_link where expires_ms <= $1", now));
  TRY(
      s.exec("insert into sign_in_link (token_hash, partnership_id, kind, person_id, expires_ms)"
             " values ($1, $2, $3, $4, $5)",
             token, partnership, to_text(kind), person, expires));
  return Done{};
}

Error link_over() {
  return refuse("This link has been used already, or is too old. Ask for a new one.",
                ErrorKind::not_found);
}

Error set_up_already() {
  return refuse("Heed has an administrator already. Sign in, or ask them to invite you.",
                ErrorKind::conflict);
}

struct Found {
  Link link;
  PartnershipId partnership;  // Null for set-up before there is one.
};

// Nothing when unknown, too old, or for somebody who left.
Result<std::optional<Found>> find_link(store::Session& s, const Hash& token, TimeMs now) {
  std::optional<Found> found;
  TRY(s.each(
      "select l.kind, l.partnership_id, p.id, p.name, p.email, l.expires_ms from sign_in_link l"
      " left join person p on p.partnership_id = l.partnership_id and p.id = l.person_id"
      " and p.active where l.token_hash = $1 and l.expires_ms > $2",
      [&](const store::Row& r) {
        const auto kind = link_kind(r.text(0));
        if (!kind || (*kind != LinkKind::setup && r.null(2))) return;
        found = Found{{*kind, r.id<PersonId>(2), r.text(3), r.text(4), r.time(5)},
                      r.id<PartnershipId>(1)};
      },
      token, now));
  return found;
}

Result<Scope> first_administrator(store::Session& s, const NewPerson& person, PersonId id,
                                  const std::optional<NewPartnership>& wanted,
                                  PartnershipId new_partnership, TimeMs now) {
  auto here = TRY(find_partnership(s));
  if (!here) {
    if (!wanted) return refuse("Enter the partnership's name.");
    here = TRY(insert_partnership(s, *wanted, new_partnership, now));
  }
  TRY(lock_partnership(s, here->id));
  if (TRY(other_administrators(s, here->id, PersonId{})) > 0) return set_up_already();
  TRY(insert_person(s, here->id, id, person, now));
  return Scope::for_person(here->id, id, 0);
}

}  // namespace

Result<std::string> Partners::make_setup_link() {
  const std::string token = make_token(inside_->random);
  const TimeMs now = inside_->clock.now();
  TRY(inside_->main.write([&](store::Session& s) -> Result<> {
    const auto here = TRY(find_partnership(s));
    if (here && TRY(other_administrators(s, here->id, PersonId{})) > 0) return set_up_already();
    TRY(s.exec("delete from sign_in_link where kind = $1", to_text(LinkKind::setup)));
    return insert_link(s, token_hash(token), LinkKind::setup,
                       here ? std::optional(here->id) : std::nullopt, std::nullopt, now,
                       now + inside_->settings.link_ms);
  }));
  return token;
}

Result<std::string> Partners::make_link(const Scope& scope, LinkKind kind, PersonId person) {
  TRY(needs(scope, Capability::manage_people));
  if (kind == LinkKind::setup) return fail(ErrorKind::invalid, "set-up has its own function");
  const std::string token = make_token(inside_->random);
  const TimeMs now = inside_->clock.now();
  TRY(inside_->main.write([&](store::Session& s) -> Result<> {
    const std::int64_t there = TRY(
        s.integer("select count(*) from person where partnership_id = $1 and id = $2 and active",
                  scope.partnership(), person));
    if (there == 0) return fail(ErrorKind::not_found, "no such person");
    // A newer link takes the place of the older ones.
    TRY(s.exec("delete from sign_in_link where partnership_id = $1 and person_id = $2",
               scope.partnership(), person));
    return insert_link(s, token_hash(token), kind, scope.partnership(), person, now,
                       now + inside_->settings.link_ms);
  }));
  return token;
}

Result<std::optional<std::string>> Partners::make_reset_link(std::string_view email) {
  std::optional<std::string> none;
  if (email.size() > limits::kEmailBytes || !is_utf8(email)) return none;
  const std::string email_key = lowered(trimmed(email));
  const std::string token = make_token(inside_->random);
  const TimeMs now = inside_->clock.now();
  const bool made = TRY(inside_->main.write([&](store::Session& s) -> Result<bool> {
    const auto here = TRY(find_partnership(s));
    if (!here) return false;
    std::optional<PersonId> person;
    TRY(s.each(
        "select id from person where partnership_id = $1 and email_key = $2 and active",
        [&](const store::Row& r) { person = r.id<PersonId>(0); }, here->id, email_key));
    if (!person) return false;
    TRY(
        s.exec("delete from sign_in_link where partnership_id = $1 and person_id = $2"
               " and kind = $3",
               here->id, *person, to_text(LinkKind::reset)));
    TRY(insert_link(s, token_hash(token), LinkKind::reset, here->id, person, now,
                    now + inside_->settings.link_ms));
    return true;
  }));
  return made ? std::optional(token) : none;
}

Result<std::optional<Link>> Partners::link(std::string_view token) {
  const TimeMs now = inside_->clock.now();
  const auto found = TRY(
      inside_->main.read([&](store::Session& s) { return find_link(s, token_hash(token), now); }));
  return found ? std::optional(found->link) : std::nullopt;
}

Result<std::string> Partners::use_link(std::string_view token, const LinkUse& use) {
  const auto offered = TRY(link(token));
  if (!offered) return link_over();
  NewPerson person;
  std::optional<NewPartnership> wanted;
  if (offered->kind == LinkKind::setup) {
    person.name = TRY(checked_name(use.name, "your name"));
    person.email = TRY(checked_email(use.email));
    // So that one person alone can bring in, theme, answer and publish.
    person.roles = {Role::administrator, Role::engagement_lead};
    if (use.partnership) wanted = TRY(checked(*use.partnership));
  }
  TRY(check_password(use.password));
  TRY(inside_->gate.enter());
  std::string password_hash;
  {
    const HashTurn turn(inside_->gate);
    password_hash = TRY(platform::hash_password(use.password, inside_->settings.hash_cost));
  }
  const std::string cookie = make_token(inside_->random);
  const auto new_person = inside_->random.id<PersonId>();
  const auto new_partnership = inside_->random.id<PartnershipId>();
  const TimeMs now = inside_->clock.now();
  TRY(inside_->main.write([&](store::Session& s) -> Result<> {
    const auto found = TRY(find_link(s, token_hash(token), now));
    // Whoever deletes the row has used the link; a second press finds none.
    const std::int64_t used =
        TRY(s.exec("delete from sign_in_link where token_hash = $1", token_hash(token)));
    if (!found || used != 1) return link_over();
    Scope who = Scope::for_person(found->partnership, found->link.person, 0);
    if (found->link.kind == LinkKind::setup) {
      who = TRY(first_administrator(s, person, new_person, wanted, new_partnership, now));
    }
    TRY(
        s.exec("update person set password_hash = $3, version = version + 1"
               " where partnership_id = $1 and id = $2",
               who.partnership(), who.person(), password_hash));
    TRY(end_sessions(s, who.partnership(), who.person()));
    TRY(s.exec("delete from sign_in_link where partnership_id = $1 and person_id = $2",
               who.partnership(), who.person()));
    return insert_session(s, who.partnership(), who.person(), token_hash(cookie), now);
  }));
  return cookie;
}

}  // namespace heed::partners
