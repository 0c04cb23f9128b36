// How much of the disk's speed a submission gets: whole submissions a second through
// Intake::accept(), with its data key, sealing, log and head, beside a bare loop over SQLite's C
// API that writes the very same rows to the same two files with the same batch cap and syncs.
//
//   intake_bench [submissions] [rounds]
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <vector>

#include "base/check.h"
#include "base/mutex.h"
#include "listen/intake.h"
#include "partners/partners.h"
#include "plan/activities.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "record/keys.h"
#include "record/record.h"
#include "store/database.h"
#include "testing/stores.h"

namespace heed {
namespace {

using Row = std::vector<sqlite3_value*>;
constexpr std::size_t kBatch = limits::kIntakeBatchMax;
constexpr std::size_t kWaiting = 512;  // Submissions under way at once.
constexpr const char* kAnswer =
    "The last bus home leaves at twenty to five, which is before the clinic closes, so I have to "
    "ask my daughter to take an afternoon off work or pay for a taxi both ways. An evening shuttle "
    "or appointments before noon would make all the difference to people on our side of the town.";

double a_second(std::size_t count, std::chrono::steady_clock::time_point start) {
  return static_cast<double>(count) /
         std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void run(sqlite3* handle, const std::string& sql) {
  CHECK(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
}

// The two files, made by Heed's own migrations.
struct Files {
  store::Database::Options main = testing::fresh_options(testing::Backend::sqlite, "main");
  store::Database::Options keys = testing::fresh_options(testing::Backend::sqlite, "keys");
};

struct Opened {
  explicit Opened(const Files& files)
      : main(std::move(*store::Database::open(files.main, store::migrations_of("main")))),
        keys(std::move(*store::Database::open(files.keys, store::migrations_of("keys")))) {}
  std::unique_ptr<store::Database> main, keys;
};

double with_intake(const Files& files, std::size_t count) {
  Opened stores(files);
  platform::SystemRandom random;
  platform::SystemClock clock;
  const auto keys = *record::Keys::open(*stores.keys, random);
  record::Record record(*stores.main, *keys, clock, "feedback.example");
  partners::Partners partners(*stores.main, clock, random);
  const auto partnership = partners.create_partnership({.name = "Fenmere", .prefix = "FM"})->id;
  const Scope lead = Scope::for_operator(partnership);
  plan::Activities activities(*stores.main, clock, random);
  const ActivityId activity = *activities.add(lead, {.title = "Evening clinics",
                                                     .purpose = "When clinics run.",
                                                     .decider = "The board",
                                                     .closes = clock.now() + kDayMs,
                                                     .hear_by = clock.now() + 30 * kDayMs});
  CHECK(activities.set_questions(lead, activity, {"How do you get home?", "Anything else?"}));
  CHECK(activities.open(lead, activity));
  const auto asked = *activities.questionnaire(lead, activity);
  listen::Intake intake(*stores.main, record, *keys, clock, random);
  Mutex mutex;
  Signal told;
  std::size_t waiting = 0;
  const auto start = std::chrono::steady_clock::now();
  for (std::size_t n = 0; n < count; ++n) {
    {
      const Lock lock(mutex);
      while (waiting >= kWaiting) told.wait_for(mutex, std::chrono::milliseconds(100));
      ++waiting;
    }
    auto checked = questions::check_response(
        asked, random.id<PressKey>(),
        {{asked.questions()[0]->id, kAnswer}, {asked.questions()[1]->id, "The car park too."}});
    CHECK(checked.response);
    CHECK(intake.accept(Scope::for_public(partnership), activity, *std::move(checked.response),
                        "web", [&](Result<listen::Receipt> kept) {
                          CHECK(kept);
                          const Lock lock(mutex);
                          --waiting;
                          told.notify_one();
                        }));
  }
  const Lock lock(mutex);
  while (waiting > 0) told.wait_for(mutex, std::chrono::milliseconds(100));
  return a_second(count, start);
}

sqlite3* open_bare(const std::string& path) {
  sqlite3* handle = nullptr;
  CHECK(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
  for (const char* sql :
       {"pragma journal_mode=wal", "pragma synchronous=full", "pragma secure_delete=on"})
    run(handle, sql);
  return handle;
}

struct Table {
  std::string name, order;
  std::vector<Row> rows = {};
  int columns = 0;
};

void read_rows(sqlite3* handle, Table& table) {
  sqlite3_stmt* all = nullptr;
  const std::string sql = fmt::format("select * from {} order by {}", table.name, table.order);
  CHECK(sqlite3_prepare_v2(handle, sql.c_str(), -1, &all, nullptr) == SQLITE_OK);
  table.columns = sqlite3_column_count(all);
  while (sqlite3_step(all) == SQLITE_ROW) {
    Row row;
    for (int c = 0; c < table.columns; ++c)
      row.push_back(sqlite3_value_dup(sqlite3_column_value(all, c)));
    table.rows.push_back(std::move(row));
  }
  sqlite3_finalize(all);
}

class Insert {
 public:
  Insert(sqlite3* handle, const Table& table) : table_(table) {
    std::string sql = fmt::format("insert into {} values (?", table.name);
    for (int c = 1; c < table.columns; ++c) sql += ",?";
    CHECK(sqlite3_prepare_v3(handle, (sql + ")").c_str(), -1, SQLITE_PREPARE_PERSISTENT, &insert_,
                             nullptr) == SQLITE_OK);
  }
  ~Insert() { sqlite3_finalize(insert_); }
  Insert(const Insert&) = delete;
  Insert& operator=(const Insert&) = delete;
  void row(std::size_t n) {
    for (int c = 0; c < table_.columns; ++c)
      sqlite3_bind_value(insert_, c + 1, table_.rows[n][static_cast<std::size_t>(c)]);
    CHECK(sqlite3_step(insert_) == SQLITE_DONE);
    sqlite3_reset(insert_);
  }

 private:
  const Table& table_;
  sqlite3_stmt* insert_ = nullptr;
};

// The rows that with_intake() wrote, again.
double with_bare_loop(const Files& ours, std::size_t count) {
  Table data_key{"data_key", "rowid"}, response{"response", "log_index"}, voice{"voice", "number"},
      entry{"log_entry", "1, 2"};
  sqlite3* main = open_bare(ours.main.sqlite_path);
  sqlite3* keys = open_bare(ours.keys.sqlite_path);
  for (Table* table : {&response, &voice, &entry}) read_rows(main, *table);
  read_rows(keys, data_key);
  CHECK(response.rows.size() == count && voice.rows.size() == 2 * count);
  sqlite3_close(main);
  sqlite3_close(keys);

  const Files fresh;
  {
    const Opened made(fresh);
  }
  main = open_bare(fresh.main.sqlite_path);
  keys = open_bare(fresh.keys.sqlite_path);
  double speed = 0;
  {
    Insert add_key(keys, data_key), add_response(main, response), add_voice(main, voice),
        add_entry(main, entry);
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t at = 0; at < count; at += kBatch) {
      const std::size_t end = std::min(count, at + kBatch);
      run(keys, "begin immediate");
      for (std::size_t n = at; n < end; ++n) add_key.row(n);
      run(keys, "commit");
      run(main, "begin immediate");
      for (std::size_t n = at; n < end; ++n) {
        add_response.row(n);
        add_voice.row(2 * n);
        add_voice.row(2 * n + 1);
        add_entry.row(n);
      }
      run(main, "commit");
    }
    speed = a_second(count, start);
  }
  sqlite3_close(main);
  sqlite3_close(keys);
  for (const Table* table : {&data_key, &response, &voice, &entry})
    for (const Row& row : table->rows)
      for (sqlite3_value* value : row) sqlite3_value_free(value);
  return speed;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace
}  // namespace heed

int main(int count, char** words) {
  const std::size_t submissions = count > 1 ? std::strtoull(words[1], nullptr, 10) : 5'000;
  const int rounds = count > 2 ? std::atoi(words[2]) : 5;
  std::vector<double> ours, bare, ratios;
  for (int round = 0; round < rounds; ++round) {
    const heed::Files files;
    ours.push_back(heed::with_intake(files, submissions));
    bare.push_back(heed::with_bare_loop(files, submissions));
    ratios.push_back(ours.back() / bare.back());
  }
  const double ratio = heed::median(ratios);
  fmt::print(
      "{} whole intake: {:.0f} submissions/s, bare loop of the same rows: {:.0f}/s, ratio {:.2f} "
      "(aim at least .50; medians of {} rounds of {}, at most {} a commit)\n",
      ratio >= .5 ? "MET   " : "MISSED", heed::median(ours), heed::median(bare), ratio, rounds,
      submissions, heed::kBatch);
}
