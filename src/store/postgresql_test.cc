// What is PostgreSQL's alone: three roles, and copies as SQL.
#include "store/postgresql_setup.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "platform/random.h"
#include "store/database.h"
#include "store/things_for_test.h"
#include "testing/postgresql.h"
#include "testing/stores.h"

namespace heed::store {
namespace {

using testing::Backend;

constexpr Migration kPlainThings{
    1, "0001_test_things.sql",
    "create table thing (id bytea primary key, n bigint, title text);\n"
    "create table part (id bytea primary key, thing_id bytea references "
    "thing (id));\n"};

// Three stores of one server, each under a role of its own, as House opens them from one address.
Database::Options under_role(const std::string& schema) {
  Database::Options options;
  options.postgresql_url = testing::PostgresqlServer::shared()->url();
  options.schema = schema;
  options.postgresql_role = schema;
  options.readers = 1;
  return options;
}

TEST(PostgresqlStore, ARoleTouchesItsOwnSchemaAndNoOther) {
  HEED_NEEDS(Backend::postgresql);
  const std::string base = testing::PostgresqlServer::shared()->fresh_schema();
  const std::vector<Migration> one{kPlainThings};
  const auto main = Database::open(under_role(base + "_main"), one);
  const auto keys = Database::open(under_role(base + "_keys"), one);
  ASSERT_TRUE(main) << main.error().detail;
  ASSERT_TRUE(keys) << keys.error().detail;
  const std::string secrets = base + "_keys.thing";
  EXPECT_TRUE(
      (*keys)->read([&](Session& s) { return s.integer("select count(*) from " + secrets); }));
  const auto peeked =
      (*main)->read([&](Session& s) { return s.integer("select count(*) from " + secrets); });
  EXPECT_TRUE(peeked.failed_with(ErrorKind::denied)) << (peeked ? "read" : peeked.error().detail);
  const auto spoilt = (*main)->write([&](Session& s) { return s.exec("delete from " + secrets); });
  EXPECT_TRUE(spoilt.failed_with(ErrorKind::denied));
  EXPECT_TRUE(
      (*main)
          ->write([&](Session& s) { return s.exec("create table " + secrets + "2 (n int)"); })
          .failed_with(ErrorKind::denied));
}

TEST(PostgresqlStore, TheThreeAddressesOfTheSetUpOpenOneStoreEach) {
  HEED_NEEDS(Backend::postgresql);
  const std::string base = testing::PostgresqlServer::shared()->fresh_schema();
  platform::SeededRandom random(5);
  const auto made = set_up_postgresql(testing::PostgresqlServer::shared()->url(), base, random);
  ASSERT_TRUE(made) << made.error().detail;
  ASSERT_EQ(made->size(), 3u);
  const std::vector<Migration> one{kPlainThings};
  const auto open = [&](const std::string& url, const std::string& store) {
    Database::Options options;
    options.postgresql_url = url;
    options.schema = base + "_" + store;
    return Database::open(options, one);
  };
  for (const StoreAddress& address : *made) {
    const auto own = open(address.url, address.store);
    EXPECT_TRUE(own) << own.error().detail;
    for (const StoreAddress& other : *made)
      if (other.store != address.store) EXPECT_FALSE(open(address.url, other.store)) << other.store;
  }
  // A role like main's may make none: one address for all three is refused, in a sentence.
  Database::Options alone = under_role(base + "_more");
  alone.postgresql_url = made->at(0).url;
  const auto refused = Database::open(alone, one);
  ASSERT_TRUE(refused.failed_with(ErrorKind::denied));
  EXPECT_NE(refused.error().said.find("heed database-setup"), std::string::npos);
  EXPECT_TRUE(set_up_postgresql(testing::PostgresqlServer::shared()->url(), base, random))
      << "a second time gives new passwords";
}

TEST(PostgresqlStore, WhatOneRoleMadeBeforeIsHandedOver) {
  HEED_NEEDS(Backend::postgresql);
  const std::vector<Migration> one{kPlainThings};
  Database::Options options = under_role(testing::PostgresqlServer::shared()->fresh_schema());
  options.postgresql_role.clear();
  ASSERT_TRUE(Database::open(options, one));
  options.postgresql_role = options.schema;
  const auto again = Database::open(options, one);
  ASSERT_TRUE(again) << again.error().detail;
  EXPECT_TRUE((*again)->write([](Session& s) {
    return s.exec("insert into thing (id, n) values ($1, $2)", thing_id(1), 1);
  }));
}

TEST(PostgresqlStore, ACopyIsPutBackIntoAnEmptySchemaAndNowhereElse) {
  HEED_NEEDS(Backend::postgresql);
  const testing::TempDir folder;
  const std::string file = folder.file("copy.sql");
  const std::vector<Migration> both{kPlainThings, kNoteOnThing};
  const std::string said = "Tabs\t, \\ and\nlines; \\.\ncopy thing (id) from stdin;";
  {
    const auto db =
        Database::open(under_role(testing::PostgresqlServer::shared()->fresh_schema()), both);
    ASSERT_TRUE(db) << db.error().detail;
    ASSERT_TRUE((*db)->write([&](Session& s) -> Result<> {
      TRY(s.exec("insert into thing (id, title) values ($1, $2)", thing_id(1), said));
      TRY(s.exec("insert into part (id, thing_id) values ($1, $2)", thing_id(2), thing_id(1)));
      return Done{};
    }));
    const auto copied = (*db)->backup_to(file);
    ASSERT_TRUE(copied) << copied.error().detail;
    EXPECT_TRUE((*db)->backup_to(file).failed_with(ErrorKind::conflict)) << "never over another";
    EXPECT_TRUE((*db)->write([&](Session& s) { return s.exec("delete from part"); }));
  }
  const Database::Options to = under_role(testing::PostgresqlServer::shared()->fresh_schema());
  const auto put_back = Database::restore(to, file);
  ASSERT_TRUE(put_back) << put_back.error().detail;
  EXPECT_TRUE(Database::restore(to, file).failed_with(ErrorKind::conflict));
  const auto db = Database::open(to, both);
  ASSERT_TRUE(db) << db.error().detail;
  const auto title = (*db)->read([](Session& s) {
    return s.one("select title from thing join part on thing_id = thing.id where note is null",
                 [](const Row& row) { return row.text(0); });
  });
  ASSERT_TRUE(title) << title.error().detail;
  EXPECT_EQ(*title, said);
  // Cut short anywhere it restores nothing.
  std::filesystem::resize_file(file, std::filesystem::file_size(file) - 30);
  const Database::Options other = under_role(testing::PostgresqlServer::shared()->fresh_schema());
  EXPECT_FALSE(Database::restore(other, file));
  const auto empty = Database::open(other, both);
  ASSERT_TRUE(empty);
  EXPECT_EQ(*(*empty)->read([](Session& s) { return s.integer("select count(*) from thing"); }), 0);
}

}  // namespace
}  // namespace heed::store
