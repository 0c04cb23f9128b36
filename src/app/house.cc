#include "app/house.h"

#include <filesystem>

#include "decide/forget.h"
#include "decide/reworded.h"
#include "understand/forget.h"
#include "understand/reworded.h"

namespace heed::app {
namespace {

namespace fs = std::filesystem;

// Old keys open old backups: what was erased must not come back from a copy of them.
constexpr auto kKeysCopyKept = std::chrono::hours(35 * 24);

void drop_old_key_copies(const std::string& data) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(data, ignored)) {
    if (!entry.path().filename().string().starts_with("keys.before-")) continue;
    if (fs::file_time_type::clock::now() - fs::last_write_time(entry, ignored) > kKeysCopyKept)
      fs::remove(entry.path(), ignored);
  }
}

Result<std::unique_ptr<store::Database>> open_store(const HouseOptions& options,
                                                    std::string_view name) {
  store::Database::Options wanted;
  wanted.unsafe_disk = options.unsafe_disk;
  if (options.database.empty()) {
    wanted.sqlite_path = fmt::format("{}/{}.sqlite", options.data, name);
  } else {
    wanted = postgresql_store(options, name);
  }
  // A migration backs up first, so that a bad one can be undone.
  wanted.before_migrating = [kept = fmt::format("{}/{}.before", options.data, name),
                             ending = options.database.empty() ? "sqlite" : "sql"](
                                std::int64_t from, const auto& copy_to) -> Result<> {
    const std::string copy = fmt::format("{}-{:04}.{}", kept, from, ending);
    std::error_code ignored;
    fs::remove(copy, ignored);
    TRY(copy_to(copy));
    return Done{};
  };
  const std::vector<store::Migration> migrations = store::migrations_of(name);
  return store::Database::open(std::move(wanted), migrations);
}

}  // namespace

store::Database::Options postgresql_store(const HouseOptions& options, std::string_view name) {
  store::Database::Options wanted;
  wanted.unsafe_disk = options.unsafe_disk;
  wanted.schema = fmt::format("{}_{}", options.schema_prefix, name);
  const bool three = !options.database_identity.empty();
  wanted.postgresql_url = three && name == "identity" ? options.database_identity
                          : three && name == "keys"   ? options.database_keys
                                                      : options.database;
  if (!three) wanted.postgresql_role = wanted.schema;
  return wanted;
}

House::House(platform::LockFile lock, Stores stores, std::unique_ptr<record::Keys> keys_given,
             std::unique_ptr<platform::Random> randomness, const HouseOptions& options)
    : lock_(std::move(lock)),
      random_(std::move(randomness)),
      stores_(std::move(stores)),
      keys_(std::move(keys_given)),
      random(*random_),
      main(*stores_.main),
      identity(*stores_.identity),
      keys(*keys_),
      record(main, keys, clock),
      partners(main, clock, random, options.sign_in),
      activities(main, clock, random),
      duties(main, clock, random),
      changes(main, clock, random),
      planned(main, clock, random),
      intake(main, record, keys, clock, random),
      drafts(main, clock, random),
      imports(main, record, keys, clock, random),
      voices(main),
      themes(main, clock, random),
      frames(main, clock, random),
      coding(main, clock, random),
      campaigns(main, clock, random),
      findings(main, record, keys, themes, clock, random),
      scrutiny(main, clock, random),
      governance(main, record, findings, scrutiny, clock, random),
      recommendations(main, clock, random),
      actions(main, record, findings, clock, random),
      promises(main, record, clock, random),
      told(identity, clock, random),
      difference(main, clock, random),
      evaluations(main, record, governance, clock),
      workstreams(main, clock, random),
      learning(main, clock, random),
      happened(main, clock),
      own(main, record, keys, clock, random, {understand::forget, decide::forget},
          {understand::reworded, decide::reworded}),
      amend(main, record, keys, clock, random, {understand::forget, decide::forget}),
      exports(main),
      reach(main, clock),
      channels(main, record, keys, clock, random),
      moderation(main, record, keys, clock, random, {understand::reworded, decide::reworded}),
      enquiries(identity, clock, random) {}

Result<std::unique_ptr<House>> House::open(const HouseOptions& options) {
  TRY(platform::make_folder(options.data));
  auto lock = platform::LockFile::take(options.data + "/heed.lock");
  if (lock.failed_with(ErrorKind::busy))
    return refuse(
        "Heed is already running on this data. Stop it first, or use another --data folder.",
        ErrorKind::busy);
  if (!lock) return Error(lock.error());
  if (options.database_identity.empty() != options.database_keys.empty() ||
      (options.database.empty() && !options.database_identity.empty()))
    return refuse(
        "Say one address with --database, or three with --database, --database-identity and "
        "--database-keys.");
  drop_old_key_copies(options.data);
  Stores stores;
  stores.main = TRY(open_store(options, "main"));
  stores.identity = TRY(open_store(options, "identity"));
  stores.keys = TRY(open_store(options, "keys"));
  auto random = std::make_unique<platform::SystemRandom>();
  auto keys = TRY(record::Keys::open(*stores.keys, *random));
  return std::unique_ptr<House>(
      new House(*std::move(lock), std::move(stores), std::move(keys), std::move(random), options));
}

Result<partners::Partnership> House::partnership(const partners::NewPartnership& otherwise) {
  if (const auto found = TRY(partners.partnership())) return *found;
  return partners.create_partnership(otherwise);
}

Result<> House::backup(const std::string& folder) {
  TRY(platform::make_folder(folder));
  std::error_code ignored;
  if (!fs::is_empty(folder, ignored))
    return refuse("That folder is not empty. Choose a new one for each backup.",
                  ErrorKind::conflict);
  const std::string ending = main.is_postgresql() ? ".sql" : ".sqlite";
  TRY(stores_.main->backup_to(folder + "/main" + ending));
  TRY(stores_.identity->backup_to(folder + "/identity" + ending));
  // Keys last and in a folder of their own: whoever holds both can read everything.
  TRY(platform::make_folder(folder + "/keys"));
  TRY(stores_.keys->backup_to(folder + "/keys/keys" + ending));
  return Done{};
}

std::uint64_t House::written() const {
  return stores_.main->batches_written() + stores_.identity->batches_written() +
         stores_.keys->batches_written();
}

}  // namespace heed::app
