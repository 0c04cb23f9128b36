// stretch: a short code that a person types, made dear to guess (argon2id, 19 MiB, two passes:
// the least that OWASP allows, some 20 ms).
//
//   const Hash key = TRY(stretch("7K4P9DQ2W0XY", "heed/draft-code/v1"));
//
// The same code and purpose always give the same hash: it is looked up by. Use it only for codes
// of 60 random bits and more, never for a password.
// Threads: any; takes 19 MiB while it runs.
// Does not: keep anything.
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace heed::platform {

// Errors: internal (no memory).
Result<Hash> stretch(std::string_view code, std::string_view purpose);

}  // namespace heed::platform
