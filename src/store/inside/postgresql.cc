// PostgreSQL behind Connection, over libpq: prepared statements, one connection.
#include <fmt/format.h>

#include <charconv>
#include <unordered_map>

#include "base/check.h"
#include "store/inside/connection.h"
#include "store/inside/postgresql.h"

namespace heed::store {
namespace {

// From PostgreSQL's catalogue; fixed for ever.
constexpr Oid kBytea = 17;
constexpr Oid kInt8 = 20;
constexpr Oid kFloat8 = 701;

class PostgresqlRow final : public Row {
 public:
  explicit PostgresqlRow(const PGresult* result) : result_(result) {}
  void at(int row) { row_ = row; }
  bool null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
  std::int64_t integer(int column) const override {
    const std::string_view shown = raw(column);
    if (shown == "t") return 1;
    std::int64_t value = 0;
    std::from_chars(shown.data(), shown.data() + shown.size(), value);
    return value;
  }
  double real(int column) const override {
    const std::string_view shown = raw(column);
    double value = 0;
    std::from_chars(shown.data(), shown.data() + shown.size(), value);
    return value;
  }
  std::string text(int column) const override { return std::string(raw(column)); }
  Bytes bytes(int column) const override {
    const std::string_view shown = raw(column);
    if (PQftype(result_, column) == kBytea && shown.starts_with("\\x"))
      return from_hex(shown.substr(2)).value_or(Bytes{});
    const BytesView view = as_bytes(shown);
    return Bytes(view.begin(), view.end());
  }

 private:
  std::string_view raw(int column) const {
    return {PQgetvalue(result_, row_, column),
            static_cast<std::size_t>(PQgetlength(result_, row_, column))};
  }
  const PGresult* result_;
  int row_ = 0;
};

// Values in the shape libpq wants. Numbers go as text, bytes as they are.
class Parameters {
 public:
  explicit Parameters(std::span<const Value> values) {
    kept_.reserve(values.size());
    for (const Value& value : values) add(value.held());
    for (std::size_t i = 0; i < kept_.size(); ++i)
      if (present_[i]) pointers_[i] = kept_[i].c_str();
  }
  int count() const { return static_cast<int>(types_.size()); }
  const Oid* types() const { return types_.data(); }
  const char* const* pointers() const { return pointers_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }
  // Types are part of a prepared statement, so they are part of its key.
  std::string key(std::string_view sql) const {
    std::string key(sql);
    key += '\0';
    for (const Oid type : types_) key += static_cast<char>('A' + type % 26);
    return key;
  }

 private:
  void add(const Value::Held& held) {
    std::string shown;
    Oid type = 0;  // Text, truths and NULL become what their place asks for.
    bool binary = false;
    if (const auto* integer = std::get_if<std::int64_t>(&held)) {
      shown = fmt::format("{}", *integer);
      type = kInt8;
    } else if (const auto* real = std::get_if<double>(&held)) {
      shown = fmt::format("{}", *real);
      type = kFloat8;
    } else if (const auto* truth = std::get_if<bool>(&held)) {
      shown = *truth ? "1" : "0";
    } else if (const auto* text = std::get_if<std::string_view>(&held)) {
      shown = *text;
    } else if (const auto* bytes = std::get_if<BytesView>(&held)) {
      shown = as_text(*bytes);
      type = kBytea;
      binary = true;
    }
    present_.push_back(!std::holds_alternative<std::monostate>(held));
    lengths_.push_back(static_cast<int>(shown.size()));
    formats_.push_back(binary ? 1 : 0);
    types_.push_back(type);
    pointers_.push_back(nullptr);
    kept_.push_back(std::move(shown));
  }

  std::vector<std::string> kept_;
  std::vector<bool> present_;
  std::vector<Oid> types_;
  std::vector<const char*> pointers_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

class PostgresqlConnection final : public Connection {
 public:
  PostgresqlConnection(const Database::Options& options, Role role)
      : url_(options.postgresql_url),
        schema_(options.schema),
        role_(options.postgresql_role),
        makes_(role == Role::writer) {}
  ~PostgresqlConnection() override { PQfinish(handle_); }

