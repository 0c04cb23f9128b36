// Three stores under three roles: each owns one schema and may touch no other.
#include <fmt/format.h>

#include <charconv>

#include "platform/random.h"
#include "store/inside/postgresql.h"
#include "store/postgresql_setup.h"

namespace heed::store {

ErrorKind kind_of_state(std::string_view state) {
  if (state.starts_with("23")) return ErrorKind::conflict;
  if (state.starts_with("22")) return ErrorKind::invalid;
  if (state.starts_with("08") || state.starts_with("57P") || state == "53300" || state == "25006")
    return ErrorKind::unavailable;
  if (state == "42501") return ErrorKind::denied;
  if (state == "53100") return ErrorKind::disk_full;
  if (state == "58030" || state == "XX001" || state == "XX002") return ErrorKind::storage;
  if (state == "55P03" || state == "40001" || state == "40P01") return ErrorKind::busy;
  if (state == "54000") return ErrorKind::too_large;
  return ErrorKind::internal;
}

Error postgresql_error(PGconn* handle, const PGresult* answer) {
  const char* field = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
  const std::string_view state = field != nullptr ? field : "";
  if (PQstatus(handle) != CONNECTION_OK || (state.empty() && answer == nullptr))
    return fail(ErrorKind::unavailable, "PostgreSQL: connection lost");
  const char* primary = PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
  return fail(kind_of_state(state),
              fmt::format("postgresql {}: {}", state, primary != nullptr ? primary : ""));
}

Result<> run_script(PGconn* handle, const std::string& sql) {
  const Answer answer(PQexec(handle, sql.c_str()));
  const ExecStatusType status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
    return postgresql_error(handle, answer.get());
  return Done{};
}

Result<std::vector<std::vector<std::string>>> ask_rows(PGconn* handle, const std::string& sql,
                                                       std::span<const std::string> values) {
  std::vector<const char*> pointers;
  for (const std::string& value : values) pointers.push_back(value.c_str());
  const Answer answer(PQexecParams(handle, sql.c_str(), static_cast<int>(pointers.size()), nullptr,
                                   pointers.data(), nullptr, nullptr, 0));
  if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK)
    return postgresql_error(handle, answer.get());
  std::vector<std::vector<std::string>> rows;
  for (int r = 0; r < PQntuples(answer.get()); ++r) {
    std::vector<std::string>& row = rows.emplace_back();
    for (int c = 0; c < PQnfields(answer.get()); ++c)
      row.emplace_back(PQgetvalue(answer.get(), r, c));
  }
  return rows;
}

