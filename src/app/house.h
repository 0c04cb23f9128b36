// House: everything behind one data directory, opened and joined together.
//
//   const auto house = TRY(House::open({.data = "data"}));
//   house->activities.list(scope);
//
// Threads: open from one thread; its parts from any.
// Does not: listen (serve does).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "act/actions.h"
#include "act/difference.h"
#include "act/evaluations.h"
#include "act/happened.h"
#include "act/learning.h"
#include "act/promises.h"
#include "act/told.h"
#include "act/workstreams.h"
#include "base/result.h"
#include "base/scope.h"
#include "decide/findings.h"
#include "decide/governance.h"
#include "decide/recommendations.h"
#include "decide/scrutiny.h"
#include "listen/amend.h"
#include "listen/channels.h"
#include "listen/drafts.h"
#include "listen/enquiries.h"
#include "listen/exports.h"
#include "listen/imports.h"
#include "listen/intake.h"
#include "listen/moderation.h"
#include "listen/own.h"
#include "listen/reach.h"
#include "listen/voices.h"
#include "partners/partners.h"
#include "plan/activities.h"
#include "plan/duties.h"
#include "plan/register.h"
#include "plan/service_changes.h"
#include "platform/clock.h"
#include "platform/files.h"
#include "platform/random.h"
#include "record/keys.h"
#include "record/record.h"
#include "store/database.h"
#include "understand/campaigns.h"
#include "understand/codes.h"
#include "understand/coding.h"
#include "understand/themes.h"

namespace heed::app {

struct HouseOptions {
  std::string data;      // The data directory.
  std::string database;  // postgresql://…, or empty for SQLite inside `data`.
  // The other two stores' addresses, each with a role of its own; empty: `database` serves all
  // three, and takes on a role for each.
  std::string database_identity, database_keys;
  std::string schema_prefix = "heed";  // PostgreSQL: heed_main, heed_identity, heed_keys.
  bool unsafe_disk = false;
  partners::Settings sign_in = {};
};

// Where the store `name` (main, identity, keys) is on PostgreSQL. Requires: options.database.
store::Database::Options postgresql_store(const HouseOptions& options, std::string_view name);

class House {
 public:
  // Takes the data directory's lock. Errors: busy (said: another Heed runs on it), and the
  // stores' (said).
  static Result<std::unique_ptr<House>> open(const HouseOptions& options);

  // The partnership, made on the first start. Errors: those of the store.
  Result<partners::Partnership> partnership(const partners::NewPartnership& otherwise);
  // A backup of the three stores into an empty folder: main, identity, then keys, so that every
  // response in it has its key. Errors: conflict (said: the folder is not empty), the stores'.
  Result<> backup(const std::string& folder);
  // Grows whenever this process wrote to any of the three, before anybody is told of it.
  std::uint64_t written() const;

 private:
  struct Stores {
    std::unique_ptr<store::Database> main, identity, keys;
  };
  House(platform::LockFile lock, Stores stores, std::unique_ptr<record::Keys> keys,
        std::unique_ptr<platform::Random> randomness, const HouseOptions& options);
  platform::LockFile lock_;
  std::unique_ptr<platform::Random> random_;
  Stores stores_;
  std::unique_ptr<record::Keys> keys_;

 public:
  platform::StoryClock clock;  // The system's, except while the demonstration is made.
  platform::Random& random;
  store::Database& main;
  store::Database& identity;
  record::Keys& keys;
  record::Record record;
  partners::Partners partners;
  plan::Activities activities;
  plan::Duties duties;
  plan::ServiceChanges changes;
  plan::Register planned;
  listen::Intake intake;
  listen::Drafts drafts;
  listen::Imports imports;
  listen::Voices voices;
  understand::Themes themes;
  understand::CodeFrames frames;
  understand::Coding coding;
  understand::Campaigns campaigns;
  decide::Findings findings;
  decide::Scrutiny scrutiny;
  decide::Governance governance;
  decide::Recommendations recommendations;
  act::Actions actions;
  act::Promises promises;
  act::Told told;
  act::Difference difference;
  act::Evaluations evaluations;
  act::Workstreams workstreams;
  act::Learning learning;
  act::Happened happened;
  listen::Own own;
  listen::Amend amend;
  listen::Exports exports;
  listen::Reach reach;
  listen::Channels channels;
  listen::Moderation moderation;
  listen::Enquiries enquiries;
};

}  // namespace heed::app
