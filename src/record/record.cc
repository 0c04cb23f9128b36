#include "record/record.h"

#include "platform/clock.h"
#include "record/inside/rows.h"
#include "record/keys.h"
#include "record/note.h"
#include "store/database.h"

namespace heed::record {

namespace {

// Another node may sign between our look and our turn; then its checkpoint, or a later look, does.
constexpr int kSignTries = 3;

std::string origin_of(const std::string& host, PartnershipId partnership) {
  return fmt::format("{}/log/{}", host, partnership.text());
}

// What sign_checkpoint needs, read in one snapshot.
struct Seen {
  rows::Head head;
  rows::SignedRow last;
  std::vector<Hash> fresh;  // Leaf hashes since `last`, made again from the entries' bytes.
};

Result<Seen> look(store::Session& s, PartnershipId partnership) {
  auto head = TRY(rows::head(s, partnership, false));
  if (!head || head->frontier.size() == 0) return fail(ErrorKind::not_found, "empty log");
  Seen seen;
  seen.head = *std::move(head);
  auto last = TRY(rows::newest_checkpoint(s, partnership));
  if (last) {
    seen.last = *std::move(last);
  } else {
    seen.last.root = empty_root();
  }
  const std::uint64_t from = seen.last.frontier.size();
  const std::uint64_t to = seen.head.frontier.size();
  if (from > to) return fail(ErrorKind::storage, "the log is shorter than its newest checkpoint");
  bool gap = false;
  TRY(rows::entries(s, partnership, from, to,
                    [&](std::uint64_t index, const Bytes& entry, const Bytes&) {
                      gap = gap || index != from + seen.fresh.size();
                      seen.fresh.push_back(leaf_hash(entry));
                    }));
  if (gap || from + seen.fresh.size() != to) {
    return fail(ErrorKind::storage, "the log's entries have a gap");
  }
  return seen;
}

// Whether the newly derived root is the head's, and continues all that was signed before.
Result<> check_before_signing(const Seen& seen, const SignedHead& before) {
  const Frontier& known = seen.last.frontier;
  if (known.root() != seen.last.root) {
    return fail(ErrorKind::storage, "the newest checkpoint's frontier does not give its root");
  }
  const LeafAt leaf = [&](std::uint64_t index) {
    return seen.fresh[static_cast<std::size_t>(index - known.size())];
  };
  const std::uint64_t size = seen.head.frontier.size();
  if (root_from(known, size, leaf) != seen.head.root || seen.head.frontier.root() != seen.head.root)
    return fail(ErrorKind::storage, "head and entries of the log disagree");
  if (before.size > size) {
    return fail(ErrorKind::conflict, "a larger tree was signed: the main store was put back");
  }
  if (before.size >= known.size() && before.size > 0 &&
      root_from(known, before.size, leaf) != before.root) {
    return fail(ErrorKind::conflict, "another tree was signed: the log does not continue it");
  }
  return Done{};
}

Result<Checkpoint> as_checkpoint(const rows::SignedRow& row) {
  return Checkpoint{row.frontier.size(), row.root, row.note};
}

}  // namespace

Record::Record(store::Database& main, Keys& keys, const platform::Clock& clock, std::string host)
    : main_(main), keys_(keys), clock_(clock), host_(std::move(host)) {
  CHECK(!host_.empty() && host_.find_first_of(" +\n") == std::string::npos);
}

Result<Appended> Record::append(store::Session& s, PartnershipId partnership,
                                std::span<const Entry> entries) {
  auto found = TRY(rows::head(s, partnership, true));
  if (!found) {
    TRY(rows::start(s, partnership, origin_of(host_, partnership)));
    found = TRY(rows::head(s, partnership, true));
    if (!found) return fail(ErrorKind::storage, "log_head cannot be made");
  }
  rows::Head& head = *found;
  const std::uint64_t first = head.frontier.size();
  for (const Entry& entry : entries) {
    const EntryBytes bytes = encode(entry);
    const Hash leaf = leaf_hash(bytes);
    TRY(rows::add_entry(s, partnership, head.frontier.size(), bytes, leaf));
    head.frontier.add(leaf);
  }
  head.root = head.frontier.root();
  TRY(rows::keep_head(s, partnership, head));
  return Appended{first, head.frontier.size(), head.root};
}

Result<Checkpoint> Record::sign_checkpoint(PartnershipId partnership) {
  for (int tries = 0; tries < kSignTries; ++tries) {
    const Seen seen = TRY(main_.read([&](store::Session& s) { return look(s, partnership); }));
    // The keys store is asked after the main store: what another node signed meanwhile is larger
    // than what we saw, and we look again.
    const SignedHead before = TRY(keys_.signed_head(partnership));
    const std::uint64_t size = seen.head.frontier.size();
    const bool last_try = tries + 1 == kSignTries;
    if (const auto checked = check_before_signing(seen, before); !checked) {
      if (!last_try && before.size > size) continue;
      return checked.error();
    }
    if (size == seen.last.frontier.size()) return as_checkpoint(seen.last);
    const std::string text = checkpoint_text(seen.head.origin, size, seen.head.root);
    const auto signature = keys_.sign(partnership, {size, seen.head.root}, as_bytes(text));
    if (!signature) {
      if (!last_try && signature.failed_with(ErrorKind::conflict)) continue;
      return signature.error();
    }
    const rows::SignedRow row{seen.head.root, seen.head.frontier,
                              signed_note(text, seen.head.origin, keys_.public_key(), *signature)};
    const TimeMs now = clock_.now();
    TRY(main_.write(
        [&](store::Session& s) { return rows::keep_checkpoint(s, partnership, row, now); }));
    return as_checkpoint(row);
  }
  return fail(ErrorKind::conflict, "others kept signing");
}

Result<Checkpoint> Record::checkpoint(PartnershipId partnership) {
  const auto row =
      TRY(main_.read([&](store::Session& s) { return rows::newest_checkpoint(s, partnership); }));
  if (!row) return fail(ErrorKind::not_found, "nothing signed yet");
  return as_checkpoint(*row);
}

std::string Record::verifier_key(std::string_view origin) const {
  return record::verifier_key(origin, keys_.public_key());
}

Result<Inclusion> Record::inclusion(PartnershipId partnership, std::uint64_t index) {
  return main_.read([&](store::Session& s) -> Result<Inclusion> {
    const auto head = TRY(rows::head(s, partnership, false));
    if (!head || index >= head->frontier.size()) return fail(ErrorKind::not_found, "no such entry");
    std::vector<Hash> leaves;
    Inclusion found{{}, index, head->frontier.size(), {}, head->root};
    bool whole = true;
    TRY(rows::entries(s, partnership, 0, found.size,
                      [&](std::uint64_t at, const Bytes& entry, const Bytes&) {
                        whole = whole && at == leaves.size() && entry.size() == found.entry.size();
                        if (whole && at == index) {
                          std::copy(entry.begin(), entry.end(), found.entry.begin());
                        }
                        leaves.push_back(leaf_hash(entry));
                      }));
    if (!whole || leaves.size() != found.size) {
      return fail(ErrorKind::storage, "the log's entries have a gap");
    }
    found.proof = inclusion_proof(leaves, index);
    return found;
  });
}

Result<std::uint64_t> Record::verify(PartnershipId partnership) {
  return main_.read([&](store::Session& s) -> Result<std::uint64_t> {
    const auto head = TRY(rows::head(s, partnership, false));
    if (!head) return std::uint64_t{0};
    const auto signed_last = TRY(rows::newest_checkpoint(s, partnership));
    Frontier frontier;
    std::optional<std::uint64_t> at_fault;
    std::optional<Hash> root_when_signed;
    TRY(rows::entries(s, partnership, 0, head->frontier.size(),
                      [&](std::uint64_t index, const Bytes& entry, const Bytes& leaf) {
                        const Hash again = leaf_hash(entry);
                        const bool good =
                            index == frontier.size() && decode_entry(entry) &&
                            std::equal(leaf.begin(), leaf.end(), again.begin(), again.end());
                        if (!good && !at_fault) at_fault = frontier.size();
                        frontier.add(again);
                        if (signed_last && frontier.size() == signed_last->frontier.size()) {
                          root_when_signed = frontier.root();
                        }
                      }));
    if (!at_fault && frontier.size() != head->frontier.size()) at_fault = frontier.size();
    if (at_fault) return fail(ErrorKind::storage, fmt::format("entry {} is at fault", *at_fault));
    if (frontier.root() != head->root) {
      return fail(ErrorKind::storage, "the entries do not give the head's root");
    }
    if (signed_last) {
      const std::string text =
          checkpoint_text(head->origin, signed_last->frontier.size(), signed_last->root);
      if (root_when_signed != signed_last->root ||
          verified_text(signed_last->note, verifier_key(head->origin)) != text) {
        return fail(ErrorKind::storage, "the entries do not give the newest checkpoint");
      }
    }
    return frontier.size();
  });
}

}  // namespace heed::record
