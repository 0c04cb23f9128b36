// The log's rows: SQL and nothing else.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "record/record.h"
#include "store/database.h"

namespace heed::record::rows {

struct Head {
  std::string origin;
  Frontier frontier;
  Hash root{};
};

struct SignedRow {
  Hash root{};
  Frontier frontier;  // Its size is the checkpoint's.
  std::string note;
};

// With `lock`, other writers of this partnership's log wait until the transaction ends.
// Nothing when the log has no entry yet. Errors: storage (damaged).
Result<std::optional<Head>> head(store::Session& s, PartnershipId partnership, bool lock);
// Makes the empty head when there is none.
Result<> start(store::Session& s, PartnershipId partnership, const std::string& origin);
Result<> keep_head(store::Session& s, PartnershipId partnership, const Head& head);
Result<> add_entry(store::Session& s, PartnershipId partnership, std::uint64_t index,
                   const EntryBytes& entry, const Hash& leaf);
// Calls `reader(index, entry, leaf)` in order from `from` to before `to`.
using EntryReader = std::function<void(std::uint64_t, const Bytes&, const Bytes&)>;
Result<> entries(store::Session& s, PartnershipId partnership, std::uint64_t from, std::uint64_t to,
                 const EntryReader& reader);
Result<std::optional<SignedRow>> newest_checkpoint(store::Session& s, PartnershipId partnership);
Result<> keep_checkpoint(store::Session& s, PartnershipId partnership, const SignedRow& row,
                         TimeMs now);

}  // namespace heed::record::rows
