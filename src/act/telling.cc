// Telling: one event, everybody who asked, once; and how far it has come.
#include <set>

#include "act/inside/rows.h"
#include "act/told.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::act {
namespace {

using store::Row;
using store::Session;

Result<> needs(const Scope& scope, Capability capability) {
  if (!scope.may(capability)) return fail(ErrorKind::denied, "telling people");
  return Done{};
}

Result<NewTelling> checked(const NewTelling& typed) {
  NewTelling good = typed;
  good.words.clear();
  for (const TellingWords& one : typed.words) {
    const std::string_view subject = trimmed(one.subject), words = trimmed(one.words);
    if (one.language != "en" && subject.empty() && words.empty()) continue;
    if (subject.empty()) return refuse("Write what the letter is about.");
    if (words.empty()) return refuse("Write what people should know.");
    if (subject.find_first_of("\r\n") != std::string_view::npos)
      return refuse("Write what the letter is about in one line.");
    good.words.push_back({one.language, TRY(bounded_text(subject, limits::kTitleChars)),
                          TRY(bounded_text(words, limits::kLongTextChars))});
  }
  if (good.words.empty() || good.words[0].language != "en")
    return refuse("Write what people should know.");
  if (!good.path.starts_with('/') || good.path.find_first_of(" \r\n<>") != std::string::npos)
    return fail(ErrorKind::invalid, "the path of a telling");
  if (good.occasion.empty() || good.occasion.size() > 200)
    return fail(ErrorKind::invalid, "the occasion of a telling");
  return good;
}

// Everybody who would hear, one address once even when it follows this and everything.
Result<std::vector<inside::Contact>> who_hears(Session& s, const Scope& scope,
                                               ActivityId activity) {
  std::vector<inside::Contact> all;
  std::set<std::string> addresses;
  TRY(s.each(
      fmt::format("select {} from contact where partnership_id = $1 and kind = 'keep_told' and"
                  " confirmed_ms is not null and stopped_ms is null and (activity_id = $2 or"
                  " activity_id is null) order by activity_id is null, id",
                  inside::kContactColumns),
      [&](const Row& row) {
        inside::Contact one = inside::contact_from(row);
        if (one.kept.wish.way == Way::email &&
            !addresses.insert(lowered(one.kept.wish.email)).second)
          return;
        all.push_back(std::move(one));
      },
      scope.partnership(), activity));
  return all;
}

Result<std::int64_t> count(Session& s, const Scope& scope, TellingId telling, const char* state) {
  return s.integer(
      "select count(*) from told where partnership_id = $1 and telling_id = $2 and state = $3",
      scope.partnership(), telling, state);
}

}  // namespace

std::string_view to_text(TellingKind kind) {
  switch (kind) {
    case TellingKind::closed:
      return "closed";
    case TellingKind::report:
      return "report";
    case TellingKind::decision:
      return "decision";
    case TellingKind::action:
      return "action";
    case TellingKind::answered:
      return "answered";
    case TellingKind::difference:
      return "difference";
    case TellingKind::other:
      return "other";
  }
  return {};
}

std::optional<TellingKind> telling_kind(std::string_view text) {
  using enum TellingKind;
  for (const TellingKind one : {closed, report, decision, action, answered, difference, other})
    if (to_text(one) == text) return one;
  return std::nullopt;
}

Result<TellingId> Told::tell(const Scope& scope, const NewTelling& typed) {
  TRY(needs(scope, Capability::publish));
  const NewTelling telling = TRY(checked(typed));
  const auto id = random_.id<TellingId>();
  const TimeMs now = clock_.now();
  TRY(identity_.write([&](Session& s) -> Result<> {
    // The unique key decides; here it is only turned into something kind.
    const std::int64_t placed = TRY(s.exec(
        "insert into telling (partnership_id, id, activity_id, kind, occasion, path, written_by,"
        " written_ms) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (partnership_id,"
        " activity_id, occasion) do nothing",
        scope.partnership(), id, telling.activity, to_text(telling.kind), telling.occasion,
        telling.path,
        scope.person().is_null() ? std::nullopt : std::optional<PersonId>(scope.person()), now));
    if (placed == 0)
      return refuse("People have been told of this already. Nobody is told twice.",
                    ErrorKind::conflict);
    for (const TellingWords& words : telling.words)
      TRY(
          s.exec("insert into telling_words (partnership_id, telling_id, language, subject, words)"
                 " values ($1, $2, $3, $4, $5)",
                 scope.partnership(), id, words.language, words.subject, words.words));
    for (const inside::Contact& contact : TRY(who_hears(s, scope, telling.activity))) {
      const auto mail = random_.id<store::OutboxId>();
      TRY(
          s.exec("insert into told (partnership_id, telling_id, contact_id, mail_id, way, state,"
                 " day_ms) values ($1, $2, $3, $4, $5, 'waiting', $6)",
                 scope.partnership(), id, contact.id, mail, to_text(contact.kept.wish.way),
                 inside::day_of(now)));
      if (contact.kept.wish.way == Way::email)
        TRY(store::outbox::put(s, mail, "told_mail", scope.partnership().text(), now));
    }
    return Done{};
  }));
  return id;
}

