#include "listen/own.h"

#include <optional>
#include <span>

#include "base/limits.h"
#include "base/text.h"
#include "listen/inside/held.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "record/keys.h"
#include "record/record.h"
#include "store/database.h"
#include "store/outbox.h"

namespace heed::listen {
using inside::Held;

Result<> Own::dispose(store::Session& s, const Scope& scope, const Held& held, What what,
                      std::string_view reason) {
  const PartnershipId partnership = scope.partnership();
  const TimeMs now = clock_.now();
  if (held.erased()) return refuse("These words were erased before.", ErrorKind::conflict);
  if (what == What::withdrawn && held.state == "withdrawn")
    return refuse("This was taken back before.", ErrorKind::conflict);
  const auto voices = TRY(s.all(
      "select id from voice where partnership_id = $1 and response_id = $2",
      [](const store::Row& row) { return row.id<VoiceId>(0); }, partnership, held.id));
  TRY(s.exec("update response set state = 'withdrawn' where partnership_id = $1 and id = $2",
             partnership, held.id));
  if (what == What::withdrawn) {
    // Coded answers count for nothing any more; the sealed originals still hold them.
    TRY(s.exec("delete from answer where partnership_id = $1 and response_id = $2", partnership,
               held.id));
    TRY(
        s.exec("delete from about_answer where partnership_id = $1 and about_id in (select id from "
               "about_part where partnership_id = $1 and response_id = $2)",
               partnership, held.id));
    // Nor are they quoted any more on a page that was published.
    const auto said = TRY(s.all(
        "select id, words from voice where partnership_id = $1 and response_id = $2",
        [](const store::Row& row) { return std::pair(row.id<VoiceId>(0), row.text(1)); },
        partnership, held.id));
    for (const auto& [voice, words] : said)
      for (const Reworded& reworded : taken_back_)
        TRY(reworded(s, partnership, held.activity, voice, words, ""));
    TRY(s.exec("update voice set visible = $3 where partnership_id = $1 and response_id = $2",
               partnership, held.id, false));
  } else {
    for (const Forget& forget : elsewhere_) TRY(forget(s, partnership, held.activity, voices));
    TRY(
        s.exec("delete from mask where partnership_id = $1 and voice_id in (select id from voice "
               "where partnership_id = $1 and response_id = $2)",
               partnership, held.id));
    TRY(s.exec("delete from voice where partnership_id = $1 and response_id = $2", partnership,
               held.id));
    TRY(
        s.exec("update arrival set source = '', second_sealed = null where partnership_id = $1 and "
               "response_id = $2",
               partnership, held.id));
    TRY(
        s.exec("update passed_on set note = '', outcome = '' where partnership_id = $1 and "
               "response_id = $2",
               partnership, held.id));
    TRY(inside::erase_coded(s, partnership, held.id, now, random_));
    TRY(inside::erase_versions(s, partnership, held.id, now, random_));
    // The hash of the payload goes too: whoever guesses short words could check the guess by it.
    TRY(
        s.exec("update response set sealed = $3, payload_hash = $3, grouping = '' where "
               "partnership_id = $1 and id = $2",
               partnership, held.id, Bytes()));
    TRY(store::outbox::put(s, random_.id<store::OutboxId>(), "erase_key",
                           partnership.text() + " " + held.key.text(), now));
  }
  const record::Entry entry{
      .type = what == What::erased ? record::EntryType::erasure : record::EntryType::withdrawal,
      .activity = held.activity,
      .when = now,
      .ref = held.log_index,
      .commitment = {}};
  const record::Appended at = TRY(record_.append(s, partnership, std::span(&entry, 1)));
  const std::int64_t number = TRY(s.integer(
      "select count(*) + 1 from disposition where partnership_id = $1 and response_id = $2",
      partnership, held.id));
  const PersonId person = scope.person();
  const auto by = person.is_null() ? std::nullopt : std::optional<BytesView>(person.bytes());
  TRY(s.exec(
      "insert into disposition (partnership_id, response_id, number, what, reason, person_id, "
      "log_index, done_ms) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      partnership, held.id, number, what == What::erased ? "erased" : "withdrawn", reason, by,
      static_cast<std::int64_t>(at.first_index), now));
  return Done{};
}

Result<> Own::carry_out(const Scope& scope, What what, std::string_view reason,
                        const std::function<Result<inside::Held>(store::Session&)>& find) {
  std::string key;
  TRY(main_.write([&](store::Session& s) -> Result<> {
    const Held held = TRY(find(s));
    TRY(dispose(s, scope, held, what, reason));
    key = scope.partnership().text() + " " + held.key.text();
    return Done{};
  }));
  // At once; should this fail, the outbox does it again until it is done.
  if (what == What::erased) (void)erase_key(key);
  return Done{};
}

Result<> Own::withdraw(const Scope& scope, std::string_view reference,
                       std::string_view private_part) {
  return carry_out(scope, What::withdrawn, "", [&](store::Session& s) {
    return inside::theirs(s, scope, reference, private_part);
  });
}

Result<> Own::erase(const Scope& scope, std::string_view reference, std::string_view private_part) {
  return carry_out(scope, What::erased, "", [&](store::Session& s) {
    return inside::theirs(s, scope, reference, private_part);
  });
}

Result<> Own::withdraw_for(const Scope& scope, ResponseId response, std::string_view reason) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  if (trimmed(reason).empty()) return refuse("Say who asked, and how.");
  TRY(bounded_text(reason, limits::kShortTextChars));
  return carry_out(scope, What::withdrawn, trimmed(reason), [&](store::Session& s) {
    return inside::held(s, scope.partnership(), response);
  });
}

Result<> Own::erase_for(const Scope& scope, ResponseId response, std::string_view reason) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  if (trimmed(reason).empty()) return refuse("Say who asked, and how.");
  TRY(bounded_text(reason, limits::kShortTextChars));
  return carry_out(scope, What::erased, trimmed(reason), [&](store::Session& s) {
    return inside::held(s, scope.partnership(), response);
  });
}

Result<> Own::erase_key(std::string_view body) {
  const std::size_t space = body.find(' ');
  if (space == std::string_view::npos) return fail(ErrorKind::invalid, "erase_key without a key");
  const auto partnership = PartnershipId::parse(body.substr(0, space));
  const auto key = record::DataKeyId::parse(body.substr(space + 1));
  if (!partnership || !key) return fail(ErrorKind::invalid, "erase_key without a key");
  return keys_.erase(*partnership, *key);
}

}  // namespace heed::listen
