// SQLite behind Connection: WAL, synchronous=FULL, one statement cache a connection.
#include <fmt/format.h>
#include <sqlite3.h>

#include <charconv>
#include <filesystem>
#include <unordered_map>

#include "base/check.h"
#include "platform/files.h"
#include "store/inside/connection.h"

namespace heed::store {
namespace {

ErrorKind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      return ErrorKind::conflict;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorKind::busy;
    case SQLITE_FULL:
      return ErrorKind::disk_full;
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
      return ErrorKind::storage;
    case SQLITE_TOOBIG:
      return ErrorKind::too_large;
    default:
      return ErrorKind::internal;
  }
}

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  bool null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  double real(int column) const override { return sqlite3_column_double(statement_, column); }
  std::string text(int column) const override {
    const unsigned char* at = sqlite3_column_text(statement_, column);
    if (at == nullptr) return {};
    return {reinterpret_cast<const char*>(at),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  Bytes bytes(int column) const override {
    const auto* at = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
    return Bytes(at, at + sqlite3_column_bytes(statement_, column));
  }

 private:
  sqlite3_stmt* statement_;
};

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(sqlite3* handle, Role role) : handle_(handle), role_(role) {}
  ~SqliteConnection() override {
    kept_.clear();
    // So that what is left behind is one file, as far as readers allow it.
    if (role_ == Role::writer)
      sqlite3_exec(handle_, "pragma wal_checkpoint(truncate)", nullptr, nullptr, nullptr);
    sqlite3_close(handle_);
  }

  bool is_postgresql() const override { return false; }
  Result<> begin_write() override { return fixed("begin immediate"); }
  Result<> begin_read() override { return fixed("begin"); }
  Result<> savepoint() override { return fixed("savepoint command"); }
  Result<> release() override { return fixed("release command"); }
  Result<> commit() override { return fixed("commit"); }
  bool transaction_gone() override { return sqlite3_get_autocommit(handle_) != 0; }

  Result<> script(const std::string& sql) override {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return failed();
    return Done{};
  }

  Result<std::string> copy_to(const std::string& file, std::span<const Migration>) override {
    sqlite3* target = nullptr;
    const int opened = sqlite3_open_v2(
        file.c_str(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE,
        nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> closed(target, sqlite3_close);
    if (opened != SQLITE_OK) return fail(ErrorKind::storage, "cannot make " + file);
    sqlite3_backup* backup = sqlite3_backup_init(target, "main", handle_, "main");
    // All pages in one step: one snapshot, and in WAL the writer goes on meanwhile.
    if (backup != nullptr) sqlite3_backup_step(backup, -1);
    if (backup == nullptr || sqlite3_backup_finish(backup) != SQLITE_OK) {
      return fail(kind_of(sqlite3_errcode(target)), sqlite3_errmsg(target));
    }
    return file;
  }
  Result<> load(const std::string&) override {
    return fail(ErrorKind::unavailable, "a copy of a SQLite store is a store");
  }

 protected:
  Result<> undo_to_savepoint() override {
    TRY(script("rollback to command"));
    return release();
  }
  void undo_all() override {
    if (sqlite3_get_autocommit(handle_) == 0)
      sqlite3_exec(handle_, "rollback", nullptr, nullptr, nullptr);
  }

  // Those between commands come tens of thousands of times a second, so they are kept prepared.
  Result<> fixed(std::string_view sql) {
    TRY(run_statement(sql, {}, {}));
    return Done{};
  }

  Result<std::int64_t> run_statement(std::string_view sql, std::span<const Value> values,
                                     const RowReader& reader) override {
    Kept* kept = nullptr;
    Prepared own;
    if (const auto found = kept_.find(sql); found != kept_.end() && !found->second.running) {
      kept = &found->second;
    } else {
      own = TRY(prepare(sql));
      if (found == kept_.end() && (kept_.size() < kStatementsKept || running_ == 0)) {
        if (kept_.size() >= kStatementsKept) kept_.clear();
        kept = &kept_.emplace(std::string(sql), Kept{std::move(own), false}).first->second;
      }
    }
    // The same SQL inside its own reader gets a statement of its own.
    const Prepared& prepared = kept != nullptr ? kept->prepared : own;
    sqlite3_stmt* statement = prepared.statement.get();
    const Using in_use(*this, statement, kept);
    TRY(bind(prepared, values));
    const std::int64_t before = sqlite3_total_changes64(handle_);
    const SqliteRow row(statement);
    std::int64_t rows = 0;
    for (;;) {
      const int stepped = sqlite3_step(statement);
      if (stepped == SQLITE_DONE) break;
      if (stepped != SQLITE_ROW) return failed();
      ++rows;
      if (reader) reader(row);
    }
    if (sqlite3_column_count(statement) > 0) return rows;
    return sqlite3_total_changes64(handle_) == before ? 0 : sqlite3_changes64(handle_);
  }

 private:
  struct Prepared {
    Statement statement;
    // To SQLite $2 is a name; its position follows first appearance. By number, 0: not there.
    std::vector<int> places;
  };
  struct Kept {
    Prepared prepared;
    bool running;
  };
  struct Using {
    Using(SqliteConnection& c, sqlite3_stmt* s, Kept* k) : connection(c), statement(s), kept(k) {
      ++connection.running_;
      if (kept != nullptr) kept->running = true;
    }
    ~Using() {
      --connection.running_;
      sqlite3_reset(statement);
      sqlite3_clear_bindings(statement);
      if (kept != nullptr) kept->running = false;
    }
    SqliteConnection& connection;
    sqlite3_stmt* statement;
    Kept* kept;
  };

  Error failed() const {
    // A reader that tries to write is our mistake, not the disk's.
    if (role_ == Role::reader && (sqlite3_errcode(handle_) & 0xff) == SQLITE_READONLY)
      return fail(ErrorKind::internal, "a write inside a read");
    return fail(
        kind_of(sqlite3_errcode(handle_)),
        fmt::format("sqlite {}: {}", sqlite3_extended_errcode(handle_), sqlite3_errmsg(handle_)));
  }

  Result<Prepared> prepare(std::string_view sql) {
    sqlite3_stmt* made = nullptr;
    const char* rest = nullptr;
    if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &made, &rest) != SQLITE_OK)
      return failed();
    Statement statement(made);
    // What follows a first statement would be left out without a word.
    const std::string_view tail(rest, static_cast<std::size_t>(sql.data() + sql.size() - rest));
    if (made == nullptr || tail.find_first_not_of(" \n;") != std::string_view::npos)
      return fail(ErrorKind::internal, "not exactly one statement");
    const int parameters = sqlite3_bind_parameter_count(made);
    std::vector<int> places(static_cast<std::size_t>(parameters) + 1);
    for (int at = 1; at <= parameters; ++at) {
      const std::string_view name = sqlite3_bind_parameter_name(made, at);
      std::size_t number = 0;
      std::from_chars(name.data() + 1, name.data() + name.size(), number);
      if (number >= places.size())
        return fail(ErrorKind::internal,
                    "a parameter is left out before $" + std::to_string(number));
      places[number] = at;
    }
    return Prepared{std::move(statement), std::move(places)};
  }

  Result<> bind(const Prepared& prepared, std::span<const Value> values) {
    if (prepared.places.size() > values.size() + 1)
      return fail(ErrorKind::internal, "fewer values than parameters");
    for (std::size_t i = 0; i < values.size(); ++i) {
      const int at = i + 1 < prepared.places.size() ? prepared.places[i + 1] : 0;
      if (at == 0) return fail(ErrorKind::internal, fmt::format("no parameter ${}", i + 1));
      if (bind_one(prepared.statement.get(), at, values[i].held()) != SQLITE_OK) return failed();
    }
    return Done{};
  }

  static int bind_one(sqlite3_stmt* statement, int at, const Value::Held& held) {
    if (const auto* integer = std::get_if<std::int64_t>(&held))
      return sqlite3_bind_int64(statement, at, *integer);
    if (const auto* real = std::get_if<double>(&held))
      return sqlite3_bind_double(statement, at, *real);
    if (const auto* truth = std::get_if<bool>(&held))
      return sqlite3_bind_int(statement, at, *truth ? 1 : 0);
    if (const auto* text = std::get_if<std::string_view>(&held)) {
      // A null pointer would bind NULL.
      return sqlite3_bind_text64(statement, at, text->empty() ? "" : text->data(), text->size(),
                                 SQLITE_STATIC, SQLITE_UTF8);
    }
    if (const auto* bytes = std::get_if<BytesView>(&held)) {
      if (bytes->empty()) return sqlite3_bind_zeroblob(statement, at, 0);
      return sqlite3_bind_blob64(statement, at, bytes->data(), bytes->size(), SQLITE_STATIC);
    }
    return sqlite3_bind_null(statement, at);
  }

  sqlite3* const handle_;
  const Role role_;
  std::unordered_map<std::string, Kept, TextHash, std::equal_to<>> kept_;
  int running_ = 0;
};

}  // namespace

