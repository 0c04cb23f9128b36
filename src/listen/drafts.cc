#include "listen/drafts.h"

#include <algorithm>

#include "base/limits.h"
#include "listen/inside/code_keeper.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/random.h"
#include "record/cbor.h"
#include "record/reference.h"
#include "store/database.h"

namespace heed::listen {
namespace {

using inside::kCodeSymbols;
using record::Cbor;

using inside::token_hash;

platform::SealKey token_key(std::string_view token) {
  return platform::derive_key(platform::sha256(token), "heed/draft/v1");
}

std::string in_groups(std::string_view symbols) {
  return fmt::format("{}-{}-{}", symbols.substr(0, 4), symbols.substr(4, 4), symbols.substr(8, 4));
}

Bytes encode(const questions::Answers& answers, PressKey press_key, std::string_view code,
             ResponseId amends) {
  Cbor::Array list;
  for (const auto& [id, words] : answers)
    list.push_back(Cbor::array({Cbor(id.bytes()), Cbor(words)}));
  Cbor::Array top{Cbor(press_key.bytes()), Cbor(code), Cbor::array(std::move(list))};
  if (!amends.is_null()) top.push_back(Cbor(amends.bytes()));
  return Cbor::array(std::move(top)).encode();
}

Result<Draft> decode(BytesView bytes) {
  const Cbor whole = TRY(Cbor::decode(bytes));
  const auto* top = whole.items();
  Draft draft;
  if (top == nullptr || top->size() < 3 || top->size() > 4 || (*top)[0].bytes() == nullptr ||
      (*top)[1].text() == nullptr || (*top)[2].items() == nullptr)
    return fail(ErrorKind::storage, "a draft has another shape");
  draft.press_key = PressKey::from(BytesView(*(*top)[0].bytes())).value_or(PressKey{});
  draft.code = *(*top)[1].text();
  if (top->size() == 4 && (*top)[3].bytes() != nullptr)
    draft.amends = ResponseId::from(BytesView(*(*top)[3].bytes())).value_or(ResponseId{});
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

bool coded(const Stored& stored) { return !stored.sealed_token.empty(); }

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

Drafts::Drafts(store::Database& main, const platform::Clock& clock, platform::Random& random,
               std::int64_t code_delay_ms)
    : main_(main),
      clock_(clock),
      random_(random),
      codes_(std::make_unique<inside::CodeKeeper>(main, clock, random, code_delay_ms)) {}

Drafts::~Drafts() = default;

Result<Started> Drafts::start(const Scope& scope, ActivityId activity) {
  return start(scope, activity, ResponseId{}, {});
}

Result<Started> Drafts::start(const Scope& scope, ActivityId activity, ResponseId amends,
                              const questions::Answers& answers) {
  Started started;
  started.token = platform::base64url(random_.bytes<32>());
  started.code = in_groups(inside::code_symbols(started.token));
  started.press_key = random_.id<PressKey>();
  const Bytes sealed = platform::seal(token_key(started.token),
                                      encode(answers, started.press_key, started.code, amends),
                                      activity.bytes(), random_);
  // No code stretches to the token's hash: it holds the place until the code is written down.
  const Hash hash = token_hash(started.token);
  const TimeMs now = clock_.now();
  TRY(main_.write([&](store::Session& s) -> Result<> {
    TRY(
        s.exec("insert into draft (partnership_id, id, activity_id, token_hash, code_hash, sealed, "
               "sealed_token, changed_ms, expires_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
               scope.partnership(), random_.id<DraftId>(), activity, hash, hash, sealed, Bytes(),
               now, now + limits::kDraftMs));
    return Done{};
  }));
  codes_->soon({scope.partnership(), activity, started.token});
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
  if (!coded(stored)) codes_->soon({scope.partnership(), stored.activity, draft.token});
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
  const inside::StretchedCode code = TRY(inside::stretch_code(*symbols));
  // Asked first: what is written down leaves the waiting ones only afterwards.
  if (const auto waiting = codes_->waiting(scope.partnership(), *symbols)) {
    auto draft = by_token(scope, *waiting);
    if (draft.failed_with(ErrorKind::not_found))
      return refuse(std::string(kUnknown), ErrorKind::not_found);
    return draft;
  }
  const auto stored = find(main_, scope.partnership(), "code_hash", code.look_up, clock_.now());
  if (stored.failed_with(ErrorKind::not_found))
    return refuse(std::string(kUnknown), ErrorKind::not_found);
  if (!stored) return Error(stored.error());
  const Bytes token =
      TRY(platform::open_sealed(code.token_key, stored->sealed_token, stored->activity.bytes()));
  return by_token(scope, as_text(token));
}

void Drafts::keep_code(const Scope& scope, std::string_view token,
                       std::function<void(Result<>)> told) {
  const auto stored =
      find(main_, scope.partnership(), "token_hash", token_hash(token), clock_.now());
  if (!stored) return told(Error(stored.error()));
  if (coded(*stored)) return told(Done{});
  codes_->now({scope.partnership(), stored->activity, std::string(token)}, std::move(told));
}

std::size_t Drafts::codes_waiting() const { return codes_->waiting(); }

Result<> Drafts::save(const Scope& scope, std::string_view token,
                      const questions::Answers& answers) {
  Draft draft = TRY(by_token(scope, token));
  draft.answers = answers;
  return save(scope, draft);
}

Result<> Drafts::save(const Scope& scope, const Draft& draft) {
  const Bytes sealed = platform::seal(
      token_key(draft.token), encode(draft.answers, draft.press_key, draft.code, draft.amends),
      draft.activity.bytes(), random_);
  const TimeMs now = clock_.now();
  return main_.write([&](store::Session& s) -> Result<> {
    // Sent from another window, or the reply got lost: what is changed now would never be sent.
    if (TRY(s.integer("select (select count(*) from response where partnership_id = $1 and "
                      "activity_id = $2 and press_key = $3) + (select count(*) from "
                      "response_version where partnership_id = $1 and press_key = $3)",
                      scope.partnership(), draft.activity, draft.press_key)) > 0)
      return refuse("These answers were sent already.", ErrorKind::conflict);
    const std::int64_t rows = TRY(s.exec(
        "update draft set sealed = $3, changed_ms = $4, expires_ms = $5 where partnership_id "
        "= $1 and token_hash = $2",
        scope.partnership(), token_hash(draft.token), sealed, now, now + limits::kDraftMs));
    if (rows == 0) return fail(ErrorKind::not_found, "the draft was sent meanwhile");
    return Done{};
  });
}

Result<> Drafts::remove(const Scope& scope, std::string_view token) {
  codes_->forget(token);
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
