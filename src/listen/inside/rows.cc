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

// "insert … values ($1, …), ($8, …)": a few rows a statement, in two texts that stay prepared.
template <std::size_t kColumns, std::size_t kRows>
std::string insert_rows(std::string_view into) {
  std::string sql = fmt::format("insert into {} values ", into);
  for (std::size_t i = 0; i < kColumns * kRows; ++i)
    sql += fmt::format("{}${}{}",
                       i % kColumns > 0 ? ", "
                       : i > 0          ? ", ("
                                        : "(",
                       i + 1, i % kColumns + 1 == kColumns ? ")" : "");
  return sql;
}

template <std::size_t kColumns, std::size_t kRows, class ValuesOf>
Result<> insert_chunk(store::Session& s, const std::string& sql, std::size_t from,
                      const ValuesOf& values_of) {
  std::vector<store::Value> values;
  for (std::size_t row = from; row < from + kRows; ++row)
    for (const store::Value& value : values_of(row)) values.push_back(value);
  return [&]<std::size_t... I>(std::index_sequence<I...>) -> Result<> {
    TRY(s.exec(sql, values[I]...));
    return Done{};
  }(std::make_index_sequence<kColumns * kRows>());
}

// `values_of(n)` gives the columns of row n.
template <std::size_t kColumns, class ValuesOf>
Result<> insert_all(store::Session& s, const std::string& one, const std::string& eight,
                    std::size_t count, const ValuesOf& values_of) {
  std::size_t row = 0;
  for (; row + 8 <= count; row += 8) TRY((insert_chunk<kColumns, 8>(s, eight, row, values_of)));
  for (; row < count; ++row) TRY((insert_chunk<kColumns, 1>(s, one, row, values_of)));
  return Done{};
}

Result<> add_answers(store::Session& s, PartnershipId partnership, const NewResponse& r) {
  constexpr std::string_view kInto =
      "answer (partnership_id, response_id, activity_id, question_id, item, code, words, number)";
  static const std::string one = insert_rows<8, 1>(kInto), eight = insert_rows<8, 8>(kInto);
  return insert_all<8>(s, one, eight, r.answers.size(), [&](std::size_t n) {
    const NewAnswer& a = r.answers[n];
    return std::array<store::Value, 8>{partnership, r.id,   r.activity, a.question,
                                       a.item,      a.code, a.words,    n};
  });
}

Result<> add_about(store::Session& s, PartnershipId partnership, const NewResponse& r) {
  if (!r.about) return Done{};
  TRY(
      s.exec("insert into about_part (partnership_id, id, activity_id, response_id, sealed, "
             "data_key_id) values ($1, $2, $3, $4, $5, $6)",
             partnership, r.about->id, r.activity, r.id, r.about->sealed, r.about->data_key));
  constexpr std::string_view kInto =
      "about_answer (partnership_id, about_id, activity_id, code_list, question_id, code, number)";
  static const std::string one = insert_rows<7, 1>(kInto), eight = insert_rows<7, 8>(kInto);
  return insert_all<7>(s, one, eight, r.about->answers.size(), [&](std::size_t n) {
    const NewAnswer& a = r.about->answers[n];
    return std::array<store::Value, 7>{partnership, r.about->id, r.activity, a.code_list,
                                       a.question,  a.code,      n};
  });
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
  TRY(add_answers(s, partnership, r));
  return add_about(s, partnership, r);
}

std::vector<NewAnswer> coded(const std::vector<questions::CheckedResponse::Answer>& answers) {
  std::vector<NewAnswer> all;
  for (const auto& answer : answers)
    for (const questions::Pick& pick : answer.value) {
      const bool is_file = answer.kind == questions::Kind::file;
      if (is_file && pick.item == "bytes") continue;
      const bool is_name = is_file || pick.item == "name";
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
