// Stores: a database for a test, on either engine, migrated and empty.
//
//   class PlanTest : public ::testing::TestWithParam<Backend> { StoreSet stores_{GetParam()}; };
//   INSTANTIATE_TEST_SUITE_P(On, PlanTest, ::testing::ValuesIn(backends()), backend_name);
//   HEED_NEEDS(GetParam());            // skips, and says why, where PostgreSQL is absent
//   auto db = open_store(GetParam(), "main");   // or stores_.main(), .identity(), .keys()
//
// Threads: one, the test's.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "store/database.h"
#include "testing/temp_dir.h"

namespace heed::testing {

enum class Backend { sqlite, postgresql };
std::ostream& operator<<(std::ostream& out, Backend backend);

// Both. A test of PostgreSQL skips where there is none.
std::vector<Backend> backends();
std::string backend_name(const ::testing::TestParamInfo<Backend>& info);
// Empty when `backend` can be used here; otherwise the reason to skip.
std::string why_not(Backend backend);
#define HEED_NEEDS(backend) \
  if (!::heed::testing::why_not(backend).empty()) GTEST_SKIP() << ::heed::testing::why_not(backend)

// Where to open a fresh database of its own: a new file (in a folder that lives until the process
// ends) or a new schema. unsafe_disk is set where the temporary folder is tmpfs or overlay.
store::Database::Options fresh_options(Backend backend, const std::string& name);
// Opens `store` (main, identity or keys) with the embedded migrations. Aborts when it cannot: a
// test has nothing to test then. Requires: why_not(backend) is empty.
std::unique_ptr<store::Database> open_store(Backend backend, std::string_view store);
// The same with migrations of the test's own.
std::unique_ptr<store::Database> open_with(Backend backend,
                                           std::span<const store::Migration> migrations);

// The three stores of one partnership, opened when first asked for.
class StoreSet {
 public:
  explicit StoreSet(Backend backend) : backend_(backend) {}
  store::Database& main();
  store::Database& identity();
  store::Database& keys();

 private:
  const Backend backend_;
  std::unique_ptr<store::Database> main_, identity_, keys_;
};

}  // namespace heed::testing
