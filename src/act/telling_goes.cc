// What goes out: mail from the identity store's own outbox, sheets to print, and what comes back.
#include "act/inside/letters.h"
#include "act/inside/rows.h"
#include "act/told.h"
#include "base/text.h"
#include "platform/clock.h"
#include "store/database.h"

namespace heed::act {
namespace {

using store::Row;
using store::Session;

constexpr std::size_t kIdChars = 32;

struct Going {
  inside::Contact contact;
  TellingId telling;
  std::string state;
  std::string path;
};

constexpr std::string_view kGoingColumns =
    "contact.id, contact.activity_id, contact.way, contact.name, contact.email, contact.postal,"
    " contact.phone, contact.language, contact.confirmed_ms, contact.stopped_ms, contact.token,"
    " telling.id, told.state, telling.path from told join contact on contact.partnership_id ="
    " told.partnership_id and contact.id = told.contact_id join telling on telling.partnership_id ="
    " told.partnership_id and telling.id = told.telling_id";

Going going_from(const Row& row) {
  return {inside::contact_from(row), row.id<TellingId>(11), row.text(12), row.text(13)};
}

// In the person's language where it was written in that, else in English.
Result<TellingWords> words_for(Session& s, PartnershipId partnership, TellingId telling,
                               const std::string& language) {
  return s.one(
      "select language, subject, words from telling_words where partnership_id = $1 and telling_id"
      " = $2 and language in ($3, 'en') order by language = 'en' limit 1",
      [](const Row& row) { return TellingWords{row.text(0), row.text(1), row.text(2)}; },
      partnership, telling, language);
}

Result<> settle(store::Database& identity, const store::OutboxId& mail, const char* state,
                TimeMs now) {
  return identity.write([&](Session& s) -> Result<> {
    TRY(s.exec("update told set state = $2, day_ms = $3 where mail_id = $1 and state = 'waiting'",
               mail, state, inside::day_of(now)));
    return Done{};
  });
}

Result<> mail_one(store::Database& identity, const platform::Clock& clock, platform::Mailer& mailer,
                  const Sender& sender, const store::OutboxId& id, PartnershipId partnership) {
  struct Found {
    std::optional<Going> going;
    TellingWords words;
  };
  const Found found = TRY(identity.read([&](Session& s) -> Result<Found> {
    Found one;
    TRY(s.each(
        fmt::format("select {} where told.mail_id = $1", kGoingColumns),
        [&](const Row& row) { one.going = going_from(row); }, id));
    if (one.going)
      one.words =
          TRY(words_for(s, partnership, one.going->telling, one.going->contact.kept.wish.language));
    return one;
  }));
  // Removed at their own request, or settled by an earlier try: nothing is left to do.
  if (!found.going || found.going->state != "waiting") return Done{};
  const inside::Contact& contact = found.going->contact;
  if (contact.kept.stopped) return settle(identity, id, "stopped", clock.now());
  platform::Letter letter = inside::telling_letter(
      sender, contact.kept.wish, inside::tokens_of(contact.secret), found.words, found.going->path);
  letter.message_id = id.text();
  const Result<> sent = mailer.send(letter);
  if (sent) return settle(identity, id, "sent", clock.now());
  if (!sent.failed_with(ErrorKind::invalid)) return sent;
  // Nobody's mail is tried for ever: an address that the server refuses outright is let go.
  TRY(settle(identity, id, "refused", clock.now()));
  return identity.write([&](Session& s) {
    return inside::let_go(s, partnership, contact.id, "bounced", inside::day_of(clock.now()));
  });
}

Result<> confirm_one(store::Database& identity, platform::Mailer& mailer, const Sender& sender,
                     const store::OutboxId& id, PartnershipId partnership,
                     const inside::ContactId& contact_id, std::string_view title) {
  std::optional<inside::Contact> contact;
  TRY(identity.read([&](Session& s) {
    return s.each(
        fmt::format("select {} from contact where partnership_id = $1 and id = $2",
                    inside::kContactColumns),
        [&](const Row& row) { contact = inside::contact_from(row); }, partnership, contact_id);
  }));
  if (!contact) return Done{};
  platform::Letter letter =
      inside::confirm_letter(sender, contact->kept.wish, inside::tokens_of(contact->secret), title);
  letter.message_id = id.text();
  const Result<> sent = mailer.send(letter);
  // An address that cannot be written to never confirms; that is all there is to it.
  if (sent.failed_with(ErrorKind::invalid)) return Done{};
  return sent;
}

}  // namespace

store::outbox::Handlers Told::handlers(platform::Mailer& mailer, const Sender& sender) {
  store::outbox::Handlers all;
  all["told_mail"] = [this, &mailer, sender](const store::OutboxId& id,
                                             const std::string& body) -> Result<> {
    const auto partnership = PartnershipId::parse(body);
    if (!partnership) return fail(ErrorKind::internal, "told_mail: no partnership");
    return mail_one(identity_, clock_, mailer, sender, id, *partnership);
  };
  all["told_confirm"] = [this, &mailer, sender](const store::OutboxId& id,
                                                const std::string& body) -> Result<> {
    const std::string_view text = body;
    if (text.size() < 2 * kIdChars) return fail(ErrorKind::internal, "told_confirm: too short");
    const auto partnership = PartnershipId::parse(text.substr(0, kIdChars));
    const auto contact = inside::ContactId::parse(text.substr(kIdChars, kIdChars));
    if (!partnership || !contact) return fail(ErrorKind::internal, "told_confirm: no ids");
    return confirm_one(identity_, mailer, sender, id, *partnership, *contact,
                       text.substr(2 * kIdChars));
  };
  return all;
}

Result<std::string> Told::print_run(const Scope& scope, const Sender& sender, bool again) {
  if (!scope.may(Capability::read_contact)) return fail(ErrorKind::denied, "read_contact");
  const TimeMs day = inside::day_of(clock_.now());
  return identity_.write([&](Session& s) -> Result<std::string> {
    std::vector<Going> all;
    TRY(s.each(
        fmt::format("select {} where told.partnership_id = $1 and told.way <> 'email' and"
                    " (told.state = 'waiting' or ($2 and told.state = 'printed' and told.day_ms ="
                    " (select max(day_ms) from told where partnership_id = $1 and state ="
                    " 'printed'))) order by contact.way, contact.id",
                    kGoingColumns),
        [&](const Row& row) { all.push_back(going_from(row)); }, scope.partnership(), again));
    std::string sheets;
    for (const Going& one : all) {
      const char* state = one.contact.kept.stopped ? "stopped" : "printed";
      if (!one.contact.kept.stopped)
        sheets += inside::sheet(
            sender, one.contact.kept.wish,
            TRY(words_for(s, scope.partnership(), one.telling, one.contact.kept.wish.language)),
            one.path);
      TRY(s.exec(
          "update told set state = $4, day_ms = $5 where partnership_id = $1 and telling_id ="
          " $2 and contact_id = $3",
          scope.partnership(), one.telling, one.contact.id, state, day));
    }
    return sheets.empty() ? std::string() : inside::sheets_page(sheets);
  });
}

Result<bool> Told::bounced(const Scope& scope, std::string_view message) {
  if (!scope.may(Capability::read_contact)) return fail(ErrorKind::denied, "read_contact");
  const auto text = inside::failed_mail(message);
  if (!text) return false;
  const auto mail = store::OutboxId::parse(*text);
  if (!mail) return false;
  const TimeMs day = inside::day_of(clock_.now());
  return identity_.write([&](Session& s) -> Result<bool> {
    std::optional<inside::ContactId> contact;
    TRY(s.each(
        "select contact_id from told where partnership_id = $1 and mail_id = $2",
        [&](const Row& row) { contact = row.id<inside::ContactId>(0); }, scope.partnership(),
        *mail));
    if (!contact) return false;
    TRY(s.exec(
        "update told set state = 'bounced', day_ms = $3 where partnership_id = $1 and mail_id"
        " = $2",
        scope.partnership(), *mail, day));
    TRY(inside::let_go(s, scope.partnership(), *contact, "bounced", day));
    return true;
  });
}

}  // namespace heed::act
