#include "listen/inside/held.h"

#include <vector>

#include "platform/crypto.h"
#include "platform/random.h"
#include "record/reference.h"
#include "store/database.h"
#include "store/outbox.h"

namespace heed::listen::inside {
namespace {

constexpr std::string_view kUnknown =
    "We can't find that reference. Check the letters, or ring us.";
constexpr std::string_view kNotTheirs = "That private part does not match this reference.";

constexpr std::string_view kHeld =
    "select id, activity_id, state, data_key_id, log_index, private_hash, sealed, reference, "
    "received_ms from response where partnership_id = $1 and visible and ";

Held read_held(const store::Row& row) {
  return {row.id<ResponseId>(0),
          row.id<ActivityId>(1),
          row.text(2),
          row.id<record::DataKeyId>(3),
          row.null(4) ? std::nullopt
                      : std::optional<std::uint64_t>(static_cast<std::uint64_t>(row.integer(4))),
          row.null(5) ? Bytes() : row.bytes(5),
          row.bytes(6),
          row.text(7),
          row.time(8)};
}

Result<> erase_keys(store::Session& s, std::string_view of, PartnershipId partnership,
                    ResponseId response, TimeMs now, platform::Random& random) {
  const auto keys = TRY(s.all(
      fmt::format("select data_key_id from {} where partnership_id = $1 and response_id = $2", of),
      [](const store::Row& row) { return row.id<record::DataKeyId>(0); }, partnership, response));
  for (const record::DataKeyId& key : keys)
    TRY(store::outbox::put(s, random.id<store::OutboxId>(), "erase_key",
                           partnership.text() + " " + key.text(), now));
  return Done{};
}

}  // namespace

Result<Held> held(store::Session& s, PartnershipId partnership, ResponseId response) {
  return s.one(fmt::format("{}id = $2", kHeld), read_held, partnership, response);
}

Result<Held> theirs(store::Session& s, const Scope& scope, std::string_view typed,
                    std::string_view typed_private) {
  const auto reference = record::Reference::parse(typed);
  if (!reference) return refuse(std::string(kUnknown), ErrorKind::not_found);
  const auto private_part = record::PrivatePart::parse(typed_private);
  if (!private_part) return refuse(std::string(kNotTheirs), ErrorKind::invalid);
  auto found = s.one(fmt::format("{}reference = $2", kHeld), read_held, scope.partnership(),
                     reference->text());
  if (found.failed_with(ErrorKind::not_found))
    return refuse(std::string(kUnknown), ErrorKind::not_found);
  if (!found) return Error(found.error());
  if (!platform::same_in_constant_time(private_part->hash(), found->private_hash))
    return refuse(std::string(kNotTheirs), ErrorKind::invalid);
  return found;
}

Result<> erase_versions(store::Session& s, PartnershipId partnership, ResponseId response,
                        TimeMs now, platform::Random& random) {
  TRY(erase_keys(s, "response_version", partnership, response, now, random));
  TRY(
      s.exec("update response_version set sealed = $3, payload_hash = $3 where partnership_id = $1 "
             "and response_id = $2",
             partnership, response, Bytes()));
  return Done{};
}

Result<> erase_coded(store::Session& s, PartnershipId partnership, ResponseId response, TimeMs now,
                     platform::Random& random) {
  TRY(s.exec("delete from answer where partnership_id = $1 and response_id = $2", partnership,
             response));
  TRY(
      s.exec("delete from about_answer where partnership_id = $1 and about_id in (select id from "
             "about_part where partnership_id = $1 and response_id = $2)",
             partnership, response));
  TRY(erase_keys(s, "about_part", partnership, response, now, random));
  TRY(s.exec("delete from about_part where partnership_id = $1 and response_id = $2", partnership,
             response));
  return Done{};
}

}  // namespace heed::listen::inside
