// A response that somebody wants something done with: found by its id, or by its reference and the
// private part that shows whose it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"
#include "record/keys.h"

namespace heed::store {
class Session;
}
namespace heed::platform {
class Random;
}

namespace heed::listen::inside {

struct Held {
  ResponseId id;
  ActivityId activity;
  std::string state;
  record::DataKeyId key;
  std::optional<std::uint64_t> log_index;
  Bytes private_hash;
  Bytes sealed;  // Empty: erased.
  std::string reference;
  TimeMs received;
  bool erased() const { return sealed.empty(); }
};

// Errors: not_found.
Result<Held> held(store::Session& s, PartnershipId partnership, ResponseId response);
// Errors: not_found (said), invalid (said) for a private part that is another's.
Result<Held> theirs(store::Session& s, const Scope& scope, std::string_view reference,
                    std::string_view private_part);
// What it was before it was amended: the sealed originals go, and the outbox deletes their keys.
Result<> erase_versions(store::Session& s, PartnershipId partnership, ResponseId response,
                        TimeMs now, platform::Random& random);
// Coded answers and what somebody said about themselves, for good; its keys go by the outbox.
Result<> erase_coded(store::Session& s, PartnershipId partnership, ResponseId response, TimeMs now,
                     platform::Random& random);

}  // namespace heed::listen::inside
