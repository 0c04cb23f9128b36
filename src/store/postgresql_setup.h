// Setting PostgreSQL up once: three schemas, and three roles that each own one of them.
//
//   for (const StoreAddress& one : TRY(set_up_postgresql(admin_url, "heed", random)))
//     print(one.store, one.url);           // main, identity, keys
//
// Run again it gives the three roles new passwords; what is kept stays.
// Threads: any.  Does not: keep the addresses, or remember the administrator's.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace heed::platform {
class Random;
}

namespace heed::store {

struct StoreAddress {
  std::string store;  // main, identity, keys
  std::string url;    // With its own role and password.
};

// All of it or nothing. Errors: denied (said), unavailable (said), invalid (said).
Result<std::vector<StoreAddress>> set_up_postgresql(const std::string& admin_url,
                                                    const std::string& prefix,
                                                    platform::Random& random);

}  // namespace heed::store
