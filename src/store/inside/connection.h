// Connection: one open connection to SQLite or PostgreSQL, as the writer and the readers use it.
//
//   TRY(connection.begin_write()); TRY(connection.savepoint()); ... TRY(connection.commit());
//
// A failed statement spoils the session until rollback_to() or rollback(): each later statement
// answers with the same error. PostgreSQL works so; SQLite is made to, so that code tried on one
// holds on the other.
//
// Threads: one at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "store/database.h"

namespace heed::store {

class Connection : public Session {
 public:
  virtual Result<> begin_write() = 0;  // Takes the right to write, alone.
  virtual Result<> begin_read() = 0;
  virtual Result<> savepoint() = 0;
  virtual Result<> release() = 0;
  virtual Result<> commit() = 0;
  // Undoes to the savepoint. An Error means that the whole transaction is gone.
  Result<> rollback_to() {
    spoilt_.reset();
    return undo_to_savepoint();
  }
  // Never fails: what cannot be rolled back was not kept.
  void rollback() {
    spoilt_.reset();
    wants_retry_ = false;
    undo_all();
  }
  // Statements without parameters, for migrations and settings.
  virtual Result<> script(const std::string& sql) = 0;
  virtual Result<std::string> copy_to(const std::string& file,
                                      std::span<const Migration> migrations) = 0;
  // Puts what copy_to made into an empty store. Errors: unavailable on SQLite, where a copy is the
  // store itself; conflict (said).
  virtual Result<> load(const std::string& file) = 0;

  // The error of the first statement that failed, if one did.
  const std::optional<Error>& spoilt() const { return spoilt_; }
  // True when nothing of this transaction will be kept and running it again may succeed (a
  // serialisation failure, or a connection lost before COMMIT was sent).
  bool wants_retry() const { return wants_retry_; }
  // True when the engine ended the transaction by itself.
  virtual bool transaction_gone() = 0;

 protected:
  Result<std::int64_t> run(std::string_view sql, std::span<const Value> values,
                           const RowReader& reader) final;
  virtual Result<std::int64_t> run_statement(std::string_view sql, std::span<const Value> values,
                                             const RowReader& reader) = 0;
  virtual Result<> undo_to_savepoint() = 0;
  virtual void undo_all() = 0;
  bool wants_retry_ = false;

 private:
  std::optional<Error> spoilt_;
};

// Lets a std::string key be looked up by a view.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

// Statements kept prepared on a connection. SQL is written in the source, so there are not many;
// the bound is for lists of varying length.
constexpr std::size_t kStatementsKept = 512;

enum class Role { writer, reader };
Result<std::unique_ptr<Connection>> open_sqlite(const Database::Options& options, Role role);
Result<std::unique_ptr<Connection>> open_postgresql(const Database::Options& options, Role role);
// Reads the settings back that durability stands on. Errors: invalid (said), storage (said).
Result<> gate_sqlite(Connection& connection);
Result<> gate_postgresql(Connection& connection, bool unsafe_disk);

}  // namespace heed::store
