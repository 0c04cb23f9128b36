// A PostgreSQL store as one SQL file, and back. pg_dump would have to match the server's version
// and be there; COPY needs nothing but the connection that is open already.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "store/inside/postgresql.h"

namespace heed::store {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

Result<> put(std::FILE* out, std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), out) != text.size())
    return fail(ErrorKind::disk_full, "writing the copy failed");
  return Done{};
}

Result<> copy_out(PGconn* handle, const std::string& sql, std::FILE* out) {
  {
    const Answer begun(PQexec(handle, sql.c_str()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_OUT) return postgresql_error(handle, begun.get());
  }
  Result<> kept = Done{};
  for (;;) {
    char* line = nullptr;
    const int bytes = PQgetCopyData(handle, &line, 0);
    if (bytes < 0) break;
    // Read to its end even when the disk is full, so that the connection stays usable.
    if (kept) kept = put(out, {line, static_cast<std::size_t>(bytes)});
    PQfreemem(line);
  }
  const Answer ended(PQgetResult(handle));
  const bool good = PQresultStatus(ended.get()) == PGRES_COMMAND_OK;
  const Error error = good ? Error{} : postgresql_error(handle, ended.get());
  while (const Answer rest{PQgetResult(handle)}) {
  }
  if (!good) return error;
  return kept;
}

Result<> put_tables(PGconn* handle, const std::string& schema, std::FILE* out) {
  const std::string names[] = {schema};
  // In the order they were made, so that what a foreign key names comes first.
  const auto tables = TRY(
      ask_rows(handle,
               "select c.relname, (select string_agg(quote_ident(a.attname), ', ' order by"
               " a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not"
               " a.attisdropped) from pg_class c join pg_namespace n on n.oid = c.relnamespace"
               " where n.nspname = $1 and c.relkind = 'r' order by c.oid",
               names));
  std::string all;
  for (const auto& table : tables)
    all += (all.empty() ? "" : ", ") + TRY(quoted_name(handle, table[0]));
  // A migration may have put rows in; the copy brings its own.
  TRY(put(out, fmt::format("truncate {};\n", all)));
  for (const auto& table : tables) {
    const std::string what =
        fmt::format("copy {} ({})", TRY(quoted_name(handle, table[0])), table[1]);
    TRY(put(out, what + " from stdin;\n"));
    TRY(copy_out(handle, what + " to stdout", out));
    TRY(put(out, "\\.\n"));
  }
  return Done{};
}

Result<> put_migrations(PGconn* handle, std::FILE* out, std::span<const Migration> migrations) {
  TRY(put(out,
          "create table schema_migration (number bigint primary key, name text not null, "
          "applied_ms bigint not null);\n"));
  for (const auto& row :
       TRY(ask_rows(handle, "select number, name from schema_migration order by number", {}))) {
    const auto found = std::find_if(migrations.begin(), migrations.end(), [&](const Migration& m) {
      return std::to_string(m.number) == row[0];
    });
    if (found == migrations.end())
      return fail(ErrorKind::invalid, "no migration here is numbered " + row[0]);
    TRY(put(out, fmt::format("-- {}\n{}\n", found->name, found->sql)));
  }
  return Done{};
}

}  // namespace

Result<> dump_schema(PGconn* handle, const std::string& schema, const std::string& file,
                     std::span<const Migration> migrations) {
  const int number = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const File out(number < 0 ? nullptr : ::fdopen(number, "w"));
  if (out == nullptr) return fail(ErrorKind::storage, "cannot make " + file);
  TRY(run_script(handle, "begin isolation level repeatable read read only"));
  const Result<> written = [&]() -> Result<> {
    TRY(put(out.get(),
            "-- One store of Heed. `heed restore` puts it back, or psql with search_path set to an "
            "empty schema.\nbegin;\n"));
    TRY(put_migrations(handle, out.get(), migrations));
    TRY(put_tables(handle, schema, out.get()));
    return put(out.get(), "commit;\n");
  }();
  TRY(run_script(handle, "rollback"));
  TRY(written);
  if (std::fflush(out.get()) != 0 || ::fsync(number) != 0)
    return fail(ErrorKind::disk_full, "syncing the copy failed");
  return Done{};
}

Result<> load_dump(PGconn* handle, const std::string& file) {
  std::ifstream in(file);
  if (!in) return fail(ErrorKind::not_found, "cannot read " + file);
  std::string sql;
  bool whole = false;
  for (std::string line; std::getline(in, line);) {
    whole = line == "commit;";
    if (!line.starts_with("copy ") || !line.ends_with(" from stdin;")) {
      sql += line + "\n";
      continue;
    }
    TRY(run_script(handle, sql));
    sql.clear();
    {
      const Answer begun(PQexec(handle, line.c_str()));
      if (PQresultStatus(begun.get()) != PGRES_COPY_IN)
        return postgresql_error(handle, begun.get());
    }
    bool ended = false;
    while (!ended && std::getline(in, line)) {
      ended = line == "\\.";
      line += '\n';
      if (!ended && PQputCopyData(handle, line.data(), static_cast<int>(line.size())) != 1)
        return fail(ErrorKind::unavailable, PQerrorMessage(handle));
    }
    PQputCopyEnd(handle, ended ? nullptr : "the file is cut short");
    const Answer copied(PQgetResult(handle));
    const bool good = PQresultStatus(copied.get()) == PGRES_COMMAND_OK;
    const Error error = good ? Error{} : postgresql_error(handle, copied.get());
    while (const Answer rest{PQgetResult(handle)}) {
    }
    if (!good && ended) return error;
  }
  if (!whole) return refuse("The backup's file " + file + " is cut short; nothing was restored.");
  return run_script(handle, sql);
}

}  // namespace heed::store
