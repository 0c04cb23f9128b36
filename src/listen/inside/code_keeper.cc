#include "listen/inside/code_keeper.h"

#include <chrono>

#include "base/limits.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/priority.h"
#include "platform/random.h"
#include "platform/stretch.h"
#include "record/reference.h"
#include "store/database.h"

namespace heed::listen::inside {
namespace {

constexpr auto kLook = std::chrono::milliseconds(500);  // How late a code may be beyond its delay.

}  // namespace

std::string code_symbols(std::string_view token) {
  const auto bytes = platform::derive_key(platform::sha256(token), "heed/draft-code-symbols/v1");
  return record::base32(BytesView(bytes).first(8)).substr(0, kCodeSymbols);
}

Hash token_hash(std::string_view token) {
  return platform::sha256("heed/draft-token/v1" + std::string(token));
}

// The code is short, so it is stretched before anything is looked up or opened by it: whoever has
// the table still pays argon2id for each guess. The salt is fixed because the code is looked up by
// what it stretches to; 60 random bits are beyond a precomputed list.
Result<StretchedCode> stretch_code(std::string_view symbols) {
  const Hash code = TRY(platform::stretch(symbols, "heed/draft-code/v1"));
  return StretchedCode{platform::sha256(BytesView(code)),
                       platform::derive_key(code, "heed/draft-token-seal/v1")};
}

CodeKeeper::CodeKeeper(store::Database& main, const platform::Clock& clock,
                       platform::Random& random, std::int64_t delay_ms)
    : main_(main), clock_(clock), random_(random), delay_ms_(delay_ms) {}

CodeKeeper::~CodeKeeper() {
  std::thread running;
  {
    const Lock lock(mutex_);
    stopping_ = true;
    running = std::move(thread_);
  }
  changed_.notify_all();
  if (running.joinable()) running.join();
}

// Started by the first draft: commands that only read have no use for it.
void CodeKeeper::put(Uncoded draft, TimeMs due, Told told) {
  if (!thread_.joinable() && !stopping_) thread_ = std::thread([this] { run(); });
  std::string symbols = code_symbols(draft.token);
  const auto [place, added] = waiting_.try_emplace(symbols);
  if (added) place->second = {std::move(draft), due, {}};
  if (told) {
    place->second.due = due;
    place->second.told.push_back(std::move(told));
    order_.push_front(std::move(symbols));
  } else if (added) {
    order_.push_back(std::move(symbols));
  }
}

void CodeKeeper::soon(Uncoded draft) {
  const Lock lock(mutex_);
  if (waiting_.size() >= limits::kCodesWaitingMax) return;
  // Nobody is woken: it is looked often enough for what is not due yet.
  put(std::move(draft), {clock_.now().ms + delay_ms_}, nullptr);
}

void CodeKeeper::now(Uncoded draft, Told told) {
  const Lock lock(mutex_);
  put(std::move(draft), clock_.now(), std::move(told));
  changed_.notify_one();
}

void CodeKeeper::forget(std::string_view token) {
  const std::string symbols = code_symbols(token);
  std::vector<Told> told;
  {
    const Lock lock(mutex_);
    const auto found = waiting_.find(symbols);
    if (found == waiting_.end()) return;
    told = std::move(found->second.told);
    waiting_.erase(found);
  }
  for (const Told& one : told) one(fail(ErrorKind::not_found, "the draft was sent meanwhile"));
}

std::optional<std::string> CodeKeeper::waiting(PartnershipId partnership,
                                               std::string_view symbols) {
  const Lock lock(mutex_);
  const auto found = waiting_.find(symbols);
  if (found == waiting_.end() || found->second.draft.partnership != partnership) return {};
  return found->second.draft.token;
}

std::size_t CodeKeeper::waiting() {
  const Lock lock(mutex_);
  return waiting_.size();
}

bool CodeKeeper::one() {
  Uncoded draft;
  std::string symbols;
  {
    const Lock lock(mutex_);
    while (!order_.empty() && !waiting_.contains(order_.front())) order_.pop_front();
    if (order_.empty()) return false;
    const Waiting& first = waiting_.find(order_.front())->second;
    if (!stopping_ && first.due > clock_.now()) return false;
    symbols = std::move(order_.front());
    order_.pop_front();
    draft = first.draft;
  }
  // It stays in `waiting_` until it is durable, so that its code opens it all the while.
  const Result<> written = write_down(draft);
  std::vector<Told> told;
  {
    const Lock lock(mutex_);
    const auto found = waiting_.find(symbols);
    if (found != waiting_.end()) {
      told = std::exchange(found->second.told, {});
      // Somebody may have written the code down: it is tried again, unless its draft is gone.
      if (written || written.failed_with(ErrorKind::not_found) || stopping_) {
        waiting_.erase(found);
      } else {
        found->second.due = {clock_.now().ms + delay_ms_};
        order_.push_back(symbols);
      }
    }
  }
  for (const Told& each : told) each(written);
  return true;
}

Result<> CodeKeeper::write_down(const Uncoded& draft) {
  const StretchedCode code = TRY(stretch_code(code_symbols(draft.token)));
  const Bytes sealed_token =
      platform::seal(code.token_key, as_bytes(draft.token), draft.activity.bytes(), random_);
  return main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t rows = TRY(
        s.exec("update draft set code_hash = $3, sealed_token = $4 where partnership_id = $1 and "
               "token_hash = $2",
               draft.partnership, token_hash(draft.token), code.look_up, sealed_token));
    if (rows == 0) return fail(ErrorKind::not_found, "the draft was sent meanwhile");
    return Done{};
  });
}

void CodeKeeper::run() {
  platform::low_priority();
  for (;;) {
    while (one()) {
      const Lock lock(mutex_);
      if (stopping_) break;
    }
    const Lock lock(mutex_);
    if (stopping_) break;
    changed_.wait_for(mutex_, kLook);
  }
  const auto until =
      std::chrono::steady_clock::now() + std::chrono::milliseconds(limits::kCodesStopMs);
  while (std::chrono::steady_clock::now() < until && one()) {
  }
}

}  // namespace heed::listen::inside
