#include "platform/stretch.h"

#include <sodium.h>

#include "platform/crypto.h"

namespace heed::platform {

Result<Hash> stretch(std::string_view code, std::string_view purpose) {
  if (sodium_init() < 0) return fail(ErrorKind::internal, "libsodium does not start");
  const Hash salt = sha256(purpose);
  Hash out{};
  const int failed =
      crypto_pwhash(reinterpret_cast<unsigned char*>(out.data()), out.size(), code.data(),
                    code.size(), reinterpret_cast<const unsigned char*>(salt.data()), 2,
                    19ull * 1024 * 1024, crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0) return fail(ErrorKind::internal, "no memory to stretch a code");
  return out;
}

}  // namespace heed::platform
