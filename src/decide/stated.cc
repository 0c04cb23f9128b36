#include "decide/stated.h"

#include <span>

#include "platform/crypto.h"

namespace heed::decide {

Hash stated_commitment(std::string_view what, TimeMs at, record::Cbor::Map said) {
  said.emplace_back("what", what);
  said.emplace_back("at", at.ms);
  return platform::sha256(record::Cbor::map(std::move(said)).encode());
}

Result<std::int64_t> keep_stated(record::Record& record, store::Session& s,
                                 const Statement& statement, std::string_view what,
                                 record::Cbor::Map said) {
  const record::Entry entry{.type = statement.type,
                            .activity = statement.activity,
                            .when = statement.when,
                            .ref = std::nullopt,
                            .commitment = stated_commitment(what, statement.when, std::move(said))};
  const record::Appended at = TRY(record.append(s, statement.partnership, std::span(&entry, 1)));
  return static_cast<std::int64_t>(at.first_index);
}

}  // namespace heed::decide
