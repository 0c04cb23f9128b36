// A database that an older Heed made is opened by this one: copied first, migrated, all there.
// tests/upgrade/make.mjs says how the older one came to be; its people and words are made up.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "app/house.h"
#include "testing/postgresql.h"
#include "testing/source_tree.h"
#include "testing/stores.h"
#include "testing/temp_dir.h"

namespace heed::app {
namespace {

namespace fs = std::filesystem;
using testing::Backend;

const fs::path kKept = testing::source_tree() / "tests/upgrade";

class Upgrade : public ::testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    options_.data = folder_.file("data");
    options_.unsafe_disk = true;
    options_.sign_in.hash_cost = platform::kTestPasswordCost;
    GetParam() == Backend::sqlite ? put_files() : put_schemas();
  }
  void put_files() {
    fs::create_directories(options_.data);
    const fs::path from = kKept / "sqlite";
    fs::copy_file(from / "main.sqlite", options_.data + "/main.sqlite");
    fs::copy_file(from / "identity.sqlite", options_.data + "/identity.sqlite");
    fs::copy_file(from / "keys/keys.sqlite", options_.data + "/keys.sqlite");
  }
  void put_schemas() {
    testing::PostgresqlServer* server = testing::PostgresqlServer::shared();
    options_.database = server->url();
    options_.schema_prefix = server->fresh_schema();
    const fs::path from = kKept / "postgresql";
    for (const auto& [store, file] : {std::pair{"main", "main.dump"},
                                      {"identity", "identity.dump"},
                                      {"keys", "keys/keys.dump"}}) {
      const auto put = store::Database::restore(postgresql_store(options_, store), from / file);
      ASSERT_TRUE(put) << store << ": " << put.error().detail;
    }
  }
  bool copied_first(const std::string& store) {
    const char* ending = GetParam() == Backend::sqlite ? "sqlite" : "sql";
    for (const auto& entry : fs::directory_iterator(options_.data)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with(store + ".before-") && name.ends_with(ending) &&
          fs::file_size(entry) > 1000)
        return true;
    }
    return false;
  }
  testing::TempDir folder_;
  HouseOptions options_;
};
INSTANTIATE_TEST_SUITE_P(On, Upgrade, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

TEST_P(Upgrade, AnOlderDatabaseIsCopiedThenMigratedAndAllOfItReads) {
  const auto opened = House::open(options_);
  ASSERT_TRUE(opened) << opened.error().detail;
  House& house = **opened;
  EXPECT_GT(house.main.schema_version(), 6);
  EXPECT_TRUE(copied_first("main"));
  EXPECT_FALSE(copied_first("keys")) << "no copy of the keys where nothing changes them";

  const auto partnership = house.partners.partnership();
  ASSERT_TRUE(partnership && *partnership);
  const auto entries = house.record.verify((*partnership)->id);
  ASSERT_TRUE(entries) << entries.error().detail;
  EXPECT_GE(*entries, 4u);

  const Scope operators = Scope::for_operator((*partnership)->id);
  const Scope anyone = Scope::for_public((*partnership)->id);
  const auto activities = house.activities.list(anyone);
  ASSERT_TRUE(activities);
  ASSERT_EQ(activities->size(), 2u);
  std::multiset<std::string> words;
  for (const plan::Activity& activity : *activities) {
    if (activity.state == plan::ActivityState::answered) {
      const auto page = house.findings.published(anyone, activity.id);
      ASSERT_TRUE(page) << page.error().detail;
      EXPECT_GE(page->findings.size(), 4u);
    }
    const auto voices = house.voices.all(operators, activity.id);
    ASSERT_TRUE(voices) << voices.error().detail;
    for (const listen::Voice& voice : *voices) words.insert(voice.words);
  }
  EXPECT_EQ(words.count("Mae’r llinell ffôn yn brysur."), 1u);
  EXPECT_EQ(words.count("The lift at Fenmere station was broken again."), 1u);
  const auto people = house.partners.people(operators);
  ASSERT_TRUE(people);
  EXPECT_EQ(people->size(), 4u);
}

TEST_P(Upgrade, ASecondStartHasNothingToDo) {
  ASSERT_TRUE(House::open(options_));
  for (const auto& entry : fs::directory_iterator(options_.data))
    if (entry.path().filename().string().find(".before-") != std::string::npos)
      fs::remove(entry.path());
  ASSERT_TRUE(House::open(options_));
  EXPECT_FALSE(copied_first("main"));
}

TEST_P(Upgrade, ABackupOfTheMigratedOneIsWhole) {
  const std::string backup = folder_.file("backup");
  {
    const auto opened = House::open(options_);
    ASSERT_TRUE(opened) << opened.error().detail;
    const auto made = (*opened)->backup(backup);
    ASSERT_TRUE(made) << made.error().detail;
  }
  const bool sql = GetParam() == Backend::postgresql;
  HouseOptions to = options_;
  to.data = folder_.file("restored");
  if (sql) {
    to.schema_prefix = testing::PostgresqlServer::shared()->fresh_schema();
    for (const auto& [store, file] : {std::pair{"main", "/main.sql"},
                                      {"identity", "/identity.sql"},
                                      {"keys", "/keys/keys.sql"}}) {
      const auto put = store::Database::restore(postgresql_store(to, store), backup + file);
      ASSERT_TRUE(put) << store << ": " << put.error().detail;
    }
  } else {
    fs::rename(backup + "/keys/keys.sqlite", backup + "/keys.sqlite");
    to.data = backup;
  }
  const auto again = House::open(to);
  ASSERT_TRUE(again) << again.error().detail;
  const auto partnership = (*again)->partners.partnership();
  ASSERT_TRUE(partnership && *partnership);
  EXPECT_TRUE((*again)->record.verify((*partnership)->id));
}

}  // namespace
}  // namespace heed::app
