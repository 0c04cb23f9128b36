#include "listen/inside/rows.h"

#include "platform/crypto.h"
#include "record/cbor.h"
#include "store/database.h"

namespace heed::listen::inside {
namespace {

template <class IdType>
std::optional<BytesView> or_null(const IdType& id) {
  return id.is_null() ? std::nullopt : std::optional<BytesView>(id.bytes());
}

// A stable order without asking for the largest number so far: the millisecond, then the place
// within it.
std::int64_t place(const NewResponse& response) {
  return response.received.ms * 1'000'000 + response.ordinal;
}

}  // namespace

Result<> add_response(store::Session& s, PartnershipId partnership, const NewResponse& r) {
  const std::optional<std::string> reference =
      r.reference.empty() ? std::nullopt : std::optional<std::string>(r.reference);
  const std::optional<std::int64_t> log_index =
      r.log_index ? std::optional<std::int64_t>(static_cast<std::int64_t>(*r.log_index))
                  : std::nullopt;
  TRY(
      s.exec("insert into response (partnership_id, id, activity_id, channel, import_id, visible, "
             "state, said_ms, received_ms, grouping, press_key, payload_hash, sealed, data_key_id, "
             "reference, private_hash, log_index, questionnaire_version) values ($1, $2, $3, $4, "
             "$5, $6, 'counted', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
             partnership, r.id, r.activity, r.channel, or_null(r.import), r.visible, r.said,
             r.received, r.grouping, or_null(r.press_key), r.payload_hash, r.sealed, r.data_key,
             reference, r.private_hash, log_index, r.questionnaire_version));
  std::int64_t number = place(r);
  for (const NewVoice& voice : r.voices)
    TRY(
        s.exec("insert into voice (partnership_id, id, response_id, activity_id, question, words, "
               "may_quote, visible, number) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
               partnership, voice.id, r.id, r.activity, voice.question, voice.words,
               voice.may_quote, r.visible, number++));
  return Done{};
}

Hash hash_of_asked(const questions::CheckedResponse& response) {
  record::Cbor::Array asked;
  for (const auto& answer : response.answers())
    asked.push_back(
        record::Cbor::array({record::Cbor(answer.question.text()), record::Cbor(answer.wording)}));
  return platform::sha256(record::Cbor::array(std::move(asked)).encode());
}

}  // namespace heed::listen::inside
