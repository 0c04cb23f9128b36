#include "store/outbox.h"

#include <algorithm>
#include <optional>

#include "base/time.h"

namespace heed::store::outbox {
namespace {

// While a worker is at a row, no other takes it; a worker that died frees it by this.
constexpr std::int64_t kHeldMs = 5 * kMinuteMs;

struct Taken {
  OutboxId id;
  std::string body;
  std::int64_t tries;
};

Result<std::optional<Taken>> take(Database& db, std::string_view kind, TimeMs now) {
  return db.write([&](Session& s) -> Result<std::optional<Taken>> {
    std::optional<Taken> taken;
    TRY(s.each(
        "update outbox set due_ms = $3, tries = tries + 1 where id = (select id from outbox "
        "where kind = $1 and done_ms is null and due_ms <= $2 order by due_ms limit 1) "
        "returning id, body, tries",
        [&](const Row& row) { taken = Taken{row.id<OutboxId>(0), row.text(1), row.integer(2)}; },
        kind, now, now + kHeldMs));
    return taken;
  });
}

}  // namespace

std::int64_t wait_after_ms(std::int64_t tries) {
  const std::int64_t doublings = std::clamp<std::int64_t>(tries - 1, 0, 11);
  return std::min(kMinuteMs << doublings, kDayMs);
}

Result<> put(Session& session, const OutboxId& id, std::string_view kind, std::string_view body,
             TimeMs due) {
  TRY(session.exec(
      "insert into outbox (id, kind, body, due_ms, tries, done_ms) values ($1, $2, $3, "
      "$4, 0, null) on conflict (id) do nothing",
      id, kind, body, due));
  return Done{};
}

Result<int> work(Database& db, const platform::Clock& clock, const Handlers& handlers,
                 int at_most) {
  int done = 0;
  int seen = 0;
  for (const auto& [kind, handle] : handlers) {
    while (seen < at_most) {
      const TimeMs now = clock.now();
      const std::optional<Taken> taken = TRY(take(db, kind, now));
      if (!taken) break;
      ++seen;
      const Result<> handled = handle(taken->id, taken->body);
      TRY(db.write([&](Session& s) -> Result<> {
        if (handled) {
          TRY(s.exec("update outbox set done_ms = $2 where id = $1", taken->id, clock.now()));
        } else {
          TRY(s.exec("update outbox set due_ms = $2 where id = $1", taken->id,
                     now + wait_after_ms(taken->tries)));
        }
        return Done{};
      }));
      if (handled) ++done;
    }
  }
  return done;
}

Result<std::int64_t> waiting(Database& db) {
  return db.read(
      [](Session& s) { return s.integer("select count(*) from outbox where done_ms is null"); });
}

}  // namespace heed::store::outbox
