// Crypto: the few operations Heed needs, each with one algorithm and no options to get wrong.
//
//   const Bytes sealed = seal(key, as_bytes(text), as_bytes("response"), random);
//   const Bytes text = TRY(open_sealed(key, sealed, as_bytes("response")));
//   if (!verify_password(stored, typed)) ...
//
// Threads: any thread; hash_password takes its whole memory, so bound how many run at once
// (limits::kHashesAtOnce).
// Does not: keep keys, or make randomness that was not handed in.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "platform/random.h"

namespace heed::platform {

// --- hashes
Hash sha256(BytesView bytes);
inline Hash sha256(std::string_view text) { return sha256(as_bytes(text)); }
Hash hmac_sha256(BytesView key, BytesView bytes);
// Takes as long whatever differs. False when the lengths differ.
bool same_in_constant_time(BytesView a, BytesView b);

// A hash of something too large to hold at once.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(BytesView bytes);
  Hash finish();  // Requires: called once, last.

 private:
  void* context_;
};

// --- sealing: XChaCha20-Poly1305. What comes out is nonce, ciphertext and tag in one.
using SealKey = std::array<std::byte, 32>;
constexpr std::size_t kSealOverhead = 24 + 16;
Bytes seal(const SealKey& key, BytesView plain, BytesView bound_to, Random& random);
// Errors: invalid (another key, another `bound_to`, or changed bytes).
Result<Bytes> open_sealed(const SealKey& key, BytesView sealed, BytesView bound_to);
// A key for one purpose out of a master key.
SealKey derive_key(const SealKey& master, std::string_view purpose);

// --- signatures: Ed25519
using PublicKey = std::array<std::byte, 32>;
using SecretKey = std::array<std::byte, 64>;
using Signature = std::array<std::byte, 64>;
struct KeyPair {
  PublicKey public_key;
  SecretKey secret_key;
};
KeyPair make_key_pair(Random& random);
KeyPair key_pair_from_seed(const std::array<std::byte, 32>& seed);
Signature sign(const SecretKey& key, BytesView message);
bool verify(const PublicKey& key, BytesView message, BytesView signature);

// --- passwords: Argon2id in its usual string form ($argon2id$v=19$m=…,t=…,p=1$…)
struct PasswordCost {
  std::size_t memory_bytes = 64 * 1024 * 1024;  // trust.md 5.1
  unsigned passes = 3;
};
// A cheap cost, so that tests do not take 400 ms a sign-in.
constexpr PasswordCost kTestPasswordCost{8 * 1024 * 1024, 1};
// Errors: internal (no memory).
Result<std::string> hash_password(std::string_view password, const PasswordCost& cost = {});
bool verify_password(std::string_view stored, std::string_view password);
// True when `stored` was made at another cost and should be made again at the next sign-in.
bool password_needs_rehash(std::string_view stored, const PasswordCost& cost = {});

// --- letters for bytes
std::string base64(BytesView bytes);     // With padding.
std::string base64url(BytesView bytes);  // Without.
// Nothing when it is not well-formed, canonical base64.
std::optional<Bytes> from_base64(std::string_view text);
std::optional<Bytes> from_base64url(std::string_view text);

}  // namespace heed::platform
