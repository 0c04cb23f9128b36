#include "store/inside/migrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/check.h"
#include "base/embedded.h"
#include "platform/clock.h"

namespace heed::store {
namespace {

Result<> apply(Connection& connection, const Migration& migration) {
  TRY(connection.begin_write());
  // Another process may have been here since we looked.
  if (TRY(connection.integer("select count(*) from schema_migration where number = $1",
                             migration.number)) > 0)
    return connection.commit();
  if (auto ran = connection.script(std::string(migration.sql)); !ran) {
    Error error = std::move(ran).error();
    error.detail = fmt::format("{}: {}", migration.name, error.detail);
    return error;
  }
  TRY(connection.exec("insert into schema_migration (number, name, applied_ms) values ($1, $2, $3)",
                      migration.number, migration.name, platform::SystemClock().now()));
  return connection.commit();
}

}  // namespace

Result<std::int64_t> schema_version_of(Connection& connection) {
  TRY(
      connection.script("create table if not exists schema_migration (number bigint primary key, "
                        "name text not null, applied_ms bigint not null)"));
  return connection.integer("select coalesce(max(number), 0) from schema_migration");
}

Result<std::int64_t> migrate(Connection& connection, std::span<const Migration> migrations,
                             const std::function<Result<>(std::int64_t from)>& before_migrating) {
  // Ascending; a number may be missing, and may come later: what counts is which ran.
  for (std::size_t i = 1; i < migrations.size(); ++i)
    CHECK(migrations[i - 1].number < migrations[i].number);
  const std::int64_t newest = migrations.empty() ? 0 : migrations.back().number;
  const std::int64_t from = TRY(schema_version_of(connection));
  if (from > newest) {
    return refuse(
        fmt::format("This store was last used by a newer Heed (schema {}, this program "
                    "knows {}). Start that version, or restore an older backup.",
                    from, newest));
  }
  std::vector<std::int64_t> ran;
  TRY(connection.each("select number from schema_migration",
                      [&](const Row& row) { ran.push_back(row.integer(0)); }));
  std::vector<const Migration*> missing;
  for (const Migration& migration : migrations)
    if (std::find(ran.begin(), ran.end(), migration.number) == ran.end())
      missing.push_back(&migration);
  if (missing.empty()) return newest;
  if (from > 0 && before_migrating) TRY(before_migrating(from));
  for (const Migration* migration : missing) {
    if (auto applied = apply(connection, *migration); !applied) {
      connection.rollback();
      return applied.error();
    }
  }
  return newest;
}

std::vector<Migration> migrations_of(std::string_view store) {
  std::vector<Migration> found;
  for (const EmbeddedFile& file : embedded_files("schema")) {
    // NNNN_STORE_what.sql
    if (file.name.size() < 6 || file.name[4] != '_') continue;
    const std::string_view rest = file.name.substr(5);
    if (!rest.starts_with(store) || rest.substr(store.size(), 1) != "_") continue;
    std::int64_t number = 0;
    std::from_chars(file.name.data(), file.name.data() + 4, number);
    found.push_back({number, file.name, file.bytes});
  }
  std::sort(found.begin(), found.end(),
            [](const Migration& a, const Migration& b) { return a.number < b.number; });
  return found;
}

}  // namespace heed::store
