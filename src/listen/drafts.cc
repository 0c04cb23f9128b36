#include "listen/drafts.h"

#include <algorithm>

#include "base/limits.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/random.h"
#include "platform/stretch.h"
#include "record/cbor.h"
#include "record/reference.h"
#include "store/database.h"

namespace heed::listen {
namespace {

using record::Cbor;

// 60 bits, typed back by a person.
constexpr std::size_t kCodeSymbols = 12;

Hash token_hash(std::string_view token) {
  return platform::sha256("heed/draft-token/v1" + std::string(token));
}

platform::SealKey token_key(std::string_view token) {
  return platform::derive_key(platform::sha256(token), "heed/draft/v1");
}

std::string in_groups(std::string_view symbols) {
  return fmt::format("{}-{}-{}", symbols.substr(0, 4), symbols.substr(4, 4), symbols.substr(8, 4));
}

// The code is short, so it is stretched before anything is looked up or opened by it: whoever has
// the table still pays argon2id for each guess. The salt is fixed because the code is looked up by
// what it stretches to; 60 random bits are beyond a precomputed list.
Result<Hash> stretched(std::string_view symbols) {
  return platform::stretch(symbols, "heed/draft-code/v1");
}

Bytes encode(const questions::Answers& answers, PressKey press_key, std::string_view code) {
  Cbor::Array list;
  for (const auto& [id, words] : answers)
    list.push_back(Cbor::array({Cbor(id.bytes()), Cbor(words)}));
  return Cbor::array({Cbor(press_key.bytes()), Cbor(code), Cbor::array(std::move(list))}).encode();
}

Result<Draft> decode(BytesView bytes) {
  const Cbor whole = TRY(Cbor::decode(bytes));
  const auto* top = whole.items();
  Draft draft;
  if (top == nullptr || top->size() != 3 || (*top)[0].bytes() == nullptr ||
      (*top)[1].text() == nullptr || (*top)[2].items() == nullptr)
    return fail(ErrorKind::storage, "a draft has another shape");
  draft.press_key = PressKey::from(BytesView(*(*top)[0].bytes())).value_or(PressKey{});
  draft.code = *(*top)[1].text();
  for (const Cbor& pair : *(*top)[2].items()) {
    const auto* both = pair.items();
    if (both == nullptr || both->size() != 2 || (*both)[0].bytes() == nullptr ||
        (*both)[1].text() == nullptr)
      return fail(ErrorKind::storage, "a draft's answer has another shape");
    const auto id = QuestionId::from(BytesView(*(*both)[0].bytes()));
    if (id) draft.answers.emplace_back(*id, *(*both)[1].text());
  }
  return draft;
}

struct Stored {
  ActivityId activity;
  Bytes sealed, sealed_token;
  TimeMs expires;
};

Result<Stored> find(store::Database& main, PartnershipId partnership, std::string_view column,
                    const Hash& hash, TimeMs now) {
  return main.read([&](store::Session& s) {
    return s.one(
        fmt::format("select activity_id, sealed, sealed_token, expires_ms from draft where "
                    "partnership_id = $1 and {} = $2 and expires_ms > $3",
                    column),
        [](const store::Row& row) {
          return Stored{row.id<ActivityId>(0), row.bytes(1), row.bytes(2), row.time(3)};
        },
        partnership, hash, now);
  });
}

}  // namespace

Result<Started> Drafts::start(const Scope& scope, ActivityId activity) {
  Started started;
  started.token = platform::base64url(random_.bytes<32>());
  const std::string symbols = record::base32(random_.bytes<8>()).substr(0, kCodeSymbols);
  started.code = in_groups(symbols);
  started.press_key = random_.id<PressKey>();
  const Hash code = TRY(stretched(symbols));
  const Bytes sealed =
      platform::seal(token_key(started.token), encode({}, started.press_key, started.code),
                     activity.bytes(), random_);
  const Bytes sealed_token = platform::seal(platform::derive_key(code, "heed/draft-token-seal/v1"),
                                            as_bytes(started.token), activity.bytes(), random_);
  const Hash code_hash = platform::sha256(BytesView(code));
  const TimeMs now = clock_.now();
  TRY(main_.write([&](store::Session& s) -> Result<> {
    TRY(
        s.exec("insert into draft (partnership_id, id, activity_id, token_hash, code_hash, sealed, "
               "sealed_token, changed_ms, expires_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
               scope.partnership(), random_.id<DraftId>(), activity, token_hash(started.token),
               code_hash, sealed, sealed_token, now, now + limits::kDraftMs));
    return Done{};
  }));
  return started;
}

Result<Draft> Drafts::by_token(const Scope& scope, std::string_view token) {
  const Stored stored =
      TRY(find(main_, scope.partnership(), "token_hash", token_hash(token), clock_.now()));
  const Bytes plain =
      TRY(platform::open_sealed(token_key(token), stored.sealed, stored.activity.bytes()));
  Draft draft = TRY(decode(plain));
  draft.activity = stored.activity;
  draft.expires = stored.expires;
  draft.token = std::string(token);
  return draft;
}

Result<Draft> Drafts::by_code(const Scope& scope, std::string_view typed) {
  constexpr std::string_view kUnknown =
      "We can't find saved answers with that code. Check the letters. Answers are kept for 30 "
      "days, "
      "or until they are sent.";
  const auto symbols = record::fold_base32(typed);
  if (!symbols || symbols->size() != kCodeSymbols)
    return refuse(std::string(kUnknown), ErrorKind::not_found);
  const Hash code = TRY(stretched(*symbols));
  const auto stored = find(main_, scope.partnership(), "code_hash",
                           platform::sha256(BytesView(code)), clock_.now());
  if (stored.failed_with(ErrorKind::not_found))
    return refuse(std::string(kUnknown), ErrorKind::not_found);
  if (!stored) return Error(stored.error());
  const Bytes token =
      TRY(platform::open_sealed(platform::derive_key(code, "heed/draft-token-seal/v1"),
                                stored->sealed_token, stored->activity.bytes()));
  return by_token(scope, as_text(token));
}

Result<> Drafts::save(const Scope& scope, std::string_view token,
                      const questions::Answers& answers) {
  const Draft before = TRY(by_token(scope, token));
  const Bytes sealed =
      platform::seal(token_key(token), encode(answers, before.press_key, before.code),
                     before.activity.bytes(), random_);
  const TimeMs now = clock_.now();
  return main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t rows = TRY(s.exec(
        "update draft set sealed = $3, changed_ms = $4, expires_ms = $5 where partnership_id "
        "= $1 and token_hash = $2",
        scope.partnership(), token_hash(token), sealed, now, now + limits::kDraftMs));
    if (rows == 0) return fail(ErrorKind::not_found, "the draft was sent meanwhile");
    return Done{};
  });
}

Result<> Drafts::remove(const Scope& scope, std::string_view token) {
  return main_.write([&](store::Session& s) -> Result<> {
    TRY(s.exec("delete from draft where partnership_id = $1 and token_hash = $2",
               scope.partnership(), token_hash(token)));
    return Done{};
  });
}

Result<std::int64_t> Drafts::sweep(const Scope& scope) {
  return main_.write([&](store::Session& s) {
    return s.exec("delete from draft where partnership_id = $1 and expires_ms <= $2",
                  scope.partnership(), clock_.now());
  });
}

}  // namespace heed::listen
