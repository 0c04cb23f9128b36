#include "platform/crypto.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include "base/check.h"

namespace heed::platform {
namespace {

unsigned char* raw(std::byte* bytes) { return reinterpret_cast<unsigned char*>(bytes); }
const unsigned char* raw(const std::byte* bytes) {
  return reinterpret_cast<const unsigned char*>(bytes);
}
// libsodium may be called before anybody made a SystemRandom.
void ready() {
  static const int started = sodium_init();
  CHECK(started >= 0);
}

std::string to_base64(BytesView bytes, int variant) {
  ready();
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), raw(bytes.data()), bytes.size(), variant);
  text.pop_back();  // Its NUL.
  return text;
}

std::optional<Bytes> from_base64_as(std::string_view text, int variant) {
  ready();
  Bytes bytes(text.size() / 4 * 3 + 3);
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(raw(bytes.data()), bytes.size(), text.data(), text.size(), nullptr, &length,
                        &end, variant) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  bytes.resize(length);
  return bytes;
}

}  // namespace

Hash sha256(BytesView bytes) {
  Hash hash;
  CHECK(EVP_Digest(bytes.data(), bytes.size(), raw(hash.data()), nullptr, EVP_sha256(), nullptr) ==
        1);
  return hash;
}

Hash hmac_sha256(BytesView key, BytesView bytes) {
  Hash hash;
  static const unsigned char kNone = 0;  // A null key would mean "the last one" to OpenSSL.
  const unsigned char* key_at = key.empty() ? &kNone : raw(key.data());
  CHECK(HMAC(EVP_sha256(), key_at, static_cast<int>(key.size()), raw(bytes.data()), bytes.size(),
             raw(hash.data()), nullptr) != nullptr);
  return hash;
}

bool same_in_constant_time(BytesView a, BytesView b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  CHECK(context_ != nullptr);
  CHECK(EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_), EVP_sha256(), nullptr) == 1);
}
Sha256::~Sha256() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }
void Sha256::add(BytesView bytes) {
  CHECK(EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), bytes.data(), bytes.size()) == 1);
}
Hash Sha256::finish() {
  Hash hash;
  CHECK(EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), raw(hash.data()), nullptr) == 1);
  return hash;
}

Bytes seal(const SealKey& key, BytesView plain, BytesView bound_to, Random& random) {
  ready();
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  static_assert(kSealOverhead == kNonce + crypto_aead_xchacha20poly1305_ietf_ABYTES);
  Bytes sealed(plain.size() + kSealOverhead);
  // 192 random bits: a key may seal as much as it likes without two nonces meeting.
  random.fill(std::span(sealed).first(kNonce));
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      raw(sealed.data() + kNonce), nullptr, raw(plain.data()), plain.size(), raw(bound_to.data()),
      bound_to.size(), nullptr, raw(sealed.data()), raw(key.data()));
  return sealed;
}

Result<Bytes> open_sealed(const SealKey& key, BytesView sealed, BytesView bound_to) {
  ready();
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  if (sealed.size() < kSealOverhead) return fail(ErrorKind::invalid, "sealed: too short");
  Bytes plain(sealed.size() - kSealOverhead);
  const BytesView cipher = sealed.subspan(kNonce);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          raw(plain.data()), nullptr, nullptr, raw(cipher.data()), cipher.size(),
          raw(bound_to.data()), bound_to.size(), raw(sealed.data()), raw(key.data())) != 0) {
    return fail(ErrorKind::invalid, "sealed: does not open with this key here");
  }
  return plain;
}

SealKey derive_key(const SealKey& master, std::string_view purpose) {
  return hmac_sha256(master, as_bytes(purpose));
}

KeyPair make_key_pair(Random& random) { return key_pair_from_seed(random.bytes<32>()); }

KeyPair key_pair_from_seed(const std::array<std::byte, 32>& seed) {
  ready();
  KeyPair pair;
  CHECK(crypto_sign_seed_keypair(raw(pair.public_key.data()), raw(pair.secret_key.data()),
                                 raw(seed.data())) == 0);
  return pair;
}

Signature sign(const SecretKey& key, BytesView message) {
  ready();
  Signature signature;
  CHECK(crypto_sign_detached(raw(signature.data()), nullptr, raw(message.data()), message.size(),
                             raw(key.data())) == 0);
  return signature;
}

bool verify(const PublicKey& key, BytesView message, BytesView signature) {
  ready();
  return signature.size() == sizeof(Signature) &&
         crypto_sign_verify_detached(raw(signature.data()), raw(message.data()), message.size(),
                                     raw(key.data())) == 0;
}

Result<std::string> hash_password(std::string_view password, const PasswordCost& cost) {
  ready();
  char made[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(made, password.data(), password.size(), cost.passes, cost.memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(ErrorKind::internal, "argon2id: no memory");
  }
  return std::string(made);
}

bool verify_password(std::string_view stored, std::string_view password) {
  ready();
  // libsodium reads a whole array of this size.
  if (stored.size() >= crypto_pwhash_STRBYTES) return false;
  char padded[crypto_pwhash_STRBYTES] = {};
  stored.copy(padded, stored.size());
  return crypto_pwhash_str_verify(padded, password.data(), password.size()) == 0;
}

bool password_needs_rehash(std::string_view stored, const PasswordCost& cost) {
  ready();
  if (stored.size() >= crypto_pwhash_STRBYTES) return true;
  char padded[crypto_pwhash_STRBYTES] = {};
  stored.copy(padded, stored.size());
  return crypto_pwhash_str_needs_rehash(padded, cost.passes, cost.memory_bytes) != 0;
}

std::string base64(BytesView bytes) { return to_base64(bytes, sodium_base64_VARIANT_ORIGINAL); }
std::string base64url(BytesView bytes) {
  return to_base64(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}
std::optional<Bytes> from_base64(std::string_view text) {
  return from_base64_as(text, sodium_base64_VARIANT_ORIGINAL);
}
std::optional<Bytes> from_base64url(std::string_view text) {
  return from_base64_as(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

}  // namespace heed::platform
