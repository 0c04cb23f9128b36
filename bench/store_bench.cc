// How much of the disk's speed the store hands on: rows kept a second by write_later() beside a
// bare loop over SQLite's C API, both with at most limits::kIntakeBatchMax rows a commit, WAL,
// synchronous=FULL, on the same file system, in turns.
//
//   store_bench [rows] [rounds]
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <vector>

#include "base/check.h"
#include "base/mutex.h"
#include "store/database.h"
#include "testing/stores.h"

namespace heed {
namespace {

constexpr std::size_t kRowBytes = 600;
constexpr std::size_t kBatch = limits::kIntakeBatchMax;
constexpr std::size_t kWaiting = 512;  // Commands under way at once.
constexpr const char* kTable =
    "create table row (id bytea primary key, n bigint not null, body text not null)";
constexpr const char* kInsert = "insert into row (id, n, body) values ($1, $2, $3)";

Bytes key_of(std::size_t n) {
  Bytes key(16);
  // Spread over the index, as random ids are.
  std::uint64_t mixed = n * 0x9e3779b97f4a7c15u;
  for (std::size_t i = 0; i < 8; ++i) key[i] = static_cast<std::byte>(mixed >> (8 * i));
  return key;
}

double rows_a_second(std::size_t rows, std::chrono::steady_clock::time_point start) {
  return static_cast<double>(rows) /
         std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double with_store(std::size_t rows) {
  const std::string sql = std::string(kTable) + ";\n";
  const std::vector<store::Migration> migrations{{1, "0001_bench_row.sql", sql}};
  auto opened =
      store::Database::open(testing::fresh_options(testing::Backend::sqlite, "bench"), migrations);
  CHECK(opened);
  Mutex mutex;
  Signal told;
  std::size_t waiting = 0;
  const auto body = std::make_shared<const std::string>(kRowBytes, 'a');
  const auto start = std::chrono::steady_clock::now();
  for (std::size_t n = 0; n < rows; ++n) {
    {
      const Lock lock(mutex);
      while (waiting >= kWaiting) told.wait_for(mutex, std::chrono::milliseconds(100));
      ++waiting;
    }
    CHECK((*opened)->write_later(
        [n, body](store::Session& s) -> Result<> {
          TRY(s.exec(kInsert, key_of(n), n, *body));
          return Done{};
        },
        [&](Result<> kept) {
          CHECK(kept);
          const Lock lock(mutex);
          --waiting;
          told.notify_one();
        }));
  }
  const Lock lock(mutex);
  while (waiting > 0) told.wait_for(mutex, std::chrono::milliseconds(100));
  return rows_a_second(rows, start);
}

void run(sqlite3* handle, const char* sql) {
  CHECK(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
}

double with_bare_loop(std::size_t rows) {
  const auto options = testing::fresh_options(testing::Backend::sqlite, "bare");
  sqlite3* handle = nullptr;
  CHECK(sqlite3_open(options.sqlite_path.c_str(), &handle) == SQLITE_OK);
  for (const char* sql :
       {"pragma journal_mode=wal", "pragma synchronous=full", "pragma secure_delete=on", kTable})
    run(handle, sql);
  sqlite3_stmt* insert = nullptr;
  CHECK(sqlite3_prepare_v3(handle, kInsert, -1, SQLITE_PREPARE_PERSISTENT, &insert, nullptr) ==
        SQLITE_OK);
  const std::string body(kRowBytes, 'a');
  const auto start = std::chrono::steady_clock::now();
  for (std::size_t n = 0; n < rows; ++n) {
    if (n % kBatch == 0) run(handle, "begin immediate");
    const Bytes key = key_of(n);
    sqlite3_bind_blob(insert, 1, key.data(), 16, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 2, static_cast<sqlite3_int64>(n));
    sqlite3_bind_text(insert, 3, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
    CHECK(sqlite3_step(insert) == SQLITE_DONE);
    sqlite3_reset(insert);
    if (n % kBatch == kBatch - 1 || n + 1 == rows) run(handle, "commit");
  }
  const double speed = rows_a_second(rows, start);
  sqlite3_finalize(insert);
  sqlite3_close(handle);
  return speed;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace
}  // namespace heed

int main(int count, char** words) {
  const std::size_t rows = count > 1 ? std::strtoull(words[1], nullptr, 10) : 20'000;
  const int rounds = count > 2 ? std::atoi(words[2]) : 7;
  std::vector<double> ours, bare, ratios;
  for (int round = 0; round < rounds; ++round) {
    bare.push_back(heed::with_bare_loop(rows));
    ours.push_back(heed::with_store(rows));
    ratios.push_back(ours.back() / bare.back());
  }
  fmt::print(
      "store: {:.0f} rows/s, bare loop: {:.0f} rows/s, ratio {:.2f} (medians of {} rounds of "
      "{} rows, at most {} a commit)\n",
      heed::median(ours), heed::median(bare), heed::median(ratios), rounds, rows, heed::kBatch);
}
