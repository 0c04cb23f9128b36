#include "testing/stores.h"

#include "base/check.h"
#include "platform/files.h"
#include "testing/postgresql.h"

namespace heed::testing {

std::ostream& operator<<(std::ostream& out, Backend backend) {
  return out << (backend == Backend::sqlite ? "Sqlite" : "Postgresql");
}

std::vector<Backend> backends() { return {Backend::sqlite, Backend::postgresql}; }

std::string backend_name(const ::testing::TestParamInfo<Backend>& info) {
  return info.param == Backend::sqlite ? "Sqlite" : "Postgresql";
}

std::string why_not(Backend backend) {
  return backend == Backend::sqlite ? "" : PostgresqlServer::why_not();
}

store::Database::Options fresh_options(Backend backend, const std::string& name) {
  store::Database::Options options;
  options.readers = 2;
  if (backend == Backend::postgresql) {
    PostgresqlServer* server = PostgresqlServer::shared();
    CHECK(server != nullptr);
    options.postgresql_url = server->url();
    options.schema = server->fresh_schema() + "_" + name;
    return options;
  }
  static std::vector<std::unique_ptr<TempDir>> folders;
  folders.push_back(std::make_unique<TempDir>());
  options.sqlite_path = folders.back()->file(name + ".db");
  const auto disk = platform::disk_at(options.sqlite_path);
  options.unsafe_disk = !disk || disk->kind != platform::DiskKind::durable;
  return options;
}

std::unique_ptr<store::Database> open_with(Backend backend,
                                           std::span<const store::Migration> migrations) {
  auto opened = store::Database::open(fresh_options(backend, "test"), migrations);
  if (!opened) std::fprintf(stderr, "open_with: %s\n", opened.error().detail.c_str());
  CHECK(opened);
  return *std::move(opened);
}

std::unique_ptr<store::Database> open_store(Backend backend, std::string_view store) {
  return open_with(backend, store::migrations_of(store));
}

store::Database& StoreSet::main() {
  if (main_ == nullptr) main_ = open_store(backend_, "main");
  return *main_;
}
store::Database& StoreSet::identity() {
  if (identity_ == nullptr) identity_ = open_store(backend_, "identity");
  return *identity_;
}
store::Database& StoreSet::keys() {
  if (keys_ == nullptr) keys_ = open_store(backend_, "keys");
  return *keys_;
}

}  // namespace heed::testing
