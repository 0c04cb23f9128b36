// Database: a transaction on SQLite or PostgreSQL, said once. One store of Heed's three (main,
// identity, keys) is one Database.
//
//   auto row = TRY(db.read([&](Session& s) { return s.one("select title from activity where id =
//   $1", id); })); TRY(db.write([&](Session& s) -> Result<> { TRY(s.exec("update … where id = $1",
//   id)); return Done{}; })); db.write_later(command, [reply](Result<> kept) { … });   // told once
//   the batch is durable
//
// One SQL text serves both: $1..$n, `bigint text double precision bytea boolean`, ids made by the
// application, times as bigint ms UTC, JSON opaque. What differs is in STACK's list.
// On SQLite there is one writer thread; commands queue, each runs in a savepoint of the current
// batch, and the batch shares one commit and one sync. PostgreSQL is written to in the same way,
// and a table lock keeps it to one writer at a time over several servers: on both, a command sees
// all that was kept before it. The first failed statement spoils its command: later statements
// answer with the same error and nothing is kept, so ask first or use `on conflict`. Text with NUL
// or not in UTF-8 is refused as `invalid`. A command may be run again (a serialisation failure, a
// batch-mate's broken commit): it must have no effect but its SQL and what it assigns.
//
// Threads: every function from any thread.
// Does not: open a transaction across two stores; retry a failed sync. After the first storage
// error it refuses every later write with `storage`.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/result.h"
#include "base/time.h"

namespace heed::store {

// A bound parameter. Views must live until the call returns.
class Value {
 public:
  using Held =
      std::variant<std::monostate, std::int64_t, double, bool, std::string_view, BytesView>;
  Value(std::nullopt_t) {}                               // NOLINT: implicit on purpose, all of them
  Value(std::int64_t v) : held_(v) {}                    // NOLINT
  Value(int v) : held_(static_cast<std::int64_t>(v)) {}  // NOLINT
  Value(std::size_t v) : held_(static_cast<std::int64_t>(v)) {}  // NOLINT
  Value(bool v) : held_(v) {}                                    // NOLINT
  Value(double v) : held_(v) {}                                  // NOLINT
  Value(std::string_view v) : held_(v) {}                        // NOLINT
  Value(const std::string& v) : held_(std::string_view(v)) {}    // NOLINT
  Value(const char* v) : held_(std::string_view(v)) {}           // NOLINT
  Value(BytesView v) : held_(v) {}                               // NOLINT
  Value(const Bytes& v) : held_(BytesView(v)) {}                 // NOLINT
  Value(const Hash& v) : held_(BytesView(v)) {}                  // NOLINT
  Value(TimeMs v) : held_(v.ms) {}                               // NOLINT
  template <class Kind>
  Value(const Id<Kind>& v) : held_(v.bytes()) {}  // NOLINT
  template <class T>
  Value(const std::optional<T>& v) : Value(v ? Value(*v) : Value(std::nullopt)) {}  // NOLINT
  const Held& held() const { return held_; }

 private:
  Held held_;
};

// One row while it is being read; copies out what it is asked for. Columns count from 0.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;  // Also booleans and counts. 0 for NULL.
  virtual double real(int column) const = 0;
  virtual std::string text(int column) const = 0;  // Empty for NULL.
  virtual Bytes bytes(int column) const = 0;
  TimeMs time(int column) const { return {integer(column)}; }
  bool truth(int column) const { return integer(column) != 0; }
  // Requires: a column of 16 bytes, or NULL (the null id).
  template <class IdType>
  IdType id(int column) const {
    if (null(column)) return IdType{};
    const auto found = IdType::from(BytesView(bytes(column)));
    CHECK(found.has_value());
    return *found;
  }
};

// Statements inside one transaction. Errors of exec and each: conflict (a unique or foreign key
// said no), busy, disk_full, storage, unavailable, internal.
class Session {
 public:
  virtual ~Session() = default;
  using RowReader = std::function<void(const Row&)>;

  // Rows changed.
  template <class... Args>
  Result<std::int64_t> exec(std::string_view sql, const Args&... args) {
    const std::vector<Value> values{Value(args)...};
    return run(sql, values, {});
  }
  // The same for a statement that was put together, with as many values as it names.
  Result<std::int64_t> exec_all(std::string_view sql, std::span<const Value> values) {
    return run(sql, values, {});
  }
  // Calls `reader` for each row, in order; returns how many.
  template <class... Args>
  Result<std::int64_t> each(std::string_view sql, const RowReader& reader, const Args&... args) {
    const std::vector<Value> values{Value(args)...};
    return run(sql, values, reader);
  }
  // A single integer of a single row (a count, a version). Errors also: not_found.
  template <class... Args>
  Result<std::int64_t> integer(std::string_view sql, const Args&... args) {
    std::optional<std::int64_t> found;
    TRY(each(sql, [&](const Row& row) { found = row.integer(0); }, args...));
    if (!found) return fail(ErrorKind::not_found, "no row");
    return *found;
  }
  // The first row made into a T by `make`. Errors also: not_found.
  template <class Make, class... Args>
  auto one(std::string_view sql, const Make& make, const Args&... args)
      -> Result<decltype(make(std::declval<const Row&>()))> {
    std::optional<decltype(make(std::declval<const Row&>()))> found;
    TRY(each(
        sql,
        [&](const Row& row) {
          if (!found) found = make(row);
        },
        args...));
    if (!found) return fail(ErrorKind::not_found, "no row");
    return *std::move(found);
  }
  // Every row made into a T by `make`.
  template <class Make, class... Args>
  auto all(std::string_view sql, const Make& make, const Args&... args)
      -> Result<std::vector<decltype(make(std::declval<const Row&>()))>> {
    std::vector<decltype(make(std::declval<const Row&>()))> found;
    TRY(each(sql, [&](const Row& row) { found.push_back(make(row)); }, args...));
    return found;
  }
  virtual bool is_postgresql() const = 0;

