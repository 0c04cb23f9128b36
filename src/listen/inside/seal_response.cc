#include "listen/inside/seal_response.h"

#include "platform/random.h"
#include "record/payload.h"

namespace heed::listen::inside {
namespace {

using record::Cbor;

Result<NewAbout> seal_about(const questions::CheckedResponse& response, ActivityId activity,
                            const Hash& questionnaire, PartnershipId partnership,
                            record::Keys& keys, platform::Random& random, Hash& commitment) {
  const record::DataKey key = TRY(keys.make_data_key(partnership));
  NewAbout about{
      .id = random.id<AboutId>(), .data_key = key.id, .answers = coded(response.about())};
  record::ResponsePayload part{
      .activity = activity, .questionnaire = questionnaire, .about = std::nullopt};
  for (const auto& answer : response.about())
    part.answers.push_back({answer.question.text(), std::string(questions::name_of(answer.kind)),
                            payload_value(answer)});
  record::Sealed sealed =
      TRY(record::seal_payload(key, record::encode(part), about.id.bytes(), std::nullopt, random));
  about.sealed = std::move(sealed.sealed);
  commitment = sealed.commitment;
  return about;
}

// A text is itself; picks are the text that value.h keeps them as.
Result<std::string> kept_of(const Cbor& value) {
  if (const std::string* words = value.text()) return *words;
  const Cbor::Array* items = value.items();
  if (items == nullptr) return fail(ErrorKind::storage, "an answer has another shape");
  questions::Value picks;
  for (const Cbor& item : *items) {
    const Cbor::Array* parts = item.items();
    if (parts == nullptr || parts->size() < 2 || parts->size() > 3)
      return fail(ErrorKind::storage, "a pick has another shape");
    questions::Pick pick;
    std::string* const fields[] = {&pick.item, &pick.code, &pick.words};
    for (std::size_t i = 0; i < parts->size(); ++i) {
      if ((*parts)[i].text() == nullptr) return fail(ErrorKind::storage, "a pick is no text");
      *fields[i] = *(*parts)[i].text();
    }
    picks.push_back(std::move(pick));
  }
  return questions::write_value(picks);
}

}  // namespace

Result<SealedResponse> seal_response(const questions::CheckedResponse& response, ResponseId id,
                                     ActivityId activity, PartnershipId partnership,
                                     record::Keys& keys, platform::Random& random,
                                     const OfWords& of_words) {
  const record::DataKey key = TRY(keys.make_data_key(partnership));
  NewResponse row{.id = id,
                  .activity = activity,
                  .channel = {},
                  .import = {},
                  .said = std::nullopt,
                  .received = {},
                  .grouping = {},
                  .press_key = response.press_key(),
                  .private_hash = std::nullopt,
                  .data_key = key.id,
                  .questionnaire_version = response.questionnaire_version()};
  record::ResponsePayload payload{.activity = activity,
                                  .questionnaire = hash_of_asked(response),
                                  .answers = {},
                                  .press_key = response.press_key(),
                                  .about = std::nullopt};
  for (const auto& answer : response.answers()) {
    payload.answers.push_back({answer.question.text(), std::string(questions::name_of(answer.kind)),
                               payload_value(answer)});
    const auto sort = of_words.sorts.find(answer.question);
    for (const auto& said : answer.voices)
      row.voices.push_back(
          {random.id<VoiceId>(), said.wording, said.words, of_words.may_quote, answer.question,
           said.choice,
           std::string(name_of(sort == of_words.sorts.end() ? Sort::unsaid : sort->second))});
  }
  // What they agreed to is sealed with what they said, and comes back when they change it.
  if (const std::string agreed = write_of_words(of_words); !agreed.empty())
    payload.answers.push_back({of_words_question().text(), "of_words",
                               payload_value({.value = questions::picks(agreed)})});
  row.answers = coded(response.answers());
  if (!response.about().empty()) {
    // Its own key and its own digest: either part can be erased without the other. The commitment,
    // not a hash: few answers are possible, and a hash of one could be guessed.
    Hash commitment{};
    row.about = TRY(seal_about(response, activity, payload.questionnaire, partnership, keys, random,
                               commitment));
    payload.about = commitment;
  }
  record::Sealed sealed =
      TRY(record::seal_payload(key, record::encode(payload), id.bytes(), std::nullopt, random));
  row.sealed = std::move(sealed.sealed);
  row.payload_hash = sealed.payload_hash;
  return SealedResponse{std::move(row), sealed.commitment};
}

Result<questions::Answers> answers_in(BytesView payload) {
  const Cbor whole = TRY(Cbor::decode(payload));
  const Cbor* list = whole.find("answers");
  if (list == nullptr || list->items() == nullptr)
    return fail(ErrorKind::storage, "a payload without answers");
  questions::Answers answers;
  for (const Cbor& each : *list->items()) {
    const Cbor::Array* parts = each.items();
    if (parts == nullptr || parts->size() != 3 || (*parts)[0].text() == nullptr)
      return fail(ErrorKind::storage, "an answer has another shape");
    // Rows of a file name their question by its wording: there is nothing to put those into.
    if (const auto id = QuestionId::parse(*(*parts)[0].text()))
      answers.emplace_back(*id, TRY(kept_of((*parts)[2])));
  }
  return answers;
}

}  // namespace heed::listen::inside