  Result<> connect() {
    PQfinish(handle_);
    kept_.clear();
    in_transaction_ = false;
    // The address may name another connect_timeout; without one a dead host would hold us for ever.
    const char* const names[] = {"connect_timeout", "dbname", nullptr};
    const char* const values[] = {"5", url_.c_str(), nullptr};
    handle_ = PQconnectdbParams(names, values, 1);
    if (PQstatus(handle_) != CONNECTION_OK)
      return fail(ErrorKind::unavailable, PQerrorMessage(handle_));
    PQsetNoticeReceiver(handle_, &PostgresqlConnection::notice, this);
    if (PQsetClientEncoding(handle_, "UTF8") != 0)
      return fail(ErrorKind::unavailable, PQerrorMessage(handle_));
    // No statement_timeout: one that fires around COMMIT leaves its outcome unknown.
    TRY(
        script("set bytea_output = hex; set statement_timeout = 0; set lock_timeout = '10s'; "
               "set application_name = 'heed'"));
    if (!role_.empty()) {
      if (makes_) TRY(make_role_and_schema(handle_, role_, schema_));
      TRY(take_role(handle_, role_));
    }
    return use_schema();
  }

  bool is_postgresql() const override { return true; }

  Result<> begin_write() override {
    TRY(connected());
    in_transaction_ = true;
    reading_ = false;
    released_ = false;
    // One writer at a time, on however many servers, as with SQLite. LOCK TABLE takes no snapshot,
    // so what the commands see is what the writer before left.
    return script(
        "begin isolation level repeatable read; "
        "lock table schema_migration in exclusive mode");
  }
  Result<> begin_read() override {
    TRY(connected());
    in_transaction_ = true;
    reading_ = true;
    return script("begin isolation level repeatable read read only");
  }
  // A release waits for the next savepoint and travels with it, or is left to the commit: a round
  // trip less for each command, 1,050 to 1,500 commands a second in batches of 64 where measured.
  Result<> savepoint() override {
    const bool with_release = std::exchange(released_, false);
    return script(with_release ? "release savepoint command; savepoint command"
                               : "savepoint command");
  }
  Result<> release() override {
    released_ = true;
    return Done{};
  }

  Result<> commit() override {
    cancelled_ = false;
    const Answer answer(PQexec(handle_, "commit"));
    in_transaction_ = false;
    if (PQstatus(handle_) != CONNECTION_OK || answer == nullptr) {
      // Not to be run again: the server may have kept it.
      wants_retry_ = false;
      return fail(ErrorKind::unavailable, "connection lost at COMMIT: outcome unknown");
    }
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return failed(answer.get());
    // "COMMIT" of a failed transaction answers OK, with the tag ROLLBACK.
    if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT")
      return fail(ErrorKind::internal, "COMMIT was answered with ROLLBACK");
    if (cancelled_)
      return fail(ErrorKind::unavailable, "no standby confirmed the COMMIT: outcome unknown");
    return Done{};
  }

  Result<> script(const std::string& sql) override {
    const Answer answer(PQexec(handle_, sql.c_str()));
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
      return failed(answer.get());
    return Done{};
  }

  Result<std::string> copy_to(const std::string& file,
                              std::span<const Migration> migrations) override {
    TRY(connected());
    TRY(dump_schema(handle_, schema_, file, migrations));
    return file;
  }
  Result<> load(const std::string& file) override {
    const std::string names[] = {schema_};
    const auto tables =
        TRY(ask_rows(handle_,
                     "select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                     " where n.nspname = $1 and c.relkind = 'r' limit 1",
                     names));
    if (!tables.empty())
      return refuse("That database holds a Heed already. Restore into an empty one.",
                    ErrorKind::conflict);
    return load_dump(handle_, file);
  }

  bool transaction_gone() override {
    return PQstatus(handle_) != CONNECTION_OK || PQtransactionStatus(handle_) == PQTRANS_IDLE;
  }

 protected:
  Result<> undo_to_savepoint() override {
    return script("rollback to savepoint command; release savepoint command");
  }
  void undo_all() override {
    in_transaction_ = false;
    if (PQstatus(handle_) == CONNECTION_OK && PQtransactionStatus(handle_) != PQTRANS_IDLE)
      const Answer ignored(PQexec(handle_, "rollback"));
  }

