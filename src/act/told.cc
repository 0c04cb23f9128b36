// Asking to be told, confirming, changing and stopping.
#include "act/told.h"

#include "act/inside/rows.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/mail.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::act {

namespace inside {

TimeMs day_of(TimeMs now) { return {now.ms - now.ms % kDayMs}; }

Hash token_hash(std::string_view token) { return platform::sha256(token); }

}  // namespace inside

namespace {

using inside::kContactColumns;
using store::Row;
using store::Session;

constexpr std::size_t kPostalChars = 500;
// To one address, whoever asks for it. A day is counted from when the mail was last tried.
constexpr std::int64_t kConfirmationsADay = 3;

Result<std::string> needed(std::string_view typed, std::size_t chars_max, const char* said) {
  const std::string_view text = trimmed(typed);
  if (text.empty()) return refuse(said);
  return bounded_text(text, chars_max);
}

Result<std::string> email_typed(std::string_view typed) {
  const std::string_view email = trimmed(typed);
  if (!platform::is_address(email))
    return refuse("Enter an email address in the correct format, like name@example.com.");
  return std::string(email);
}

Result<Wish> checked(const Wish& typed) {
  Wish good{.activity = typed.activity, .way = typed.way};
  good.name = TRY(bounded_text(trimmed(typed.name), limits::kNameChars));
  good.language = typed.language.size() >= 2 && typed.language.size() <= 12 ? typed.language : "en";
  switch (typed.way) {
    case Way::email:
      good.email = TRY(email_typed(typed.email));
      break;
    case Way::letter:
      good.name = TRY(needed(typed.name, limits::kNameChars, "Enter the name for the envelope."));
      good.postal =
          TRY(needed(typed.postal, kPostalChars, "Enter the address that letters should go to."));
      break;
    case Way::phone:
      good.phone = TRY(needed(typed.phone, 40, "Enter the number that we should ring."));
      break;
  }
  return good;
}

std::optional<ActivityId> or_null(ActivityId id) {
  return id.is_null() ? std::nullopt : std::optional(id);
}

Result<> put_confirmation(Session& s, platform::Random& random, PartnershipId partnership,
                          const inside::ContactId& contact, std::string_view title, TimeMs now) {
  const std::string whose = partnership.text() + contact.text();
  const std::int64_t sent = TRY(s.integer(
      "select count(*) from outbox where kind = 'told_confirm' and due_ms > $1 and body like $2",
      now + -kDayMs, whose + "%"));
  // Said to nobody: the page answers as it does to everybody.
  if (sent >= kConfirmationsADay) return Done{};
  const auto id = random.id<store::OutboxId>();
  // The title rides along, so that the worker needs no other store. It is public.
  return store::outbox::put(s, id, "told_confirm", whose + std::string(title), now);
}

Error link_gone() {
  Error gone = fail(ErrorKind::not_found, "no such token");
  gone.said = "This link does not work any more.";
  return gone;
}

// `column` is one of two names written here.
Result<inside::Contact> by_token(Session& s, const Scope& scope, std::string_view column,
                                 std::string_view token) {
  std::optional<inside::Contact> found;
  TRY(s.each(
      fmt::format("select {} from contact where partnership_id = $1 and {} = $2", kContactColumns,
                  column),
      [&](const Row& row) { found = inside::contact_from(row); }, scope.partnership(),
      inside::token_hash(token)));
  if (!found) return link_gone();
  return *found;
}

}  // namespace

std::string_view to_text(Way way) {
  switch (way) {
    case Way::email:
      return "email";
    case Way::letter:
      return "letter";
    case Way::phone:
      return "phone";
  }
  return {};
}

std::optional<Way> way(std::string_view text) {
  for (const Way one : {Way::email, Way::letter, Way::phone})
    if (to_text(one) == text) return one;
  return std::nullopt;
}

