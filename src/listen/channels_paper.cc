// Paper forms and their sample: a second person types a sheet again, and what differs is settled.
#include <algorithm>

#include "listen/arrival.h"
#include "listen/channels.h"
#include "listen/inside/held.h"
#include "listen/inside/seal_response.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "questions/kinds.h"
#include "record/payload.h"
#include "store/database.h"

namespace heed::listen {
namespace {

constexpr std::string_view kSheet =
    "select a.response_id, coalesce(r.reference, ''), a.sheet, a.entered_ms, a.person_id, "
    "a.check_state, a.differences from arrival a join response r on r.partnership_id = "
    "a.partnership_id and r.id = a.response_id where a.partnership_id = $1 and a.sheet > 0 and "
    "r.state <> 'withdrawn' and ";

Sheet read_sheet(const store::Row& row) {
  return {.response = row.id<ResponseId>(0),
          .reference = row.text(1),
          .number = row.integer(2),
          .entered = row.time(3),
          .by = row.id<PersonId>(4),
          .state = row.text(5),
          .differences = row.integer(6)};
}

// The image is the same for both, and is not typed.
bool is_typed(QuestionId question) {
  return question != original_question(0) && question != of_words_question();
}

std::vector<Difference> compared(const questions::Answers& first,
                                 const questions::Answers& second) {
  std::vector<Difference> all;
  const auto look = [&](QuestionId id) {
    const auto known = std::ranges::find(all, id, &Difference::question) != all.end();
    const std::string_view a = questions::answer_to(first, id),
                           b = questions::answer_to(second, id);
    if (!known && is_typed(id) && a != b) all.push_back({id, std::string(a), std::string(b)});
  };
  for (const auto& [id, kept] : first) look(id);
  for (const auto& [id, kept] : second) look(id);
  return all;
}

Bytes encoded(const questions::Answers& answers) {
  record::Cbor::Array all;
  for (const auto& [id, kept] : answers)
    all.push_back(record::Cbor::array({record::Cbor(id.text()), record::Cbor(kept)}));
  return record::Cbor::array(std::move(all)).encode();
}

Result<questions::Answers> decoded(BytesView bytes) {
  const record::Cbor all = TRY(record::Cbor::decode(bytes));
  questions::Answers answers;
  if (all.items() == nullptr) return fail(ErrorKind::storage, "a second entry has another shape");
  for (const record::Cbor& each : *all.items()) {
    const auto* parts = each.items();
    if (parts == nullptr || parts->size() != 2 || (*parts)[0].text() == nullptr ||
        (*parts)[1].text() == nullptr)
      return fail(ErrorKind::storage, "a second entry has another shape");
    if (const auto id = QuestionId::parse(*(*parts)[0].text()))
      answers.emplace_back(*id, *(*parts)[1].text());
  }
  return answers;
}

// Not the response's own context: the second entry cannot be put in place of the first.
Bytes second_context(ResponseId response) {
  Bytes context(response.bytes().begin(), response.bytes().end());
  context.push_back(std::byte{2});
  return context;
}

}  // namespace

Result<std::vector<Sheet>> Channels::sheets(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::bring_in)) return fail(ErrorKind::denied, "bring_in");
  return main_.read([&](store::Session& s) {
    return s.all(fmt::format("{} a.activity_id = $2 order by a.sheet desc", kSheet), read_sheet,
                 scope.partnership(), activity);
  });
}

Result<Sheet> Channels::sheet(const Scope& scope, ResponseId response) {
  if (!scope.may(Capability::bring_in)) return fail(ErrorKind::denied, "bring_in");
  return main_.read([&](store::Session& s) {
    return s.one(fmt::format("{} a.response_id = $2", kSheet), read_sheet, scope.partnership(),
                 response);
  });
}