 protected:
  virtual Result<std::int64_t> run(std::string_view sql, std::span<const Value> values,
                                   const RowReader& reader) = 0;
};

struct Migration {
  std::int64_t number;    // From the file name: 0001.
  std::string_view name;  // "0001_house.sql"
  std::string_view sql;   // Statements, each ended by ";\n".
};

class Database {
 public:
  struct Options {
    // Either a file path for SQLite, or a postgresql:// address with the schema to use.
    std::string sqlite_path;
    std::string postgresql_url;
    std::string schema;  // PostgreSQL schema; unused on SQLite.
    // The role that owns the schema and that every statement runs as; it and the schema are made
    // where they are missing. Empty: the address's own role.
    std::string postgresql_role;
    bool unsafe_disk = false;  // Go on where the file system has no durable sync.
    std::size_t readers = 4;
    std::size_t writer_queue_max = limits::kWriterQueueMax;
    std::size_t batch_max = limits::kIntakeBatchMax;
    // Backs up with `copy_to`; not called on an empty store. `from` is the newest that ran.
    using CopyTo = std::function<Result<std::string>(const std::string& file)>;
    std::function<Result<>(std::int64_t from, const CopyTo& copy_to)> before_migrating;
  };

  // Opens, gates (WAL, synchronous=FULL, foreign_keys, trusted_schema off, cell_size_check,
  // secure_delete read back; file system durable; PostgreSQL fsync, full_page_writes and
  // synchronous_commit on) and migrates. `migrations` ascending; each that has not run here runs.
  // A store newer than the last is refused. Errors: invalid (said), storage (said), unavailable
  // (said), disk_full.
  static Result<std::unique_ptr<Database>> open(Options options,
                                                std::span<const Migration> migrations);
  // Puts a copy that backup_to made into an empty schema; PostgreSQL only. All of it or nothing.
  // Errors: conflict (said: not empty), invalid (said: cut short), those of open.
  static Result<> restore(Options options, const std::string& file);
  virtual ~Database() = default;  // Commits what is queued, checkpoints, closes.

  // Runs `query` in a read-only transaction: one snapshot throughout.
  template <class Query>
  auto read(const Query& query) -> decltype(query(std::declval<Session&>())) {
    using Answer = decltype(query(std::declval<Session&>()));
    std::optional<Answer> answer;
    Result<> ran = run_read([&](Session& s) -> Result<> {
      answer.emplace(query(s));
      return Done{};
    });
    if (!ran) return std::move(ran).error();
    return *std::move(answer);
  }
  // Runs `command` and returns once it is durable; an Error from it rolls its savepoint back and
  // is returned. Errors also: busy (queue full), storage, closed.
  template <class Command>
  auto write(const Command& command) -> decltype(command(std::declval<Session&>())) {
    using Answer = decltype(command(std::declval<Session&>()));
    std::optional<Answer> answer;
    Result<> ran = run_write([&](Session& s) -> Result<> {
      answer.emplace(command(s));
      if (!*answer) return Error(answer->error());
      return Done{};
    });
    if (answer && !*answer) return *std::move(answer);
    if (!ran) return std::move(ran).error();
    return *std::move(answer);
  }
  // As write(), but returns at once; `done` is called once, on the writer's thread or a pool
  // thread, after the commit (or with the Error). Errors: busy, closed, storage: `done` is then
  // never called.
  virtual Result<> write_later(std::function<Result<>(Session&)> command,
                               std::function<void(Result<>)> done) = 0;

  // Copies the whole store to a new file while serving: a SQLite file (its backup API), or SQL with
  // COPY on PostgreSQL. One snapshot, synced; a name in the folder is a whole copy.
  // Errors: conflict (it exists), storage, disk_full.
  virtual Result<std::string> backup_to(const std::string& file) = 0;
  virtual bool is_postgresql() const = 0;
  virtual std::int64_t schema_version() const = 0;
  // Grows with each batch that this process wrote, once it is there to be read and before anybody
  // is told of it: what was read since it last grew is as this process left it.
  virtual std::uint64_t batches_written() const = 0;

 protected:
  virtual Result<> run_read(const std::function<Result<>(Session&)>& query) = 0;
  virtual Result<> run_write(const std::function<Result<>(Session&)>& command) = 0;
};

// The migrations of one store out of the embedded schema/ files. A file NNNN_STORE_what.sql
// belongs to STORE: main, identity or keys.
std::vector<Migration> migrations_of(std::string_view store);

}  // namespace heed::store
