#include "store/database.h"

#include <exception>
#include <filesystem>

#include "base/check.h"
#include "platform/files.h"
#include "store/inside/connection.h"
#include "store/inside/migrate.h"
#include "store/inside/pool.h"
#include "store/inside/writer.h"
#include "store/together.h"

namespace heed::store {
namespace {

Result<std::string> copy_whole(Connection& connection, const std::string& file,
                               std::span<const Migration> migrations) {
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored))
    return fail(ErrorKind::conflict, file + " exists already");
  const std::string part = file + ".part";
  std::filesystem::remove(part, ignored);
  if (auto copied = connection.copy_to(part, migrations); !copied) {
    std::filesystem::remove(part, ignored);
    return copied;
  }
  // A name in the folder is a whole backup.
  std::error_code failed;
  std::filesystem::rename(part, file, failed);
  if (failed) return fail(ErrorKind::storage, failed.message());
  TRY(platform::sync_folder(std::filesystem::absolute(file).parent_path().string()));
  return file;
}

}  // namespace

struct ReadTogether::Inside {
  const Database* database;
  Inside* outer;                                  // Of this thread, for another database.
  std::optional<Pool::Held> held = std::nullopt;  // Once something was read.
  bool reading = false;

  void end() {
    if (!held) return;
    (void)(*held)->commit();
    (*held)->rollback();
    held.reset();
  }
};

class OpenDatabase final : public Database {
 public:
  OpenDatabase(std::unique_ptr<Connection> writer, std::vector<std::unique_ptr<Connection>> readers,
               const Options& options, std::int64_t version, std::span<const Migration> migrations)
      : postgresql_(writer->is_postgresql()),
        version_(version),
        migrations_(migrations.begin(), migrations.end()),
        readers_(std::move(readers)),
        writer_(std::move(writer), options.writer_queue_max, options.batch_max) {}

  Result<> write_later(std::function<Result<>(Session&)> command,
                       std::function<void(Result<>)> done) override {
    end_together();
    return writer_.later(std::move(command), std::move(done));
  }

  Result<std::string> backup_to(const std::string& file) override {
    const Pool::Held reader = TRY(readers_.take());
    return copy_whole(*reader, file, migrations_);
  }

  bool is_postgresql() const override { return postgresql_; }
  std::int64_t schema_version() const override { return version_; }
  std::uint64_t batches_written() const override { return writer_.batches(); }

 protected:
  Result<> run_write(const std::function<Result<>(Session&)>& command) override {
    end_together();
    return writer_.now(command);
  }

  Result<> run_read(const std::function<Result<>(Session&)>& query) override {
    // A read inside a read has a connection of its own: the outer one is half way through its rows.
    if (ReadTogether::Inside* open = together(); open != nullptr && !open->reading)
      return read_in(*open, query);
    const Pool::Held held = TRY(readers_.take());
    Result<> ran = read_once(*held, query);
    // Reading twice harms nobody; the second time goes over a new connection.
    if (ran.failed_with(ErrorKind::unavailable)) ran = read_once(*held, query);
    if (ran.failed_with(ErrorKind::storage)) writer_.stop_promising();
    return ran;
  }

 private:
  friend class ReadTogether;

  ReadTogether::Inside* together() const {
    for (ReadTogether::Inside* each = together_; each != nullptr; each = each->outer)
      if (each->database == this) return each;
    return nullptr;
  }
  void end_together() const {
    if (ReadTogether::Inside* open = together(); open != nullptr && !open->reading) open->end();
  }

  Result<> read_in(ReadTogether::Inside& open, const std::function<Result<>(Session&)>& query) {
    if (!open.held) {
      open.held.emplace(TRY(readers_.take()));
      if (!(*open.held)->begin_read()) {
        open.end();
        return read_once(*TRY(readers_.take()), query);
      }
    }
    open.reading = true;
    Result<> ran = asked(**open.held, query);
    open.reading = false;
    if (!ran && (*open.held)->spoilt()) open.end();
    if (ran.failed_with(ErrorKind::unavailable)) ran = read_once(*TRY(readers_.take()), query);
    if (ran.failed_with(ErrorKind::storage)) writer_.stop_promising();
    return ran;
  }

  static Result<> asked(Connection& connection, const std::function<Result<>(Session&)>& query) {
    try {
      TRY(query(connection));
    } catch (const std::exception& thrown) {
      return fail(ErrorKind::internal, thrown.what());
    }
    if (connection.spoilt()) return *connection.spoilt();
    return Done{};
  }
  static Result<> read_once(Connection& connection,
                            const std::function<Result<>(Session&)>& query) {
    Result<> ran = [&]() -> Result<> {
      TRY(connection.begin_read());
      TRY(asked(connection, query));
      return connection.commit();
    }();
    connection.rollback();
    return ran;
  }

  static thread_local ReadTogether::Inside* together_;
  const bool postgresql_;
  const std::int64_t version_;
  const std::vector<Migration> migrations_;  // Their texts are embedded, or outlive this.
  Pool readers_;
  Writer writer_;  // Last: it drains while the readers still stand.
};

thread_local ReadTogether::Inside* OpenDatabase::together_ = nullptr;

ReadTogether::ReadTogether(Database& database)
    : inside_(std::make_unique<Inside>(&database, OpenDatabase::together_)) {
  OpenDatabase::together_ = inside_.get();
}

ReadTogether::~ReadTogether() {
  inside_->end();
  OpenDatabase::together_ = inside_->outer;
}

Result<std::unique_ptr<Database>> Database::open(Options options,
                                                 std::span<const Migration> migrations) {
  const bool on_postgresql = !options.postgresql_url.empty();
  CHECK(on_postgresql != !options.sqlite_path.empty());
  const auto connect = [&](Role role) {
    return on_postgresql ? open_postgresql(options, role) : open_sqlite(options, role);
  };
  std::unique_ptr<Connection> writer = TRY(connect(Role::writer));
  TRY(on_postgresql ? gate_postgresql(*writer, options.unsafe_disk) : gate_sqlite(*writer));
  const auto before = [&](std::int64_t from) -> Result<> {
    if (!options.before_migrating) return Done{};
    return options.before_migrating(
        from, [&](const std::string& file) { return copy_whole(*writer, file, migrations); });
  };
  const std::int64_t version = TRY(migrate(*writer, migrations, before));
  std::vector<std::unique_ptr<Connection>> readers;
  for (std::size_t i = 0; i < std::max<std::size_t>(options.readers, 1); ++i)
    readers.push_back(TRY(connect(Role::reader)));
  return std::unique_ptr<Database>(std::make_unique<OpenDatabase>(
      std::move(writer), std::move(readers), options, version, migrations));
}

Result<> Database::restore(Options options, const std::string& file) {
  CHECK(!options.postgresql_url.empty());
  const std::unique_ptr<Connection> writer = TRY(open_postgresql(options, Role::writer));
  return writer->load(file);
}

}  // namespace heed::store
