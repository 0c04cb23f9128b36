// Record: the tamper-evident log of a partnership. What was promised, sent, decided and published
// is one entry each; nobody can take one out or change one unseen. docs/formats/log.md.
//
//   const Appended at = TRY(record.append(session, partnership, entries));  // in your transaction
//   const Checkpoint now = TRY(record.sign_checkpoint(partnership));        // after the commit
//   TRY(record.verify(partnership));                                        // the whole of it
//
// Threads: every function from any thread. On PostgreSQL append() locks the partnership's head
// until the caller's transaction ends; call it last.
// Does not: hold words. An entry carries a commitment that only the response's own data key opens.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "record/merkle.h"

namespace heed::platform {
class Clock;
}
namespace heed::store {
class Database;
class Session;
}  // namespace heed::store

namespace heed::record {

class Keys;

enum class EntryType : std::uint8_t {
  submission = 0x01,
  amendment = 0x02,
  withdrawal = 0x03,
  disposition = 0x04,  // What was counted and what was not.
  decision = 0x05,
  publication = 0x06,
  erasure = 0x07,
  configuration = 0x08,
  statement = 0x09,  // Daily.
  access_digest = 0x0A,
  import = 0x0B,
  opening = 0x0C,  // Of a questionnaire.
  campaign_ruling = 0x0D,
  response = 0x0E,  // To a finding.
  promise = 0x0F,
};

struct Entry {
  EntryType type;
  ActivityId activity;
  TimeMs when;                       // Kept as the hour, coarse on purpose.
  std::optional<std::uint64_t> ref;  // Index of the entry amended, withdrawn or erased.
  Hash commitment;
};

using EntryBytes = std::array<std::byte, 62>;
EntryBytes encode(const Entry& entry);
// Nothing when the version or type is unknown, or the length wrong.
std::optional<Entry> decode_entry(BytesView bytes);

struct Appended {
  std::uint64_t first_index;  // Of the entries appended; the others follow.
  std::uint64_t size;
  Hash root;
};

struct Checkpoint {
  std::uint64_t size;
  Hash root;
  std::string note;  // Signed note: text, an empty line, and the signature's line.
};

struct Inclusion {
  EntryBytes entry;
  std::uint64_t index;
  std::uint64_t size;  // Of the tree that `proof` is for.
  std::vector<Hash> proof;
  Hash root;
};

class Record {
 public:
  // `host` names the log for good when a partnership's first entry is written (no spaces, no
  // plus). Requires: all outlive this.
  Record(store::Database& main, Keys& keys, const platform::Clock& clock,
         std::string host = "heed.invalid");

  // Inside the caller's transaction: all entries or none, with what else it writes.
  // Errors: those of the store; storage (the head is damaged).
  Result<Appended> append(store::Session& session, PartnershipId partnership,
                          std::span<const Entry> entries);

  // Derives the root again from the stored entries, by another code path than append's, starting
  // from the last checkpoint; then signs. Returns the last one when nothing was appended since.
  // Errors: not_found (empty log); conflict (the keys store has signed what this log does not
  // continue: the main store was put back); storage (head and entries disagree).
  Result<Checkpoint> sign_checkpoint(PartnershipId partnership);
  // The newest signed. Errors: not_found.
  Result<Checkpoint> checkpoint(PartnershipId partnership);
  std::string verifier_key(std::string_view origin) const;  // "name+keyid+key", for `note` tools.

  // Reads every leaf hash: fine for hundreds of thousands. Errors: not_found.
  Result<Inclusion> inclusion(PartnershipId partnership, std::uint64_t index);
  // The whole log from its entries: leaf hashes, head and the newest checkpoint's root.
  // Returns the number of entries. Errors: storage, whose detail names the first index at fault.
  Result<std::uint64_t> verify(PartnershipId partnership);

 private:
  store::Database& main_;
  Keys& keys_;
  const platform::Clock& clock_;
  std::string host_;
};

}  // namespace heed::record