  Result<std::int64_t> run_statement(std::string_view sql, std::span<const Value> values,
                                     const RowReader& reader) override {
    const Parameters given(values);
    const std::string* name = nullptr;
    const std::string key = given.key(sql);
    if (const auto found = kept_.find(key); found != kept_.end()) {
      name = &found->second;
    } else {
      if (kept_.size() >= kStatementsKept) {
        TRY(script("deallocate all"));
        kept_.clear();
      }
      std::string fresh = fmt::format("s{}", ++prepared_);
      const Answer answer(PQprepare(handle_, fresh.c_str(), std::string(sql).c_str(), given.count(),
                                    given.types()));
      if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return failed(answer.get());
      name = &kept_.emplace(key, std::move(fresh)).first->second;
    }
    const Answer answer(PQexecPrepared(handle_, name->c_str(), given.count(), given.pointers(),
                                       given.lengths(), given.formats(), 0));
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status == PGRES_TUPLES_OK) {
      PostgresqlRow row(answer.get());
      const int rows = PQntuples(answer.get());
      for (int i = 0; reader && i < rows; ++i) {
        row.at(i);
        reader(row);
      }
      return rows;
    }
    if (status != PGRES_COMMAND_OK) return failed(answer.get());
    std::int64_t changed = 0;
    const std::string_view count = PQcmdTuples(answer.get());
    std::from_chars(count.data(), count.data() + count.size(), changed);
    return changed;
  }

 private:
  static void notice(void* self, const PGresult* result) {
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    // "canceling wait for synchronous replication": COMMIT then answers OK without a standby.
    if (state != nullptr && std::string_view(state) == "01000")
      static_cast<PostgresqlConnection*>(self)->cancelled_ = true;
  }

  Result<> use_schema() {
    const std::string name = TRY(quoted_name(handle_, schema_));
    TRY(script("set search_path to " + name));
    // CREATE SCHEMA IF NOT EXISTS asks for the right to create even where there is nothing to do.
    const char* value = schema_.c_str();
    const Answer found(PQexecParams(handle_, "select 1 from pg_namespace where nspname = $1", 1,
                                    nullptr, &value, nullptr, nullptr, 0));
    if (PQresultStatus(found.get()) != PGRES_TUPLES_OK) return failed(found.get());
    if (PQntuples(found.get()) == 0) return script("create schema if not exists " + name);
    return Done{};
  }

  Result<> connected() {
    if (PQstatus(handle_) == CONNECTION_OK) return Done{};
    auto again = connect();
    wants_retry_ = !again;
    return again;
  }

  Error failed(const PGresult* answer) {
    const char* field = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    const std::string_view state = field != nullptr ? field : "";
    if (PQstatus(handle_) != CONNECTION_OK || (state.empty() && answer == nullptr)) {
      wants_retry_ = in_transaction_;
      return fail(ErrorKind::unavailable, "PostgreSQL: connection lost");
    }
    if (state == "40001" || state == "40P01") wants_retry_ = true;
    // Outside a read it means a standby; inside one it is our own mistake.
    if (state == "25006" && reading_) return fail(ErrorKind::internal, "a write inside a read");
    return postgresql_error(handle_, answer);
  }

  const std::string url_;
  const std::string schema_;
  const std::string role_;
  const bool makes_;  // The role and the schema, where they are missing.
  PGconn* handle_ = nullptr;
  std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> kept_;
  std::uint64_t prepared_ = 0;
  bool in_transaction_ = false;
  bool reading_ = false;
  bool released_ = false;  // The last command's savepoint, though the server does not know yet.
  bool cancelled_ = false;
};

}  // namespace

Result<std::unique_ptr<Connection>> open_postgresql(const Database::Options& options, Role role) {
  auto connection = std::make_unique<PostgresqlConnection>(options, role);
  if (auto made = connection->connect(); !made) {
    Error error = std::move(made).error();
    if (error.said.empty())
      error.said = "The PostgreSQL server does not answer, or refuses this address.";
    return error;
  }
  return std::unique_ptr<Connection>(std::move(connection));
}

Result<> gate_postgresql(Connection& connection, bool unsafe_disk) {
  const auto shown = [&](const char* sql) {
    return connection.one(sql, [](const Row& row) { return row.text(0); });
  };
  const std::string encoding = TRY(shown("show server_encoding"));
  if (encoding != "UTF8")
    return refuse(fmt::format("The PostgreSQL database is in {}, and must be in UTF8.", encoding));
  if (unsafe_disk) return Done{};
  for (const char* setting : {"fsync", "full_page_writes", "synchronous_commit"}) {
    const std::string found = TRY(shown(fmt::format("show {}", setting).c_str()));
    if (found != "on" && found != "remote_apply") {
      return refuse(
          fmt::format("PostgreSQL runs with {} = {}: what is kept may not survive a power "
                      "cut. Set it to on, or start with --unsafe-disk to try Heed out.",
                      setting, found));
    }
  }
  return Done{};
}

}  // namespace heed::store