Result<bool> Told::was_told(const Scope& scope, ActivityId activity, std::string_view occasion) {
  TRY(needs(scope, Capability::publish));
  return identity_.read([&](Session& s) -> Result<bool> {
    return TRY(s.integer("select count(*) from telling where partnership_id = $1 and activity_id ="
                         " $2 and occasion = $3",
                         scope.partnership(), activity, occasion)) > 0;
  });
}

Result<Progress> Told::progress(const Scope& scope, TellingId telling) {
  TRY(needs(scope, Capability::publish));
  return identity_.read([&](Session& s) -> Result<Progress> {
    const std::int64_t sent = TRY(count(s, scope, telling, "sent"));
    const std::int64_t waiting = TRY(count(s, scope, telling, "waiting"));
    const std::int64_t printed = TRY(count(s, scope, telling, "printed"));
    const std::int64_t back =
        TRY(count(s, scope, telling, "bounced")) + TRY(count(s, scope, telling, "refused"));
    const std::int64_t stopped = TRY(count(s, scope, telling, "stopped"));
    return Progress{disclosure::disclose(
        disclosure::Table::list({std::begin(kProgressRows), std::end(kProgressRows)},
                                {sent, waiting, printed, back, stopped}))};
  });
}

Result<Reach> Told::reach(const Scope& scope, ActivityId activity) {
  TRY(needs(scope, Capability::publish));
  return identity_.read([&](Session& s) -> Result<Reach> {
    std::vector<std::int64_t> ways(3, 0);
    const auto contacts = TRY(who_hears(s, scope, activity));
    std::int64_t told = 0;
    for (const inside::Contact& one : contacts) {
      ++ways[static_cast<std::size_t>(one.kept.wish.way)];
      told += TRY(s.integer(
          "select count(*) from (select 1 from told join telling on telling.partnership_id ="
          " told.partnership_id and telling.id = told.telling_id where told.partnership_id = $1 and"
          " contact_id = $2 and activity_id = $3 and state in ('sent', 'printed') and kind in"
          " ('report', 'decision', 'action', 'answered') limit 1) as one",
          scope.partnership(), one.id, activity));
    }
    const auto all = static_cast<std::int64_t>(contacts.size());
    return Reach{disclosure::disclose(disclosure::Table::list({"By email", "By letter", "By phone"},
                                                              std::move(ways))),
                 disclosure::disclose(disclosure::Table::list({"Know what came of it", "Not yet"},
                                                              {told, all - told}))};
  });
}

Result<std::vector<Telling>> Told::tellings(const Scope& scope, ActivityId activity, int at_most) {
  return identity_.read([&](Session& s) -> Result<std::vector<Telling>> {
    std::vector<Telling> all;
    TRY(s.each(
        "select id, activity_id, kind, occasion, path, written_ms from telling where partnership_id"
        " = $1 and (activity_id = $2 or $3) order by written_ms desc, id limit $4",
        [&](const Row& row) {
          all.push_back({.id = row.id<TellingId>(0),
                         .activity = row.id<ActivityId>(1),
                         .kind = telling_kind(row.text(2)).value_or(TellingKind::other),
                         .occasion = row.text(3),
                         .path = row.text(4),
                         .written = row.time(5),
                         .words = {}});
        },
        scope.partnership(), activity, activity.is_null(), at_most));
    for (Telling& one : all)
      TRY(s.each(
          "select language, subject, words from telling_words where partnership_id = $1 and"
          " telling_id = $2 order by language <> 'en', language",
          [&](const Row& row) { one.words.push_back({row.text(0), row.text(1), row.text(2)}); },
          scope.partnership(), one.id));
    return all;
  });
}

}  // namespace heed::act
