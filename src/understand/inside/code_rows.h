// Codes as they are stored: one row for each version of each.
#pragma once

#include "understand/codes.h"

namespace heed::understand::inside {

// A null id is NULL in the store.
template <class IdType>
std::optional<BytesView> or_null(const IdType& id) {
  return id.is_null() ? std::nullopt : std::optional<BytesView>(id.bytes());
}

Result<CodeTree> read_tree(store::Session& s, PartnershipId partnership, ActivityId activity,
                           std::optional<std::int64_t> version = std::nullopt);
Result<> add_version(store::Session& s, PartnershipId partnership, ActivityId activity,
                     const Code& code, PersonId author);
Result<std::int64_t> frame_version(store::Session& s, PartnershipId partnership,
                                   ActivityId activity);

}  // namespace heed::understand::inside