namespace {

struct FreeText {
  void operator()(char* text) const { PQfreemem(text); }
};

Result<std::string> escaped(PGconn* handle, char* made) {
  const std::unique_ptr<char, FreeText> held(made);
  if (held == nullptr) return fail(ErrorKind::invalid, PQerrorMessage(handle));
  return std::string(held.get());
}

Error needs_setup(const std::string& role) {
  Error error = fail(ErrorKind::denied, "may not make or take the role " + role);
  error.said =
      "Heed keeps its three stores under three PostgreSQL roles, and this address may not make "
      "them. Run `heed database-setup` once with an address that may make roles, then start with "
      "the three addresses it prints.";
  return error;
}

bool refused(const Result<>& ran) { return ran.failed_with(ErrorKind::denied); }

// Waits for another Heed that is doing the same; a role is the whole server's.
Result<> hold_setup_lock(PGconn* handle) {
  return run_script(handle, "select pg_advisory_xact_lock(4850545301)");
}

Result<> make_missing(PGconn* handle, const std::string& role, const std::string& schema,
                      bool log_in) {
  const std::string as = TRY(quoted_name(handle, role));
  const std::string where = TRY(quoted_name(handle, schema));
  const std::string names[] = {role, schema};
  const auto roles = TRY(ask_rows(handle, "select 1 from pg_roles where rolname = $1",
                                  std::span<const std::string>(names, 1)));
  if (roles.empty())
    TRY(run_script(handle, "create role " + as + (log_in ? " login" : " nologin")));
  const auto member = TRY(ask_rows(handle, "select pg_has_role(current_user, $1, 'member')",
                                   std::span<const std::string>(names, 1)));
  if (member.at(0).at(0) != "t") TRY(run_script(handle, "grant " + as + " to current_user"));
  const auto owner =
      TRY(ask_rows(handle, "select pg_get_userbyid(nspowner) from pg_namespace where nspname = $1",
                   std::span<const std::string>(names + 1, 1)));
  if (owner.empty()) return run_script(handle, "create schema " + where + " authorization " + as);
  if (owner[0][0] == role) return Done{};
  TRY(run_script(handle, "alter schema " + where + " owner to " + as));
  const auto tables = TRY(ask_rows(handle,
                                   "select c.relname from pg_class c join pg_namespace n on n.oid ="
                                   " c.relnamespace where n.nspname = $1 and c.relkind = 'r'",
                                   std::span<const std::string>(names + 1, 1)));
  for (const auto& table : tables)
    TRY(run_script(handle, fmt::format("alter table {}.{} owner to {}", where,
                                       TRY(quoted_name(handle, table[0])), as)));
  return Done{};
}

// The address that `admin_url` is, for another role.
Result<std::string> address_for(const std::string& admin_url, const std::string& role,
                                const std::string& password) {
  struct FreeOptions {
    void operator()(PQconninfoOption* all) const { PQconninfoFree(all); }
  };
  const std::unique_ptr<PQconninfoOption, FreeOptions> all(
      PQconninfoParse(admin_url.c_str(), nullptr));
  if (all == nullptr) return refuse("--database wants an address such as postgresql://HOST/NAME.");
  std::string rest;
  for (const PQconninfoOption* one = all.get(); one->keyword != nullptr; ++one) {
    const std::string_view key = one->keyword;
    if (one->val == nullptr || key == "user" || key == "password") continue;
    std::string value;
    for (const char c : std::string_view(one->val)) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
      value += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    rest += fmt::format("{}{}={}", rest.empty() ? '?' : '&', key, value);
  }
  return fmt::format("postgresql://{}:{}@/{}", role, password, rest);
}

}  // namespace

Result<std::string> quoted_name(PGconn* handle, std::string_view name) {
  return escaped(handle, PQescapeIdentifier(handle, name.data(), name.size()));
}

Result<std::string> quoted_text(PGconn* handle, std::string_view text) {
  return escaped(handle, PQescapeLiteral(handle, text.data(), text.size()));
}

Result<> make_role_and_schema(PGconn* handle, const std::string& role, const std::string& schema) {
  TRY(run_script(handle, "begin"));
  TRY(hold_setup_lock(handle));
  const Result<> made = make_missing(handle, role, schema, false);
  TRY(run_script(handle, made ? "commit" : "rollback"));
  if (refused(made)) return needs_setup(role);
  return made;
}

Result<> take_role(PGconn* handle, const std::string& role) {
  const Result<> taken = run_script(handle, "set role " + TRY(quoted_name(handle, role)));
  if (refused(taken)) return needs_setup(role);
  return taken;
}

Result<std::vector<StoreAddress>> set_up_postgresql(const std::string& admin_url,
                                                    const std::string& prefix,
                                                    platform::Random& random) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> handle(PQconnectdb(admin_url.c_str()),
                                                            &PQfinish);
  if (PQstatus(handle.get()) != CONNECTION_OK) {
    Error error = fail(ErrorKind::unavailable, PQerrorMessage(handle.get()));
    error.said = "The PostgreSQL server does not answer, or refuses this address.";
    return error;
  }
  TRY(run_script(handle.get(), "begin"));
  TRY(hold_setup_lock(handle.get()));
  std::vector<StoreAddress> made;
  for (const char* store : {"main", "identity", "keys"}) {
    const std::string role = fmt::format("{}_{}", prefix, store);
    if (const auto ran = make_missing(handle.get(), role, role, true); !ran) {
      if (refused(ran))
        return refuse("This address may not make roles and schemas. Use one that may.",
                      ErrorKind::denied);
      return Error(ran.error());
    }
    const std::string password = hex(random.bytes<24>());
    TRY(run_script(handle.get(), fmt::format("alter role {} login password {}",
                                             TRY(quoted_name(handle.get(), role)),
                                             TRY(quoted_text(handle.get(), password)))));
    made.push_back({store, TRY(address_for(admin_url, role, password))});
  }
  TRY(run_script(handle.get(), "commit"));
  return made;
}

}  // namespace heed::store
