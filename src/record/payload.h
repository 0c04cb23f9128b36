// Payload: what one response is, as bytes; the commitment to it that goes into the log; and its
// sealing under a data key. docs/formats/payload.md has grammar and vectors.
//
//   const Bytes payload = encode(ResponsePayload{activity, questions_hash, answers, press_key});
//   const Sealed sealed = TRY(seal_payload(key, payload, response.bytes(), {}, random));
//   entry.commitment = sealed.commitment;
//
// Threads: pure, but for the Random that is passed.
// Does not: keep anything. Erasing the data key takes payload, opening and so the link to the log
// with it; what stays in the log is 32 bytes that nobody can open.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/result.h"
#include "record/cbor.h"
#include "record/keys.h"

namespace heed::platform {
class Random;
}

namespace heed::record {

struct PayloadAnswer {
  std::string question;  // The question's id within its questionnaire.
  std::string kind;
  Cbor value;
};

struct ResponsePayload {
  ActivityId activity;
  Hash questionnaire;  // SHA-256 of the questionnaire as it was asked.
  std::vector<PayloadAnswer> answers;
  PressKey press_key;         // Only its hash goes in. Null for imported rows.
  std::optional<Hash> about;  // Digest of the about-you part, which is kept and erased by itself.
};

Bytes encode(const ResponsePayload& payload);

// opening = SHA-256("heed/open/v1" ‖ client nonce ‖ server nonce)
Hash opening_of(const Hash& client_nonce, const Hash& server_nonce);
// HMAC-SHA256(SHA-256("heed/commit/v1"), 14 ‖ "heed/commit/v1" ‖ 32 ‖ opening ‖ 32 ‖
// SHA-256(payload))
Hash commitment_of(const Hash& opening, BytesView payload);

struct Sealed {
  Bytes sealed;
  Hash payload_hash;
  Hash commitment;
};

struct Opened {
  Bytes payload;
  Hash client_nonce;  // All zero when the browser made none.
  Hash server_nonce;
  Hash commitment;
};

// `context` names the row it belongs to (its id): it cannot be opened as another's.
Result<Sealed> seal_payload(const DataKey& key, BytesView payload, BytesView context,
                            const std::optional<Hash>& client_nonce, platform::Random& random);
// Errors: storage (altered, or another row's).
Result<Opened> open_payload(const DataKey& key, BytesView sealed, BytesView context);

}  // namespace heed::record