Result<questions::Answers> Channels::first_entry(const Scope& scope, ResponseId response) {
  if (!scope.may(Capability::bring_in)) return fail(ErrorKind::denied, "bring_in");
  const PartnershipId partnership = scope.partnership();
  struct Part {
    record::DataKeyId key;
    Bytes sealed, context;
  };
  const auto parts = TRY(main_.read([&](store::Session& s) -> Result<std::vector<Part>> {
    const inside::Held held = TRY(inside::held(s, partnership, response));
    std::vector<Part> found = {
        {held.key, held.sealed, Bytes(held.id.bytes().begin(), held.id.bytes().end())}};
    TRY(s.each(
        "select data_key_id, sealed, id from about_part where partnership_id = $1 and response_id "
        "= $2",
        [&](const store::Row& row) {
          found.push_back({row.id<record::DataKeyId>(0), row.bytes(1), row.bytes(2)});
        },
        partnership, response));
    return found;
  }));
  questions::Answers all;
  for (const Part& part : parts) {
    const record::DataKey key = TRY(keys_.data_key(partnership, part.key));
    const record::Opened opened = TRY(record::open_payload(key, part.sealed, part.context));
    for (auto& answer : TRY(inside::answers_in(opened.payload))) all.push_back(std::move(answer));
  }
  return all;
}

Result<std::vector<Difference>> Channels::enter_again(const Scope& scope, ResponseId response,
                                                      const questions::Answers& second) {
  const Sheet before = TRY(sheet(scope, response));
  const PersonId person = scope.person();
  if (!person.is_null() && person == before.by)
    return refuse("You entered this sheet first. Somebody else must enter it again.",
                  ErrorKind::denied);
  const std::vector<Difference> found = compared(TRY(first_entry(scope, response)), second);
  const PartnershipId partnership = scope.partnership();
  const record::DataKeyId key_id =
      TRY(main_.read([&](store::Session& s) -> Result<record::DataKeyId> {
        return TRY(inside::held(s, partnership, response)).key;
      }));
  const record::DataKey key = TRY(keys_.data_key(partnership, key_id));
  const record::Sealed sealed = TRY(
      record::seal_payload(key, encoded(second), second_context(response), std::nullopt, random_));
  const auto count = static_cast<std::int64_t>(found.size());
  TRY(main_.write([&](store::Session& s) -> Result<> {
    const auto changed = TRY(s.exec(
        "update arrival set check_state = $3, second_person_id = $4, second_ms = $5, second_sealed "
        "= $6, differences = $7 where partnership_id = $1 and response_id = $2 and second_ms is "
        "null",
        partnership, response, found.empty() ? "same" : "differs",
        person.is_null() ? std::nullopt : std::optional(person), clock_.now(), sealed.sealed,
        count));
    if (changed == 0)
      return refuse("Somebody has entered this sheet again already.", ErrorKind::conflict);
    return Done{};
  }));
  return found;
}

Result<std::vector<Difference>> Channels::differences(const Scope& scope, ResponseId response) {
  const questions::Answers first = TRY(first_entry(scope, response));
  const PartnershipId partnership = scope.partnership();
  struct Second {
    record::DataKeyId key;
    Bytes sealed;
  };
  const Second second = TRY(main_.read([&](store::Session& s) {
    return s.one(
        "select r.data_key_id, a.second_sealed from arrival a join response r on r.partnership_id "
        "= a.partnership_id and r.id = a.response_id where a.partnership_id = $1 and a.response_id "
        "= $2 and a.check_state = 'differs'",
        [](const store::Row& row) {
          return Second{row.id<record::DataKeyId>(0), row.null(1) ? Bytes() : row.bytes(1)};
        },
        partnership, response);
  }));
  const record::DataKey key = TRY(keys_.data_key(partnership, second.key));
  const record::Opened opened =
      TRY(record::open_payload(key, second.sealed, second_context(response)));
  return compared(first, TRY(decoded(opened.payload)));
}

Result<> Channels::settled(const Scope& scope, ResponseId response) {
  if (!scope.may(Capability::bring_in)) return fail(ErrorKind::denied, "bring_in");
  return main_.write([&](store::Session& s) -> Result<> {
    const auto changed = TRY(s.exec(
        "update arrival set check_state = 'settled', second_sealed = null where partnership_id = "
        "$1 and response_id = $2 and check_state = 'differs'",
        scope.partnership(), response));
    if (changed == 0)
      return refuse("This was settled before. Look at it again.", ErrorKind::conflict);
    return Done{};
  });
}

}  // namespace heed::listen
