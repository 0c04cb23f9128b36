// Voices::follow: what a reference opens.
#include "listen/voices.h"
#include "platform/crypto.h"
#include "record/reference.h"
#include "store/database.h"

namespace heed::listen {
namespace {

constexpr std::string_view kUnknown =
    "We can't find that reference. Check the letters, or ring us.";

struct Found {
  Followed followed;
  Bytes private_hash;
};

Result<Found> find(store::Session& s, PartnershipId partnership, const std::string& reference) {
  return s.one(
      "select activity_id, id, received_ms, state, private_hash from response where "
      "partnership_id = $1 and reference = $2",
      [](const store::Row& row) {
        Found found;
        found.followed.activity = row.id<ActivityId>(0);
        found.followed.response = row.id<ResponseId>(1);
        found.followed.received = row.time(2);
        found.followed.state = row.text(3);
        found.private_hash = row.bytes(4);
        return found;
      },
      partnership, reference);
}

}  // namespace

Result<Followed> Voices::follow(const Scope& scope, std::string_view typed,
                                std::string_view typed_private) {
  const auto reference = record::Reference::parse(typed);
  if (!reference) return refuse(std::string(kUnknown), ErrorKind::not_found);
  const auto private_part = record::PrivatePart::parse(typed_private);
  if (!typed_private.empty() && !private_part)
    return refuse("That private part does not match this reference.", ErrorKind::invalid);
  return main_.read([&](store::Session& s) -> Result<Followed> {
    auto found = find(s, scope.partnership(), reference->text());
    if (found.failed_with(ErrorKind::not_found))
      return refuse(std::string(kUnknown), ErrorKind::not_found);
    if (!found) return Error(found.error());
    const bool theirs =
        private_part && platform::same_in_constant_time(private_part->hash(), found->private_hash);
    if (private_part && !theirs)
      return refuse("That private part does not match this reference.", ErrorKind::invalid);
    Followed followed = std::move(found->followed);
    TRY(s.each(
        "select id, question, words from voice where partnership_id = $1 and response_id = $2 "
        "order by number",
        [&](const store::Row& row) {
          followed.voices.push_back(row.id<VoiceId>(0));
          if (theirs) followed.words.emplace_back(row.text(1), row.text(2));
        },
        scope.partnership(), followed.response));
    return followed;
  });
}

}  // namespace heed::listen
