// Outbox: work that follows from what was kept (a mail, a recount), written down in the same
// transaction and done afterwards: at least once, one row an id.
//
//   TRY(outbox::put(session, random.id<OutboxId>(), "mail", body, now));
//   const int done = TRY(outbox::work(db, clock, {{"mail", send_mail}}));
//
// Its table is in each store's schema:
//   create table outbox (id bytea primary key, kind text not null, body text not null,
//     due_ms bigint not null, tries bigint not null, done_ms bigint);
//
// Threads: any thread; several workers do not take the same row at once.
// Does not: keep an order, or give up: a failing row is tried again, ever less often, up to daily.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "platform/clock.h"
#include "store/database.h"

namespace heed::store {

using OutboxId = Id<struct OutboxKind>;

namespace outbox {

// Does the work of one row. May be called again with the same id after a crash.
using Handler = std::function<Result<>(const OutboxId& id, const std::string& body)>;
using Handlers = std::map<std::string, Handler, std::less<>>;

// A second put of an id that is there already changes nothing.
Result<> put(Session& session, const OutboxId& id, std::string_view kind, std::string_view body,
             TimeMs due);
// Does what is due, of the kinds that have a handler, at most `at_most` rows. Returns how many
// were done. A handler's error is kept from the caller: the row is due again later.
Result<int> work(Database& db, const platform::Clock& clock, const Handlers& handlers,
                 int at_most = 100);
// Rows not done yet, for the operator's page.
Result<std::int64_t> waiting(Database& db);
// When the `tries`-th failure is tried again: a minute, doubling, at most a day.
std::int64_t wait_after_ms(std::int64_t tries);

}  // namespace outbox
}  // namespace heed::store
