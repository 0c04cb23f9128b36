// Keys: the keys store. A data key for each response, the secret behind private parts, and the
// key that signs checkpoints. Deleting a data key is how words are erased everywhere, backups too.
//
//   const DataKey key = TRY(keys.make_data_key(partnership));  // durable before it is returned
//   const DataKey again = TRY(keys.data_key(partnership, key.id));
//   TRY(keys.erase(partnership, key.id));
//
// Key first, then response: a key that no response came to use is harmless.
// Threads: every function from any thread.
// Does not: take part in a transaction of the main store.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/mutex.h"
#include "base/result.h"
#include "record/reference.h"

namespace heed::platform {
class Random;
}
namespace heed::store {
class Database;
}

namespace heed::record {

using DataKeyId = Id<struct DataKeyKind>;

struct DataKey {
  DataKeyId id;
  std::array<std::byte, 32> key;
};

using Signature = std::array<std::byte, 64>;

// The last tree that was signed for a partnership, kept apart from the main store: a main store
// that was put back to an older state is found out before anything is signed (trust.md 3.5).
struct SignedHead {
  std::uint64_t size = 0;
  Hash root{};
};

class Keys {
 public:
  // Makes the store's secrets on first opening. Requires: both outlive this.
  // Errors: those of the store; storage (a secret has the wrong length).
  static Result<std::unique_ptr<Keys>> open(store::Database& keys, platform::Random& random);

  // From a few made ahead in one transaction, so that one sync serves many responses.
  Result<DataKey> make_data_key(PartnershipId partnership);
  // `count` of them in one transaction (imports).
  Result<std::vector<DataKey>> make_data_keys(PartnershipId partnership, std::size_t count);
  // Errors: not_found (erased), storage (altered).
  Result<DataKey> data_key(PartnershipId partnership, DataKeyId id);
  // Many at once, for reading a page of originals; the erased are left out.
  Result<std::map<DataKeyId, DataKey>> data_keys(PartnershipId partnership,
                                                 const std::vector<DataKeyId>& ids);
  // Done also when it was erased before.
  Result<> erase(PartnershipId partnership, DataKeyId id);

  // The same for the same press key, without the store.
  PrivatePart private_part(PressKey press_key) const;

  const std::array<std::byte, 32>& public_key() const { return public_key_; }
  Result<SignedHead> signed_head(PartnershipId partnership);
  // Writes down `head` and then signs `message`. Errors: conflict when a larger tree, or another
  // tree of this size, was signed before; then nothing is signed.
  Result<Signature> sign(PartnershipId partnership, const SignedHead& head, BytesView message);

 private:
  Keys(store::Database& keys, platform::Random& random) : keys_(keys), random_(random) {}
  Result<> load_secrets();
  Result<DataKey> unwrap(DataKeyId id, BytesView wrapped) const;

  store::Database& keys_;
  platform::Random& random_;
  std::array<std::byte, 32> wrap_secret_{};
  std::array<std::byte, 32> private_secret_{};
  std::array<std::byte, 32> sign_seed_{};
  std::array<std::byte, 32> public_key_{};
  Mutex mutex_;
  std::map<PartnershipId, std::deque<DataKey>> ahead_ GUARDED_BY(mutex_);
};

}  // namespace heed::record