Result<> Told::ask(const Scope& scope, const Wish& typed, std::string_view title) {
  const Wish wish = TRY(checked(typed));
  const auto secret = random_.bytes<32>();
  const auto fresh = random_.id<inside::ContactId>();
  const std::string key = lowered(wish.email);
  const TimeMs now = clock_.now();
  return identity_.write([&](Session& s) -> Result<> {
    if (wish.way == Way::email) {
      std::optional<inside::Contact> there;
      TRY(s.each(
          fmt::format("select {} from contact where partnership_id = $1 and email_key = $2"
                      " and kind = 'keep_told' and (activity_id = $3 or (activity_id is null"
                      " and $4))",
                      kContactColumns),
          [&](const Row& row) { there = inside::contact_from(row); }, scope.partnership(), key,
          wish.activity, wish.activity.is_null()));
      if (there) {
        // Confirmed and not stopped: nothing to do, and nothing to give away by saying so.
        if (there->kept.confirmed && !there->kept.stopped) return Done{};
        return put_confirmation(s, random_, scope.partnership(), there->id, title, now);
      }
    }
    const inside::NewContact row{fresh, wish, key, BytesView(secret)};
    TRY(inside::add_contact(s, scope.partnership(), row, or_null(wish.activity), now));
    if (wish.way != Way::email) return Done{};
    return put_confirmation(s, random_, scope.partnership(), fresh, title, now);
  });
}

Result<Kept> Told::confirm(const Scope& scope, std::string_view token) {
  const TimeMs day = inside::day_of(clock_.now());
  return identity_.write([&](Session& s) -> Result<Kept> {
    inside::Contact found = TRY(by_token(s, scope, "confirm_hash", token));
    TRY(
        s.exec("update contact set confirmed_ms = coalesce(confirmed_ms, $3), stopped_ms = null,"
               " stopped_why = '' where partnership_id = $1 and id = $2",
               scope.partnership(), found.id, day));
    found.kept.confirmed = true;
    found.kept.stopped = false;
    return found.kept;
  });
}

Result<Kept> Told::kept(const Scope& scope, std::string_view stop_token) {
  return identity_.read([&](Session& s) -> Result<Kept> {
    return TRY(by_token(s, scope, "stop_hash", stop_token)).kept;
  });
}

Result<> Told::stop(const Scope& scope, std::string_view stop_token) {
  const TimeMs day = inside::day_of(clock_.now());
  return identity_.write([&](Session& s) -> Result<> {
    const inside::Contact found = TRY(by_token(s, scope, "stop_hash", stop_token));
    return inside::let_go(s, scope.partnership(), found.id, "asked", day);
  });
}

Result<> Told::change(const Scope& scope, std::string_view stop_token, const Wish& typed) {
  const TimeMs now = clock_.now();
  return identity_.write([&](Session& s) -> Result<> {
    const inside::Contact found = TRY(by_token(s, scope, "stop_hash", stop_token));
    if (found.kept.stopped) return link_gone();
    Wish wanted = typed;
    wanted.email = found.kept.wish.email;
    if (wanted.way == Way::email && wanted.email.empty())
      return refuse("To hear by email, ask again with your address.");
    const Wish good = TRY(checked(wanted));
    TRY(
        s.exec("update contact set way = $3, name = $4, postal = $5, phone = $6, language = $7"
               " where partnership_id = $1 and id = $2",
               scope.partnership(), found.id, to_text(good.way), good.name, good.postal, good.phone,
               good.language));
    // What waits goes the new way: under a new id, so that mail on its way to go finds nothing.
    const auto waiting = TRY(s.all(
        "select telling_id from told where partnership_id = $1 and contact_id = $2 and state ="
        " 'waiting' and way <> $3",
        [](const Row& row) { return row.id<TellingId>(0); }, scope.partnership(), found.id,
        to_text(good.way)));
    for (const TellingId& telling : waiting) {
      const auto mail = random_.id<store::OutboxId>();
      TRY(
          s.exec("update told set way = $4, mail_id = $5 where partnership_id = $1 and telling_id ="
                 " $2 and contact_id = $3",
                 scope.partnership(), telling, found.id, to_text(good.way), mail));
      if (good.way == Way::email)
        TRY(store::outbox::put(s, mail, "told_mail", scope.partnership().text(), now));
    }
    return Done{};
  });
}

}  // namespace heed::act
