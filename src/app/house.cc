#include "app/house.h"

#include <filesystem>

namespace heed::app {
namespace {

namespace fs = std::filesystem;

Result<std::unique_ptr<store::Database>> open_store(const HouseOptions& options,
                                                    std::string_view name) {
  store::Database::Options wanted;
  wanted.unsafe_disk = options.unsafe_disk;
  if (options.database.empty()) {
    wanted.sqlite_path = fmt::format("{}/{}.sqlite", options.data, name);
    // A migration backs up first, beside the store, so that a bad one can be undone.
    wanted.before_migrating = [path = wanted.sqlite_path, unsafe = options.unsafe_disk,
                               name = std::string(name)](std::int64_t from) -> Result<> {
      std::vector<store::Migration> older = store::migrations_of(name);
      std::erase_if(older, [&](const store::Migration& each) { return each.number > from; });
      const auto before =
          TRY(store::Database::open({.sqlite_path = path, .unsafe_disk = unsafe}, older));
      const std::string copy = fmt::format("{}.before-{:04}", path, from);
      std::error_code ignored;
      fs::remove(copy, ignored);
      TRY(before->backup_to(copy));
      return Done{};
    };
  } else {
    wanted.postgresql_url = options.database;
    wanted.schema = fmt::format("{}_{}", options.schema_prefix, name);
  }
  const std::vector<store::Migration> migrations = store::migrations_of(name);
  return store::Database::open(std::move(wanted), migrations);
}

}  // namespace

House::House(platform::LockFile lock, Stores stores, std::unique_ptr<record::Keys> keys_given,
             std::unique_ptr<platform::Random> randomness, const HouseOptions& options)
    : lock_(std::move(lock)),
      random_(std::move(randomness)),
      stores_(std::move(stores)),
      keys_(std::move(keys_given)),
      random(*random_),
      main(*stores_.main),
      keys(*keys_),
      record(main, keys, clock),
      partners(main, clock, random, options.sign_in),
      activities(main, clock, random),
      intake(main, record, keys, clock, random),
      drafts(main, clock, random),
      imports(main, record, keys, clock, random),
      voices(main),
      themes(main, clock, random),
      findings(main, record, keys, themes, clock, random) {}

Result<std::unique_ptr<House>> House::open(const HouseOptions& options) {
  TRY(platform::make_folder(options.data));
  auto lock = platform::LockFile::take(options.data + "/heed.lock");
  if (lock.failed_with(ErrorKind::busy))
    return refuse(
        "Heed is already running on this data. Stop it first, or use another --data folder.",
        ErrorKind::busy);
  if (!lock) return Error(lock.error());
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
  TRY(stores_.main->backup_to(folder + "/main.sqlite"));
  TRY(stores_.identity->backup_to(folder + "/identity.sqlite"));
  // Keys last and in a folder of their own: whoever holds both can read everything.
  TRY(platform::make_folder(folder + "/keys"));
  TRY(stores_.keys->backup_to(folder + "/keys/keys.sqlite"));
  return Done{};
}

}  // namespace heed::app
