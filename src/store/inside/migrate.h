// Brings a store to the newest schema, one transaction a migration, and writes down which ran.
//
// Threads: one; two processes at once are told apart by the write lock.
#pragma once

#include <span>

#include "store/inside/connection.h"

namespace heed::store {

// The number of the last migration applied; 0 for an empty store. Makes schema_migration.
Result<std::int64_t> schema_version_of(Connection& connection);

// Returns the version reached. Errors: invalid (said: the store is newer than this program).
Result<std::int64_t> migrate(Connection& connection, std::span<const Migration> migrations,
                             const std::function<Result<>(std::int64_t from)>& before_migrating);

}  // namespace heed::store
