#include "record/inside/rows.h"

namespace heed::record::rows {

namespace {

// False when `bytes` is no hash.
bool to_hash(const Bytes& bytes, Hash& hash) {
  if (bytes.size() != hash.size()) return false;
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return true;
}

std::int64_t signed_of(std::uint64_t index) { return static_cast<std::int64_t>(index); }

}  // namespace

Result<std::optional<Head>> head(store::Session& s, PartnershipId partnership, bool lock) {
  // SQLite has one writer and no such clause.
  const std::string_view sql =
      lock && s.is_postgresql()
          ? "select origin, size, frontier, root from log_head where partnership_id = $1 for update"
          : "select origin, size, frontier, root from log_head where partnership_id = $1";
  std::optional<Head> found;
  bool whole = true;
  TRY(s.each(
      sql,
      [&](const store::Row& r) {
        auto frontier = Frontier::from(static_cast<std::uint64_t>(r.integer(1)), r.bytes(2));
        Hash root{};
        whole = to_hash(r.bytes(3), root) && frontier.has_value();
        if (whole) found = Head{r.text(0), *std::move(frontier), root};
      },
      partnership));
  if (!whole) return fail(ErrorKind::storage, "log_head is damaged");
  return found;
}

Result<> start(store::Session& s, PartnershipId partnership, const std::string& origin) {
  TRY(
      s.exec("insert into log_head (partnership_id, origin, size, frontier, root)"
             " values ($1, $2, 0, $3, $4) on conflict (partnership_id) do nothing",
             partnership, origin, Bytes{}, empty_root()));
  return Done{};
}

Result<> keep_head(store::Session& s, PartnershipId partnership, const Head& head) {
  const Bytes frontier = head.frontier.bytes();
  TRY(s.exec("update log_head set size = $2, frontier = $3, root = $4 where partnership_id = $1",
             partnership, signed_of(head.frontier.size()), frontier, head.root));
  return Done{};
}

Result<> add_entry(store::Session& s, PartnershipId partnership, std::uint64_t index,
                   const EntryBytes& entry, const Hash& leaf) {
  TRY(s.exec(
      "insert into log_entry (partnership_id, log_index, entry, leaf) values ($1, $2, $3, $4)",
      partnership, signed_of(index), BytesView(entry), leaf));
  return Done{};
}

Result<> entries(store::Session& s, PartnershipId partnership, std::uint64_t from, std::uint64_t to,
                 const EntryReader& reader) {
  TRY(s.each(
      "select log_index, entry, leaf from log_entry where partnership_id = $1"
      " and log_index >= $2 and log_index < $3 order by log_index",
      [&](const store::Row& r) {
        reader(static_cast<std::uint64_t>(r.integer(0)), r.bytes(1), r.bytes(2));
      },
      partnership, signed_of(from), signed_of(to)));
  return Done{};
}

Result<std::optional<SignedRow>> newest_checkpoint(store::Session& s, PartnershipId partnership) {
  std::optional<SignedRow> found;
  bool whole = true;
  TRY(s.each(
      "select size, root, frontier, note from log_checkpoint where partnership_id = $1"
      " order by size desc limit 1",
      [&](const store::Row& r) {
        auto frontier = Frontier::from(static_cast<std::uint64_t>(r.integer(0)), r.bytes(2));
        Hash root{};
        whole = to_hash(r.bytes(1), root) && frontier.has_value();
        if (whole) found = SignedRow{root, *std::move(frontier), r.text(3)};
      },
      partnership));
  if (!whole) return fail(ErrorKind::storage, "log_checkpoint is damaged");
  return found;
}

Result<> keep_checkpoint(store::Session& s, PartnershipId partnership, const SignedRow& row,
                         TimeMs now) {
  const Bytes frontier = row.frontier.bytes();
  TRY(
      s.exec("insert into log_checkpoint (partnership_id, size, root, frontier, note, signed_ms)"
             " values ($1, $2, $3, $4, $5, $6) on conflict (partnership_id, size) do nothing",
             partnership, signed_of(row.frontier.size()), row.root, frontier, row.note, now));
  return Done{};
}

}  // namespace heed::record::rows
