// What the parts of the PostgreSQL engine share: small things over libpq, roles, and copies.
//
//   TRY(make_role_and_schema(handle, "heed_keys", "heed_keys")); TRY(take_role(handle,
//   "heed_keys")); TRY(dump_schema(handle, "heed_keys", file, migrations)); TRY(load_dump(handle,
//   file));
//
// Threads: one at a time for each handle.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace heed::store {

struct ClearAnswer {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, ClearAnswer>;

ErrorKind kind_of_state(std::string_view sqlstate);
// The primary message only: the detail line would show values.
Error postgresql_error(PGconn* handle, const PGresult* answer);
Result<> run_script(PGconn* handle, const std::string& sql);
// Rows of text, for the catalogue. NULL is the empty text.
Result<std::vector<std::vector<std::string>>> ask_rows(PGconn* handle, const std::string& sql,
                                                       std::span<const std::string> values);
Result<std::string> quoted_name(PGconn* handle, std::string_view name);
Result<std::string> quoted_text(PGconn* handle, std::string_view text);

// The role and its schema, made where they are missing and the address's own role may; what an
// older Heed made under the address's own role is handed over. Errors: denied (said).
Result<> make_role_and_schema(PGconn* handle, const std::string& role, const std::string& schema);
// Every later statement runs with the rights of `role`. Errors: denied (said).
Result<> take_role(PGconn* handle, const std::string& role);

// The whole schema as one SQL file, the migrations that ran and then COPY: `heed restore` and psql
// read it. One snapshot. Synced.
Result<> dump_schema(PGconn* handle, const std::string& schema, const std::string& file,
                     std::span<const Migration> migrations);
// Runs such a file; all of it or nothing. Requires: search_path names an empty schema.
// Errors: invalid (said: the file is cut short).
Result<> load_dump(PGconn* handle, const std::string& file);

}  // namespace heed::store