Result<std::unique_ptr<Connection>> open_sqlite(const Database::Options& options, Role role) {
  if (!options.unsafe_disk) {
    const auto disk = platform::disk_at(options.sqlite_path);
    if (!disk) return disk.error();
    if (disk->kind != platform::DiskKind::durable) {
      return refuse(
          fmt::format("{} is on {}, where what is kept may not survive a power cut. Put "
                      "it on a disk with a file system such as ext4 or XFS, or start "
                      "with --unsafe-disk to try Heed out.",
                      options.sqlite_path, disk->name));
    }
  }
  sqlite3* handle = nullptr;
  const int opened =
      sqlite3_open_v2(options.sqlite_path.c_str(), &handle,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  auto connection = std::make_unique<SqliteConnection>(handle, role);
  const auto not_opened = [&](const std::string& why) {
    return refuse(fmt::format("The store {} cannot be opened: {}.", options.sqlite_path, why),
                  ErrorKind::storage);
  };
  if (opened != SQLITE_OK) return not_opened(sqlite3_errmsg(handle));
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, 5'000);
  for (const char* setting :
       {"pragma journal_mode=wal", "pragma synchronous=full", "pragma foreign_keys=on",
        "pragma trusted_schema=off", "pragma cell_size_check=on", "pragma secure_delete=on"}) {
    if (const auto set = connection->script(setting); !set) return not_opened(set.error().detail);
  }
  if (role == Role::reader) TRY(connection->script("pragma query_only=on"));
  // An import's chunk touches more pages than the usual 2 MB hold.
  if (role == Role::writer) TRY(connection->script("pragma cache_size=-16384"));
  return std::unique_ptr<Connection>(std::move(connection));
}

Result<> gate_sqlite(Connection& connection) {
  constexpr std::pair<const char*, const char*> kWanted[] = {
      {"pragma journal_mode", "wal"},  {"pragma synchronous", "2"},
      {"pragma foreign_keys", "1"},    {"pragma trusted_schema", "0"},
      {"pragma cell_size_check", "1"}, {"pragma secure_delete", "1"}};
  for (const auto& [setting, wanted] : kWanted) {
    const std::string found =
        TRY(connection.one(setting, [](const Row& row) { return row.text(0); }));
    if (found != wanted)
      return refuse(fmt::format("SQLite does not keep the setting {}: it is {}, not {}.", setting,
                                found, wanted));
  }
  const std::string sound =
      TRY(connection.one("pragma quick_check(1)", [](const Row& row) { return row.text(0); }));
  if (sound != "ok")
    return refuse(fmt::format("The store is damaged: {}. Restore it from a backup.", sound),
                  ErrorKind::storage);
  return Done{};
}

}  // namespace heed::store
