#include "record/payload.h"

#include "platform/crypto.h"
#include "platform/random.h"

namespace heed::record {

namespace {

constexpr std::string_view kCommit = "heed/commit/v1";
constexpr std::string_view kOpen = "heed/open/v1";

void add(Bytes& to, BytesView more) { to.insert(to.end(), more.begin(), more.end()); }
// A part with its length first, so that no two lists of parts look alike.
void add_part(Bytes& to, BytesView part) {
  CHECK(part.size() <= 255);
  to.push_back(static_cast<std::byte>(part.size()));
  add(to, part);
}

Bytes sealing_context(BytesView context) {
  Bytes bound;
  add(bound, as_bytes("heed/payload/v1"));
  add(bound, context);
  return bound;
}

}  // namespace

Bytes encode(const ResponsePayload& payload) {
  Cbor::Array answers;
  for (const PayloadAnswer& answer : payload.answers) {
    answers.push_back(Cbor::array({Cbor(answer.question), Cbor(answer.kind), answer.value}));
  }
  Cbor::Map map = {{"v", 1},
                   {"activity", payload.activity.bytes()},
                   {"questionnaire", payload.questionnaire},
                   {"answers", Cbor::array(std::move(answers))}};
  if (!payload.press_key.is_null()) {
    Bytes press;
    add(press, as_bytes("heed/press/v1"));
    add(press, payload.press_key.bytes());
    map.emplace_back("press", platform::sha256(press));
  }
  if (payload.about) map.emplace_back("about", *payload.about);
  return Cbor::map(std::move(map)).encode();
}

Hash opening_of(const Hash& client_nonce, const Hash& server_nonce) {
  Bytes message;
  add(message, as_bytes(kOpen));
  add(message, client_nonce);
  add(message, server_nonce);
  return platform::sha256(message);
}

Hash commitment_of(const Hash& opening, BytesView payload) {
  Bytes message;
  add_part(message, as_bytes(kCommit));
  add_part(message, opening);
  add_part(message, platform::sha256(payload));
  return platform::hmac_sha256(platform::sha256(kCommit), message);
}

Result<Sealed> seal_payload(const DataKey& key, BytesView payload, BytesView context,
                            const std::optional<Hash>& client_nonce, platform::Random& random) {
  const Hash client = client_nonce.value_or(Hash{});
  const Hash server = random.bytes<32>();
  Bytes plain;
  plain.reserve(64 + payload.size());
  add(plain, client);
  add(plain, server);
  add(plain, payload);
  return Sealed{platform::seal(key.key, plain, sealing_context(context), random),
                platform::sha256(payload), commitment_of(opening_of(client, server), payload)};
}

Result<Opened> open_payload(const DataKey& key, BytesView sealed, BytesView context) {
  const auto plain = platform::open_sealed(key.key, sealed, sealing_context(context));
  if (!plain || plain->size() < 64) {
    return fail(ErrorKind::storage, "a sealed payload does not open under its data key");
  }
  Opened opened;
  std::copy_n(plain->begin(), 32, opened.client_nonce.begin());
  std::copy_n(plain->begin() + 32, 32, opened.server_nonce.begin());
  opened.payload.assign(plain->begin() + 64, plain->end());
  opened.commitment =
      commitment_of(opening_of(opened.client_nonce, opened.server_nonce), opened.payload);
  return opened;
}

}  // namespace heed::record
