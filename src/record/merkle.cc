#include "record/merkle.h"

#include <bit>

#include "base/check.h"
#include "platform/crypto.h"

namespace heed::record {

namespace {

// The largest power of two smaller than n (RFC 9162 2.1.1). Requires: n > 1.
std::uint64_t split(std::uint64_t n) { return std::bit_floor(n - 1); }

Hash root_of(std::span<const Hash> leaves) {
  if (leaves.size() == 1) return leaves[0];
  const auto k = static_cast<std::size_t>(split(leaves.size()));
  return node_hash(root_of(leaves.first(k)), root_of(leaves.subspan(k)));
}

// Proof that the first `older` of `leaves` are the older tree; `whole` while the older tree's root
// is known to the reader (RFC 9162 2.1.4.1, SUBPROOF's third argument).
void subproof(std::span<const Hash> leaves, std::uint64_t older, bool whole,
              std::vector<Hash>& proof) {
  if (older == leaves.size()) {
    if (!whole) proof.push_back(root_of(leaves));
    return;
  }
  const auto k = static_cast<std::size_t>(split(leaves.size()));
  if (older <= k) {
    subproof(leaves.first(k), older, whole, proof);
    proof.push_back(root_of(leaves.subspan(k)));
  } else {
    subproof(leaves.subspan(k), older - k, false, proof);
    proof.push_back(root_of(leaves.first(k)));
  }
}

// The complete subtrees of `known` by where they start and end.
struct KnownNode {
  std::uint64_t from, to;
  Hash hash;
};

Hash range_root(std::uint64_t from, std::uint64_t to, std::span<const KnownNode> known,
                const LeafAt& leaf) {
  for (const KnownNode& node : known) {
    if (node.from == from && node.to == to) return node.hash;
  }
  if (to - from == 1) return leaf(from);
  const std::uint64_t middle = from + split(to - from);
  const Hash left = range_root(from, middle, known, leaf);
  return node_hash(left, range_root(middle, to, known, leaf));
}

}  // namespace

Hash leaf_hash(BytesView entry) {
  Bytes message;
  message.reserve(entry.size() + 1);
  message.push_back(std::byte{0});
  message.insert(message.end(), entry.begin(), entry.end());
  return platform::sha256(message);
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<std::byte, 65> message;
  message[0] = std::byte{1};
  std::copy(left.begin(), left.end(), message.begin() + 1);
  std::copy(right.begin(), right.end(), message.begin() + 33);
  return platform::sha256(message);
}

Hash empty_root() { return platform::sha256(BytesView{}); }

std::optional<Frontier> Frontier::from(std::uint64_t size, BytesView hashes) {
  const auto expected = static_cast<std::size_t>(std::popcount(size));
  if (hashes.size() != expected * 32) return std::nullopt;
  Frontier frontier;
  frontier.size_ = size;
  frontier.hashes_.resize(expected);
  for (std::size_t i = 0; i < expected; ++i) {
    std::copy_n(hashes.begin() + static_cast<std::ptrdiff_t>(i * 32), 32,
                frontier.hashes_[i].begin());
  }
  return frontier;
}

void Frontier::add(const Hash& leaf) {
  Hash carried = leaf;
  for (std::uint64_t bits = size_; bits & 1; bits >>= 1) {  // Like adding one in binary.
    carried = node_hash(hashes_.back(), carried);
    hashes_.pop_back();
  }
  hashes_.push_back(carried);
  ++size_;
}

Hash Frontier::root() const {
  if (hashes_.empty()) return empty_root();
  Hash root = hashes_.back();
  for (std::size_t i = hashes_.size() - 1; i-- > 0;) root = node_hash(hashes_[i], root);
  return root;
}

Bytes Frontier::bytes() const {
  Bytes out;
  out.reserve(hashes_.size() * 32);
  for (const Hash& hash : hashes_) out.insert(out.end(), hash.begin(), hash.end());
  return out;
}

Hash merkle_root(std::span<const Hash> leaves) {
  return leaves.empty() ? empty_root() : root_of(leaves);
}

Hash root_from(const Frontier& known, std::uint64_t size, const LeafAt& leaf) {
  CHECK(known.size() <= size);
  if (size == 0) return empty_root();
  std::vector<KnownNode> nodes;
  std::uint64_t from = 0;
  for (const Hash& hash : known.hashes()) {
    const std::uint64_t width = std::bit_floor(known.size() - from);
    nodes.push_back({from, from + width, hash});
    from += width;
  }
  return range_root(0, size, nodes, leaf);
}

std::vector<Hash> inclusion_proof(std::span<const Hash> leaves, std::uint64_t index) {
  CHECK(index < leaves.size());
  std::vector<Hash> from_the_top;
  while (leaves.size() > 1) {
    const auto k = static_cast<std::size_t>(split(leaves.size()));
    if (index < k) {
      from_the_top.push_back(root_of(leaves.subspan(k)));
      leaves = leaves.first(k);
    } else {
      from_the_top.push_back(root_of(leaves.first(k)));
      leaves = leaves.subspan(k);
      index -= k;
    }
  }
  std::reverse(from_the_top.begin(), from_the_top.end());
  return from_the_top;
}

std::vector<Hash> consistency_proof(std::span<const Hash> leaves, std::uint64_t older) {
  CHECK(older > 0 && older <= leaves.size());
  std::vector<Hash> proof;
  subproof(leaves, older, true, proof);
  return proof;
}

// The steps and names (fn, sn, r) are those of RFC 9162 2.1.3.2.
bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                      std::span<const Hash> proof, const Hash& root) {
  if (index >= size) return false;
  std::uint64_t fn = index;
  std::uint64_t sn = size - 1;
  Hash r = leaf;
  for (const Hash& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      r = node_hash(p, r);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && r == root;
}

// RFC 9162 2.1.4.2.
bool verify_consistency(std::uint64_t older, std::uint64_t newer, std::span<const Hash> proof,
                        const Hash& older_root, const Hash& newer_root) {
  if (older == 0 || older > newer) return false;
  if (older == newer) return proof.empty() && older_root == newer_root;
  std::vector<Hash> path(proof.begin(), proof.end());
  if (std::has_single_bit(older)) path.insert(path.begin(), older_root);
  if (path.empty()) return false;
  std::uint64_t fn = older - 1;
  std::uint64_t sn = newer - 1;
  while ((fn & 1) != 0) {
    fn >>= 1;
    sn >>= 1;
  }
  Hash fr = path[0];
  Hash sr = path[0];
  for (std::size_t i = 1; i < path.size(); ++i) {
    const Hash& c = path[i];
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      fr = node_hash(c, fr);
      sr = node_hash(c, sr);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      sr = node_hash(sr, c);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && fr == older_root && sr == newer_root;
}

}  // namespace heed::record
