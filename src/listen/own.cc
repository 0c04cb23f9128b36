#include "listen/own.h"

#include <optional>
#include <span>

#include "base/limits.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/random.h"
#include "record/keys.h"
#include "record/record.h"
#include "record/reference.h"
#include "store/database.h"
#include "store/outbox.h"

namespace heed::listen {
namespace {

constexpr std::string_view kUnknown =
    "We can't find that reference. Check the letters, or ring us.";
constexpr std::string_view kNotTheirs = "That private part does not match this reference.";

constexpr std::string_view kHeld =
    "select id, activity_id, state, data_key_id, log_index, private_hash, sealed from response "
    "where partnership_id = $1 and visible and ";

}  // namespace

struct Own::Held {
  ResponseId id;
  ActivityId activity;
  std::string state;
  record::DataKeyId key;
  std::optional<std::uint64_t> log_index;
  Bytes private_hash;
  bool erased = false;

  static Held read(const store::Row& row) {
    return {row.id<ResponseId>(0),
            row.id<ActivityId>(1),
            row.text(2),
            row.id<record::DataKeyId>(3),
            row.null(4) ? std::nullopt
                        : std::optional<std::uint64_t>(static_cast<std::uint64_t>(row.integer(4))),
            row.null(5) ? Bytes() : row.bytes(5),
            row.bytes(6).empty()};
  }
};

Result<Own::Held> Own::theirs(store::Session& s, const Scope& scope, std::string_view typed,
                              std::string_view typed_private) {
  const auto reference = record::Reference::parse(typed);
  if (!reference) return refuse(std::string(kUnknown), ErrorKind::not_found);
  const auto private_part = record::PrivatePart::parse(typed_private);
  if (!private_part) return refuse(std::string(kNotTheirs), ErrorKind::invalid);
  auto held = s.one(fmt::format("{}reference = $2", kHeld), Held::read, scope.partnership(),
                    reference->text());
  if (held.failed_with(ErrorKind::not_found))
    return refuse(std::string(kUnknown), ErrorKind::not_found);
  if (!held) return Error(held.error());
  if (!platform::same_in_constant_time(private_part->hash(), held->private_hash))
    return refuse(std::string(kNotTheirs), ErrorKind::invalid);
  return held;
}

Result<> Own::dispose(store::Session& s, const Scope& scope, const Held& held, What what,
                      std::string_view reason) {
  const PartnershipId partnership = scope.partnership();
  const TimeMs now = clock_.now();
  if (held.erased) return refuse("These words were erased before.", ErrorKind::conflict);
  if (what == What::withdrawn && held.state == "withdrawn")
    return refuse("This was taken back before.", ErrorKind::conflict);
  const auto voices = TRY(s.all(
      "select id from voice where partnership_id = $1 and response_id = $2",
      [](const store::Row& row) { return row.id<VoiceId>(0); }, partnership, held.id));
  TRY(s.exec("update response set state = 'withdrawn' where partnership_id = $1 and id = $2",
             partnership, held.id));
  // Coded answers count for nothing any more, taken back or erased; the sealed original of the one
  // that is taken back still holds them.
  TRY(s.exec("delete from answer where partnership_id = $1 and response_id = $2", partnership,
             held.id));
  TRY(
      s.exec("delete from about_answer where partnership_id = $1 and about_id in (select id from "
             "about_part where partnership_id = $1 and response_id = $2)",
             partnership, held.id));
  if (what == What::withdrawn) {
    TRY(s.exec("update voice set visible = $3 where partnership_id = $1 and response_id = $2",
               partnership, held.id, false));
  } else {
    for (const Forget& forget : elsewhere_) TRY(forget(s, partnership, held.activity, voices));
    TRY(s.exec("delete from voice where partnership_id = $1 and response_id = $2", partnership,
               held.id));
    const auto about_keys = TRY(s.all(
        "select data_key_id from about_part where partnership_id = $1 and response_id = $2",
        [](const store::Row& row) { return row.id<record::DataKeyId>(0); }, partnership, held.id));
    TRY(s.exec("delete from about_part where partnership_id = $1 and response_id = $2", partnership,
               held.id));
    for (const record::DataKeyId& key : about_keys)
      TRY(store::outbox::put(s, random_.id<store::OutboxId>(), "erase_key",
                             partnership.text() + " " + key.text(), now));
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
                        const std::function<Result<Held>(store::Session&)>& find) {
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
  return carry_out(scope, What::withdrawn, "",
                   [&](store::Session& s) { return theirs(s, scope, reference, private_part); });
}

Result<> Own::erase(const Scope& scope, std::string_view reference, std::string_view private_part) {
  return carry_out(scope, What::erased, "",
                   [&](store::Session& s) { return theirs(s, scope, reference, private_part); });
}

Result<> Own::withdraw_for(const Scope& scope, ResponseId response, std::string_view reason) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  if (trimmed(reason).empty()) return refuse("Say who asked, and how.");
  TRY(bounded_text(reason, limits::kShortTextChars));
  return carry_out(scope, What::withdrawn, trimmed(reason), [&](store::Session& s) {
    return s.one(fmt::format("{}id = $2", kHeld), Held::read, scope.partnership(), response);
  });
}

Result<> Own::erase_for(const Scope& scope, ResponseId response, std::string_view reason) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  if (trimmed(reason).empty()) return refuse("Say who asked, and how.");
  TRY(bounded_text(reason, limits::kShortTextChars));
  return carry_out(scope, What::erased, trimmed(reason), [&](store::Session& s) {
    return s.one(fmt::format("{}id = $2", kHeld), Held::read, scope.partnership(), response);
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
