#include "listen/inside/rows.h"

#include "platform/crypto.h"
#include "record/cbor.h"
#include "store/inserts.h"

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

// A part of a response by its place in it: voices, answers.
using Part = std::pair<const NewResponse*, std::size_t>;

template <class CountOf>
std::vector<Part> parts(std::span<const NewResponse> responses, const CountOf& count_of) {
  std::vector<Part> all;
  for (const NewResponse& r : responses)
    for (std::size_t n = 0; n < count_of(r); ++n) all.emplace_back(&r, n);
  return all;
}

Result<> add_rows(store::Session& s, PartnershipId partnership,
                  std::span<const NewResponse> responses) {
  static const store::Inserts<18> into(
      "response (partnership_id, id, activity_id, channel, import_id, visible, state, said_ms, "
      "received_ms, grouping, press_key, payload_hash, sealed, data_key_id, reference, "
      "private_hash, log_index, questionnaire_version)");
  return into.run(s, responses.size(), [&](std::size_t n) {
    const NewResponse& r = responses[n];
    const store::Value none{std::nullopt};
    return std::array<store::Value, 18>{
        partnership,
        r.id,
        r.activity,
        r.channel,
        or_null(r.import),
        r.visible,
        r.state,
        r.said,
        r.received,
        r.grouping,
        or_null(r.press_key),
        r.payload_hash,
        r.sealed,
        r.data_key,
        r.reference.empty() ? none : store::Value(r.reference),
        r.private_hash,
        r.log_index ? store::Value(static_cast<std::int64_t>(*r.log_index)) : none,
        r.questionnaire_version};
  });
}

Result<> add_voices(store::Session& s, PartnershipId partnership,
                    std::span<const NewResponse> responses) {
  static const store::Inserts<12> into(
      "voice (partnership_id, id, response_id, activity_id, question, words, may_quote, visible, "
      "number, question_id, choice, sort)");
  const auto all = parts(responses, [](const NewResponse& r) { return r.voices.size(); });
  return into.run(s, all.size(), [&](std::size_t n) {
    const NewResponse& r = *all[n].first;
    const NewVoice& v = r.voices[all[n].second];
    return std::array<store::Value, 12>{partnership,
                                        v.id,
                                        r.id,
                                        r.activity,
                                        v.question,
                                        v.words,
                                        v.may_quote,
                                        r.visible && r.state == "counted",
                                        place(r) + static_cast<std::int64_t>(all[n].second),
                                        or_null(v.question_id),
                                        v.choice,
                                        v.sort};
  });
}

Result<> add_answers(store::Session& s, PartnershipId partnership,
                     std::span<const NewResponse> responses) {
  static const store::Inserts<8> into(
      "answer (partnership_id, response_id, activity_id, question_id, item, code, words, number)");
  const auto all = parts(responses, [](const NewResponse& r) { return r.answers.size(); });
  return into.run(s, all.size(), [&](std::size_t n) {
    const NewResponse& r = *all[n].first;
    const NewAnswer& a = r.answers[all[n].second];
    return std::array<store::Value, 8>{partnership, r.id,   r.activity, a.question,
                                       a.item,      a.code, a.words,    all[n].second};
  });
}

Result<> add_about(store::Session& s, PartnershipId partnership, const NewResponse& r) {
  if (!r.about) return Done{};
  TRY(
      s.exec("insert into about_part (partnership_id, id, activity_id, response_id, sealed, "
             "data_key_id) values ($1, $2, $3, $4, $5, $6)",
             partnership, r.about->id, r.activity, r.id, r.about->sealed, r.about->data_key));
  static const store::Inserts<7> into(
      "about_answer (partnership_id, about_id, activity_id, code_list, question_id, code, number)");
  return into.run(s, r.about->answers.size(), [&](std::size_t n) {
    const NewAnswer& a = r.about->answers[n];
    return std::array<store::Value, 7>{partnership, r.about->id, r.activity, a.code_list,
                                       a.question,  a.code,      n};
  });
}

}  // namespace

Result<> add_responses(store::Session& s, PartnershipId partnership,
                       std::span<const NewResponse> responses) {
  TRY(add_rows(s, partnership, responses));
  return add_parts(s, partnership, responses);
}

Result<> add_parts(store::Session& s, PartnershipId partnership,
                   std::span<const NewResponse> responses) {
  TRY(add_voices(s, partnership, responses));
  TRY(add_answers(s, partnership, responses));
  for (const NewResponse& response : responses) TRY(add_about(s, partnership, response));
  return Done{};
}

Result<> add_response(store::Session& s, PartnershipId partnership, const NewResponse& response) {
  return add_responses(s, partnership, std::span(&response, 1));
}

std::vector<NewAnswer> coded(const std::vector<questions::CheckedResponse::Answer>& answers) {
  std::vector<NewAnswer> all;
  for (const auto& answer : answers)
    for (const questions::Pick& pick : answer.value) {
      const bool is_file = answer.kind == questions::Kind::file;
      if (is_file && pick.item == "bytes") continue;
      const bool is_name = is_file || pick.item == "name" || pick.item == "asked";
      all.push_back({.question = answer.question,
                     .item = pick.item,
                     .code = pick.code,
                     .words = is_name ? pick.words : "",
                     .code_list = answer.code_list});
    }
  return all;
}

record::Cbor payload_value(const questions::CheckedResponse::Answer& answer) {
  if (answer.value.empty()) return record::Cbor(answer.words);
  record::Cbor::Array all;
  for (const questions::Pick& pick : answer.value) {
    record::Cbor::Array one{record::Cbor(pick.item), record::Cbor(pick.code)};
    if (!pick.words.empty()) one.push_back(record::Cbor(pick.words));
    all.push_back(record::Cbor::array(std::move(one)));
  }
  return record::Cbor::array(std::move(all));
}

Hash hash_of_asked(const questions::CheckedResponse& response) {
  record::Cbor::Array asked;
  for (const auto& answer : response.answers())
    asked.push_back(
        record::Cbor::array({record::Cbor(answer.question.text()), record::Cbor(answer.wording)}));
  return platform::sha256(record::Cbor::array(std::move(asked)).encode());
}

}  // namespace heed::listen::inside
