// Rows of the identity store that telling people works on.
#pragma once

#include <string>
#include <string_view>

#include "act/told.h"
#include "store/database.h"

namespace heed::act::inside {

using ContactId = Id<struct ContactKind>;

struct Contact {
  ContactId id;
  Kept kept;
  Bytes secret;
};

struct NewContact {
  ContactId id;
  Wish wish;
  std::string email_key;
  BytesView secret;
};

inline constexpr std::string_view kContactColumns =
    "id, activity_id, way, name, email, postal, phone, language, confirmed_ms, stopped_ms, token";

Contact contact_from(const store::Row& row);
Result<> add_contact(store::Session& s, PartnershipId partnership, const NewContact& row,
                     const std::optional<ActivityId>& activity, TimeMs now);
// Stops it and removes whose it was and what they need; that somebody was told stays. `why`: asked,
// bounced. Nothing when it was stopped before.
Result<> let_go(store::Session& s, PartnershipId partnership, const ContactId& contact,
                std::string_view why, TimeMs day);
// Days, never finer: a time would join a contact to an answer.
TimeMs day_of(TimeMs now);
Hash token_hash(std::string_view token);

}  // namespace heed::act::inside
