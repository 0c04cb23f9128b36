#include "store/database.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "store/things_for_test.h"
#include "testing/postgresql.h"
#include "testing/shared_data.h"
#include "testing/stores.h"

namespace heed::store {
namespace {

using testing::Backend;

constexpr Migration kThings{1, "0001_test_things.sql",
                            "create table thing (id bytea primary key, n bigint, title text, share "
                            "double precision, open boolean not null default false);\n"
                            "create table part (id bytea primary key, thing_id bytea references "
                            "thing (id));\n"};

class DatabaseTest : public ::testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    options_ = testing::fresh_options(GetParam(), "test");
    db_ = open({kThings});
  }
  std::unique_ptr<Database> open(std::vector<Migration> migrations) {
    auto opened = Database::open(options_, migrations);
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().detail);
    return opened ? *std::move(opened) : nullptr;
  }
  Result<> add(int n, std::string_view title = "t") {
    return db_->write([&](Session& s) -> Result<> {
      TRY(s.exec("insert into thing (id, n, title) values ($1, $2, $3)", thing_id(n), n, title));
      return Done{};
    });
  }
  std::int64_t count() {
    const auto found =
        db_->read([](Session& s) { return s.integer("select count(*) from thing"); });
    return found ? *found : -1;
  }
  Database::Options options_;
  std::unique_ptr<Database> db_;
};
INSTANTIATE_TEST_SUITE_P(On, DatabaseTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

TEST_P(DatabaseTest, EveryTypeComesBackAsItWasBound) {
  const Bytes key{std::byte{0}, std::byte{0xff}, std::byte{0}};
  const auto wrote = db_->write([&](Session& s) {
    return s.exec("insert into thing (id, n, title, share, open) values ($1, $2, $3, $4, $5)", key,
                  std::int64_t{-9'007'199'254'740'993}, "Tŷ 日本 'quoted'", 0.1, true);
  });
  ASSERT_TRUE(wrote) << wrote.error().detail;
  EXPECT_EQ(*wrote, 1);
  ASSERT_TRUE(db_->write([&](Session& s) {
    return s.exec("insert into thing (id, n, title, share) values ($1, $2, $3, $4)", Bytes{},
                  std::optional<std::int64_t>{}, std::nullopt, std::optional<double>{});
  }));
  int rows = 0;
  const auto read = db_->read([&](Session& s) {
    return s.each("select id, n, title, share, open from thing order by id", [&](const Row& row) {
      if (rows++ == 0) {
        EXPECT_TRUE(row.bytes(0).empty());
        EXPECT_FALSE(row.null(0));
        EXPECT_TRUE(row.null(1) && row.null(2) && row.null(3));
        EXPECT_EQ(row.integer(1), 0);
        EXPECT_EQ(row.text(2), "");
        EXPECT_FALSE(row.truth(4));
        return;
      }
      EXPECT_EQ(row.bytes(0), key);
      EXPECT_EQ(row.integer(1), -9'007'199'254'740'993);
      EXPECT_EQ(row.text(2), "Tŷ 日本 'quoted'");
      EXPECT_EQ(row.real(3), 0.1);
      EXPECT_TRUE(row.truth(4));
    });
  });
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(*read, 2);
}

TEST_P(DatabaseTest, ParametersAreFoundByNumberNotByFirstUse) {
  ASSERT_TRUE(add(1, "one"));
  const auto found = db_->read([&](Session& s) {
    return s.one(
        "select title from thing where n = $2 and title = $1 and n <= $2",
        [](const Row& row) { return row.text(0); }, "one", 1);
  });
  ASSERT_TRUE(found) << found.error().detail;
  EXPECT_EQ(*found, "one");
  // A time as a bigint in arithmetic, and a truth where a boolean stands.
  const auto counted = db_->read([&](Session& s) {
    return s.integer("select count(*) from thing where n > $1 - 3600000 and open = $2",
                     TimeMs{3'600'000'000 - 3'600'000'000}, false);
  });
  ASSERT_TRUE(counted) << counted.error().detail;
  EXPECT_EQ(*counted, 1);
}

TEST_P(DatabaseTest, TheSameQueryMayRunInsideItsOwnReader) {
  ASSERT_TRUE(add(1));
  ASSERT_TRUE(add(2));
  int pairs = 0;
  const auto read = db_->read([&](Session& s) -> Result<> {
    TRY(s.each("select n from thing", [&](const Row&) {
      const auto inner = s.each("select n from thing", [&](const Row&) { ++pairs; });
      EXPECT_TRUE(inner);
    }));
    return Done{};
  });
  EXPECT_TRUE(read);
  EXPECT_EQ(pairs, 4);
}

TEST_P(DatabaseTest, AUniqueOrForeignKeyThatSaysNoIsAConflict) {
  ASSERT_TRUE(add(1));
  EXPECT_TRUE(add(1).failed_with(ErrorKind::conflict));
  const auto orphan = db_->write([](Session& s) {
    return s.exec("insert into part (id, thing_id) values ($1, $2)", thing_id(1), thing_id(9));
  });
  EXPECT_TRUE(orphan.failed_with(ErrorKind::conflict));
  EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseTest, AFailedStatementSpoilsItsCommandHoweverTheCommandGoesOn) {
  ASSERT_TRUE(add(1));
  const auto ignored = db_->write([](Session& s) -> Result<> {
    TRY(s.exec("insert into thing (id) values ($1)", thing_id(2)));
    const auto first = s.exec("insert into thing (id) values ($1)", thing_id(1));
    EXPECT_TRUE(first.failed_with(ErrorKind::conflict));
    const auto second = s.exec("insert into thing (id) values ($1)", thing_id(3));
    EXPECT_TRUE(second.failed_with(ErrorKind::conflict));
    return Done{};
  });
  EXPECT_TRUE(ignored.failed_with(ErrorKind::conflict));
  EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseTest, AnErrorOfTheCommandLeavesNothingAndIsHandedBack) {
  const auto refused = db_->write([](Session& s) -> Result<int> {
    TRY(s.exec("insert into thing (id) values ($1)", thing_id(1)));
    return refuse("Not this one.");
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().said, "Not this one.");
  EXPECT_EQ(count(), 0);
  ASSERT_TRUE(add(2));  // The connection is good for the next.
}

TEST_P(DatabaseTest, TextWithNulOrBadUtf8IsRefusedOnBoth) {
  EXPECT_TRUE(add(1, std::string_view("a\0b", 3)).failed_with(ErrorKind::invalid));
  EXPECT_TRUE(add(1, "\xff").failed_with(ErrorKind::invalid));
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, BrokenSqlIsInternalAndTwoStatementsAreNotOne) {
  EXPECT_TRUE(db_->read([](Session& s) { return s.integer("select nothing from nowhere"); })
                  .failed_with(ErrorKind::internal));
  EXPECT_TRUE(db_->write([](Session& s) { return s.exec("delete from part; delete from thing"); })
                  .failed_with(ErrorKind::internal));
  const auto wrote = db_->read(
      [](Session& s) { return s.exec("insert into thing (id) values ($1)", thing_id(1)); });
  EXPECT_TRUE(wrote.failed_with(ErrorKind::internal));
  EXPECT_TRUE(add(1));  // A write in a read is a mistake, and does not stop the store.
}

TEST_P(DatabaseTest, OneFailingCommandInABatchLeavesItsMates) {
  std::promise<void> go;
  const auto gone = go.get_future().share();
  std::vector<std::future<Result<>>> kept;
  const auto later = [&](std::function<Result<>(Session&)> command) {
    const auto told = std::make_shared<std::promise<Result<>>>();
    kept.push_back(told->get_future());
    ASSERT_TRUE(db_->write_later(std::move(command), [told](Result<> r) { told->set_value(r); }));
  };
  later([gone](Session&) -> Result<> {  // Holds the writer until the rest is queued.
    gone.wait();
    return Done{};
  });
  for (int n = 1; n <= 20; ++n) {
    later([n](Session& s) -> Result<> {
      TRY(s.exec("insert into thing (id, n) values ($1, $2)", thing_id(n == 13 ? 12 : n), n));
      if (n == 7) return fail(ErrorKind::denied, "seven");
      return Done{};
    });
  }
  go.set_value();
  for (int n = 0; n <= 20; ++n) {
    const Result<> told = kept[static_cast<std::size_t>(n)].get();
    if (n == 7) {
      EXPECT_TRUE(told.failed_with(ErrorKind::denied));
    } else if (n == 13) {
      EXPECT_TRUE(told.failed_with(ErrorKind::conflict));
    } else {
      EXPECT_TRUE(told) << n;
    }
  }
  EXPECT_EQ(count(), 18);
}

TEST_P(DatabaseTest, WriteLaterTellsOnlyWhenOthersCanReadIt) {
  std::promise<std::int64_t> seen;
  ASSERT_TRUE(db_->write_later(
      [](Session& s) -> Result<> {
        TRY(s.exec("insert into thing (id) values ($1)", thing_id(1)));
        return Done{};
      },
      [&](Result<> kept) { seen.set_value(kept ? count() : -2); }));
  EXPECT_EQ(seen.get_future().get(), 1);
}

TEST_P(DatabaseTest, ADeferredKeyThatFailsAtCommitCostsOnlyItsOwnCommand) {
  ASSERT_TRUE(db_->write([](Session& s) -> Result<> {
    TRY(
        s.exec("create table late (id bigint primary key, thing_id bytea references thing (id) "
               "deferrable initially deferred)"));
    return Done{};
  }));
  std::promise<void> go;
  const auto gone = go.get_future().share();
  ASSERT_TRUE(db_->write_later(
      [gone](Session&) -> Result<> {
        gone.wait();
        return Done{};
      },
      [](Result<>) {}));
  std::vector<std::future<Result<>>> kept;
  for (int n = 1; n <= 3; ++n) {
    const auto told = std::make_shared<std::promise<Result<>>>();
    kept.push_back(told->get_future());
    ASSERT_TRUE(db_->write_later(
        [n](Session& s) -> Result<> {
          if (n == 2)
            TRY(s.exec("insert into late (id, thing_id) values ($1, $2)", n, thing_id(99)));
          else
            TRY(s.exec("insert into thing (id, n) values ($1, $2)", thing_id(n), n));
          return Done{};
        },
        [told](Result<> r) { told->set_value(r); }));
  }
  go.set_value();
  EXPECT_TRUE(kept[0].get());
  EXPECT_TRUE(kept[1].get().failed_with(ErrorKind::conflict));
  EXPECT_TRUE(kept[2].get());
  EXPECT_EQ(count(), 2);
}

TEST_P(DatabaseTest, AFullQueueIsBusyAndKeepsNothing) {
  db_.reset();
  options_.writer_queue_max = 2;
  db_ = open({kThings});
  std::promise<void> go, started;
  const auto gone = go.get_future().share();
  const auto wait = [&, gone](Session&) -> Result<> {
    started.set_value();
    gone.wait();
    return Done{};
  };
  ASSERT_TRUE(db_->write_later(wait, [](Result<>) {}));
  started.get_future().wait();
  const auto insert = [](int n) {
    return [n](Session& s) -> Result<> {
      TRY(s.exec("insert into thing (id) values ($1)", thing_id(n)));
      return Done{};
    };
  };
  EXPECT_TRUE(db_->write_later(insert(1), [](Result<>) {}));
  EXPECT_TRUE(db_->write_later(insert(2), [](Result<>) {}));
  EXPECT_TRUE(db_->write_later(insert(3), [](Result<>) {}).failed_with(ErrorKind::busy));
  EXPECT_TRUE(add(4).failed_with(ErrorKind::busy));
  go.set_value();
  db_.reset();  // Closing commits what was queued.
  db_ = open({kThings});
  EXPECT_EQ(count(), 2);
}

TEST_P(DatabaseTest, ManyThreadsWriteAndEachAcknowledgedRowIsThere) {
  std::atomic<int> kept = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        if (db_->write([&](Session& s) -> Result<> {
              TRY(s.exec("insert into thing (id, n) values ($1, (select count(*) from thing))",
                         Bytes{static_cast<std::byte>(t), static_cast<std::byte>(i)}));
              return Done{};
            }))
          ++kept;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(kept, 160);
  // One after another: each saw all those before it.
  const auto distinct =
      db_->read([](Session& s) { return s.integer("select count(distinct n) from thing"); });
  ASSERT_TRUE(distinct);
  EXPECT_EQ(*distinct, 160);
}

TEST_P(DatabaseTest, AReadSeesOneSnapshotThroughout) {
  ASSERT_TRUE(add(1));
  const auto read = db_->read([&](Session& s) -> Result<> {
    const std::int64_t before = TRY(s.integer("select count(*) from thing"));
    EXPECT_TRUE(add(2));
    EXPECT_EQ(TRY(s.integer("select count(*) from thing")), before);
    return Done{};
  });
  EXPECT_TRUE(read);
  EXPECT_EQ(count(), 2);
}

TEST_P(DatabaseTest, AnUpgradeKeepsWhatWasThereAndAsksForABackupFirst) {
  ASSERT_TRUE(add(1, "kept"));
  db_.reset();
  std::vector<std::int64_t> asked;
  options_.before_migrating = [&](std::int64_t from, const auto&) -> Result<> {
    asked.push_back(from);
    return Done{};
  };
  db_ = open({kThings, kNoteOnThing});
  EXPECT_EQ(asked, std::vector<std::int64_t>{1});
  EXPECT_EQ(db_->schema_version(), 2);
  const auto title = db_->read([](Session& s) {
    return s.one("select title from thing where note is null",
                 [](const Row& row) { return row.text(0); });
  });
  ASSERT_TRUE(title);
  EXPECT_EQ(*title, "kept");
  db_.reset();
  db_ = open({kThings, kNoteOnThing});
  EXPECT_EQ(asked.size(), 1u);  // Nothing to do, nothing asked.
}

TEST_P(DatabaseTest, ANumberThatWasLeftOutRunsWhenItComes) {
  db_.reset();
  const Migration third{3, "0003_test_later.sql", "create table later (n bigint);\n"};
  db_ = open({kThings, third});
  EXPECT_EQ(db_->schema_version(), 3);
  db_.reset();
  db_ = open({kThings, kNoteOnThing, third});
  EXPECT_TRUE(db_->read([](Session& s) { return s.integer("select count(note) from thing"); }));
}

TEST_P(DatabaseTest, AFailedBackupStopsTheUpgrade) {
  db_.reset();
  options_.before_migrating = [&](std::int64_t, const auto&) -> Result<> {
    return fail(ErrorKind::disk_full, "no room for a backup");
  };
  const std::vector<Migration> both{kThings, kNoteOnThing};
  EXPECT_TRUE(Database::open(options_, both).failed_with(ErrorKind::disk_full));
  db_ = open({kThings});
  EXPECT_EQ(db_->schema_version(), 1);
}

TEST_P(DatabaseTest, AMigrationThatFailsLeavesTheStoreAsItWas) {
  db_.reset();
  const Migration broken{2, "0002_test_broken.sql",
                         "create table half (n bigint);\ncreate table half (n bigint);\n"};
  const std::vector<Migration> both{kThings, broken};
  EXPECT_FALSE(Database::open(options_, both));
  db_ = open({kThings});
  ASSERT_TRUE(db_);
  EXPECT_FALSE(db_->read([](Session& s) { return s.integer("select count(*) from half"); }));
}

TEST_P(DatabaseTest, ANewerStoreIsRefusedInASentence) {
  db_.reset();
  db_ = open({kThings, kNoteOnThing});
  db_.reset();
  const std::vector<Migration> one{kThings};
  const auto refused = Database::open(options_, one);
  ASSERT_TRUE(refused.failed_with(ErrorKind::invalid));
  EXPECT_NE(refused.error().said.find("newer"), std::string::npos);
  db_ = open({kThings, kNoteOnThing});
}

TEST_P(DatabaseTest, NaughtyStringsComeBackByteForByte) {
  const auto shared = testing::shared_data();
  if (!shared) GTEST_SKIP() << "no folder of shared data";
  std::ifstream file(*shared / "naughty_strings/blns.txt");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  ASSERT_GT(lines.size(), 400u);
  ASSERT_TRUE(db_->write([&](Session& s) -> Result<> {
    for (std::size_t i = 0; i < lines.size(); ++i)
      TRY(s.exec("insert into thing (id, n, title) values ($1, $2, $3)",
                 as_bytes(lines[i] + "#" + std::to_string(i)), i, lines[i]));
    return Done{};
  }));
  const auto back = db_->read([](Session& s) {
    return s.all("select title from thing order by n", [](const Row& row) { return row.text(0); });
  });
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, lines);
}

TEST_P(DatabaseTest, TheEmbeddedMigrationsOfEachStoreApply) {
  for (const char* store : {"main", "identity", "keys"}) {
    const auto migrations = migrations_of(store);
    ASSERT_FALSE(migrations.empty()) << store;
    const auto opened = testing::open_store(GetParam(), store);
    EXPECT_EQ(opened->schema_version(), migrations.back().number);
  }
}

TEST(SqliteStore, EverySettingThatDurabilityStandsOnIsReadBack) {
  auto options = testing::fresh_options(Backend::sqlite, "gate");
  const std::vector<Migration> one{kThings};
  auto db = Database::open(options, one);
  ASSERT_TRUE(db);
  const auto settings = (*db)->write([](Session& s) -> Result<std::string> {
    std::string all;
    for (const char* name : {"journal_mode", "synchronous", "foreign_keys", "trusted_schema",
                             "cell_size_check", "secure_delete"})
      all += TRY(s.one(std::string("pragma ") + name, [](const Row& row) { return row.text(0); })) +
             " ";
    return all;
  });
  ASSERT_TRUE(settings);
  EXPECT_EQ(*settings, "wal 2 1 0 1 1 ");
}

TEST(SqliteStore, ADiskThatForgetsIsRefusedUnlessSaidSo) {
  if (!std::filesystem::is_directory("/dev/shm")) GTEST_SKIP() << "no tmpfs at /dev/shm";
  Database::Options options;
  options.sqlite_path = "/dev/shm/heed-test-" + std::to_string(::getpid()) + ".db";
  const std::vector<Migration> one{kThings};
  const auto refused = Database::open(options, one);
  ASSERT_TRUE(refused.failed_with(ErrorKind::invalid));
  EXPECT_NE(refused.error().said.find("--unsafe-disk"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(options.sqlite_path));
  options.unsafe_disk = true;
  EXPECT_TRUE(Database::open(options, one));
  std::filesystem::remove(options.sqlite_path);
}

TEST(SqliteStore, ADamagedFileIsRefusedAsStorage) {
  auto options = testing::fresh_options(Backend::sqlite, "damaged");
  std::ofstream(options.sqlite_path) << std::string(8192, 'x');
  const std::vector<Migration> one{kThings};
  const auto refused = Database::open(options, one);
  ASSERT_TRUE(refused.failed_with(ErrorKind::storage));
  EXPECT_FALSE(refused.error().said.empty());
}

TEST(SqliteStore, ABackupTakenWhileWritingOpensAndHoldsAWholeState) {
  auto options = testing::fresh_options(Backend::sqlite, "live");
  const std::vector<Migration> one{kThings};
  auto db = Database::open(options, one);
  ASSERT_TRUE(db);
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (int n = 0; n < 200 && !stop; ++n) {
      EXPECT_TRUE((*db)->write([&](Session& s) -> Result<> {
        TRY(s.exec("insert into thing (id, n) values ($1, $2)", Bytes(8, std::byte(n)), n));
        TRY(s.exec("insert into part (id, thing_id) values ($1, $1)", Bytes(8, std::byte(n))));
        return Done{};
      }));
    }
  });
  const std::string file = options.sqlite_path + ".backup";
  const auto made = (*db)->backup_to(file);
  EXPECT_TRUE((*db)->backup_to(file).failed_with(ErrorKind::conflict));
  stop = true;
  writer.join();
  ASSERT_TRUE(made) << made.error().detail;
  db->reset();
  EXPECT_FALSE(std::filesystem::exists(options.sqlite_path + "-wal"));  // Closed: one file.
  options.sqlite_path = file;
  const auto copy = Database::open(options, one);
  ASSERT_TRUE(copy);
  const auto difference = (*copy)->read([](Session& s) {
    return s.integer("select (select count(*) from thing) - (select count(*) from part)");
  });
  ASSERT_TRUE(difference);
  EXPECT_EQ(*difference, 0);
}

TEST(SqliteStore, AStoreThatIsFullSaysSoAndGoesOnWhenThereIsRoom) {
  auto options = testing::fresh_options(Backend::sqlite, "full");
  const std::vector<Migration> one{kThings};
  auto db = Database::open(options, one);
  ASSERT_TRUE(db);
  ASSERT_TRUE((*db)->write([](Session& s) { return s.each("pragma max_page_count = 20", {}); }));
  const auto insert = [&](std::size_t bytes) {
    return (*db)->write([&](Session& s) -> Result<> {
      TRY(s.exec("insert into thing (id) values ($1)", Bytes(bytes, std::byte(7))));
      return Done{};
    });
  };
  EXPECT_TRUE(insert(200'000).failed_with(ErrorKind::disk_full));
  EXPECT_TRUE(insert(100));
}

TEST(PostgresqlStore, AfterTheServerWasAwayReadsAndWritesGoOn) {
  testing::PostgresqlServer* server = testing::PostgresqlServer::shared();
  if (server == nullptr) GTEST_SKIP() << testing::PostgresqlServer::why_not();
  const std::vector<Migration> one{kThings};
  const auto db = testing::open_with(Backend::postgresql, one);
  const auto insert = [&](int n) {
    return db->write([&](Session& s) -> Result<> {
      TRY(s.exec("insert into thing (id) values ($1)", thing_id(n)));
      return Done{};
    });
  };
  ASSERT_TRUE(insert(1));
  ASSERT_TRUE(server->crash());
  EXPECT_TRUE(insert(2).failed_with(ErrorKind::unavailable));
  ASSERT_TRUE(server->start_again());
  const auto again = insert(3);
  EXPECT_TRUE(again) << again.error().detail;
  const auto counted = db->read([](Session& s) { return s.integer("select count(*) from thing"); });
  ASSERT_TRUE(counted) << counted.error().detail;
  EXPECT_EQ(*counted, 2);
}

}  // namespace
}  // namespace heed::store
