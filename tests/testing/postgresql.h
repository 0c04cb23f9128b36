// PostgresqlServer: a PostgreSQL of the tests' own, on a free port of the loopback, with fsync on.
//
//   PostgresqlServer* server = PostgresqlServer::shared();
//   if (server == nullptr) GTEST_SKIP() << PostgresqlServer::why_not();
//   server->url(), server->fresh_schema()
//
// One a test process, started when first asked for and stopped when the process ends.
// Does not: touch a server it did not start.
#pragma once

#include <string>

#include "testing/temp_dir.h"

namespace heed::testing {

class PostgresqlServer {
 public:
  // Null where PostgreSQL 15 is not installed or does not start.
  static PostgresqlServer* shared();
  static const std::string& why_not();

  ~PostgresqlServer();
  const std::string& url() const { return url_; }
  std::string fresh_schema();
  // As an operator's `pg_ctl stop -m immediate`, and started again: a crash. For storm tests.
  bool crash();
  bool start_again();

 private:
  struct Shared;
  static const Shared& the_one();
  PostgresqlServer() = default;
  bool make(std::string& why);
  bool start(std::string& why);

  TempDir folder_;
  std::string url_;
  int port_ = 0;
  int pid_ = 0;
};

}  // namespace heed::testing
