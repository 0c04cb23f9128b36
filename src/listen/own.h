// Own: what people may do with what they said, by their reference and its private part; and the
// same done for somebody who asked by phone or letter.
//
//   TRY(own.withdraw(scope, "FM-4K7P-9DQ2-W", private_part));  // not counted, not read any more
//   TRY(own.erase(scope, reference, private_part));            // the words are gone, backups too
//
// Withdrawing leaves the sealed original; erasing deletes its data key, so that no copy of the
// stores opens it. Both are an entry of the record and leave the response's row, so that
// received = counted + quarantined + withdrawn + late still holds (docs/erasure.md).
// Threads: any.
// Does not: take back a number that was published; tell whether a wrong reference or a wrong
// private part was at fault beyond what following it tells.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"
#include "listen/elsewhere.h"

namespace heed::store {
class Database;
class Session;
}  // namespace heed::store
namespace heed::platform {
class Clock;
class Random;
}  // namespace heed::platform
namespace heed::record {
class Record;
class Keys;
}  // namespace heed::record

namespace heed::listen {
namespace inside {
struct Held;
}

class Own {
 public:
  Own(store::Database& main, record::Record& record, record::Keys& keys,
      const platform::Clock& clock, platform::Random& random, std::vector<Forget> elsewhere = {},
      std::vector<Reworded> taken_back = {})
      : main_(main),
        record_(record),
        keys_(keys),
        clock_(clock),
        random_(random),
        elsewhere_(std::move(elsewhere)),
        taken_back_(std::move(taken_back)) {}

  // By the person. Errors: not_found (said), invalid (said) for a private part that is another's,
  // conflict (said) when it was done before.
  Result<> withdraw(const Scope& scope, std::string_view reference, std::string_view private_part);
  Result<> erase(const Scope& scope, std::string_view reference, std::string_view private_part);

  // For a person who asked some other way. Needs `moderate`, and a reason in words.
  Result<> withdraw_for(const Scope& scope, ResponseId response, std::string_view reason);
  Result<> erase_for(const Scope& scope, ResponseId response, std::string_view reason);

  // The outbox's `erase_key`: deletes the data key of an erased response. Done also when it is
  // gone. `body` is "partnership response-key", both as ids.
  Result<> erase_key(std::string_view body);

 private:
  enum class What { withdrawn, erased };
  Result<> dispose(store::Session& s, const Scope& scope, const inside::Held& held, What what,
                   std::string_view reason);
  Result<> carry_out(const Scope& scope, What what, std::string_view reason,
                     const std::function<Result<inside::Held>(store::Session&)>& find);

  store::Database& main_;
  record::Record& record_;
  record::Keys& keys_;
  const platform::Clock& clock_;
  platform::Random& random_;
  std::vector<Forget> elsewhere_;
  std::vector<Reworded> taken_back_;
};

}  // namespace heed::listen
