// A checked response made ready for its tables: sealed under a fresh data key, its about-you part
// under another, its picks coded, its words as voices.
#pragma once

#include "base/result.h"
#include "listen/arrival.h"
#include "listen/inside/rows.h"

namespace heed::platform {
class Random;
}

namespace heed::listen::inside {

struct SealedResponse {
  NewResponse row;  // Without reference, private part and place in the log.
  Hash commitment;
};
// Keys are durable before this returns: one that no response comes to use is harmless.
// Errors: those of the keys store.
Result<SealedResponse> seal_response(const questions::CheckedResponse& response, ResponseId id,
                                     ActivityId activity, PartnershipId partnership,
                                     record::Keys& keys, platform::Random& random,
                                     const OfWords& of_words = {});

// What was sealed, as the answers that a draft holds: the other way round. An about-you part gives
// its own answers. Errors: storage (it has another shape).
Result<questions::Answers> answers_in(BytesView payload);

}  // namespace heed::listen::inside
