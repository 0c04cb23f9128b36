// Stated: what somebody answered, signed off, advised or approved in the public's name, as an entry
// of the record. docs/formats/stated.md has the grammar.
//
//   const std::int64_t index = TRY(keep_stated(
//       record_, s, {.type = EntryType::response, .activity = id, .when = now}, "heed/sign-off/v1",
//       {{"finding", finding.bytes()}, {"version", 2}, {"by", author}}));
//
// The words are public, so the commitment needs no secret: whoever reads them can work it out.
// Threads: any, inside the caller's transaction.
// Does not: keep the words; their own tables do, beside the entry's index.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/result.h"
#include "record/cbor.h"
#include "record/record.h"

namespace heed::decide {

// SHA-256 over the deterministic CBOR of `said` with "what" and "at" beside it.
Hash stated_commitment(std::string_view what, TimeMs at, record::Cbor::Map said);

struct Statement {
  record::EntryType type;
  PartnershipId partnership;
  ActivityId activity;
  TimeMs when;
};
// The entry's index.
Result<std::int64_t> keep_stated(record::Record& record, store::Session& s,
                                 const Statement& statement, std::string_view what,
                                 record::Cbor::Map said);

}  // namespace heed::decide
