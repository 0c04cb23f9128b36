// Merkle: RFC 9162 2.1 hashing over SHA-256, and a frontier that grows one leaf at a time.
//
//   Frontier frontier;  frontier.add(leaf_hash(entry));  frontier.root()
//   verify_inclusion(leaf, index, size, proof, root)
//
// Threads: plain values and pure functions.
// Does not: keep leaves. A frontier of n leaves is popcount(n) hashes.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"

namespace heed::record {

Hash leaf_hash(BytesView entry);                      // SHA-256(00 ‖ entry)
Hash node_hash(const Hash& left, const Hash& right);  // SHA-256(01 ‖ left ‖ right)
Hash empty_root();                                    // SHA-256 of nothing

// The roots of the complete subtrees that n leaves fall into, largest first.
class Frontier {
 public:
  Frontier() = default;
  // Nothing when the number of hashes is not the number of ones in `size`.
  static std::optional<Frontier> from(std::uint64_t size, BytesView hashes);

  void add(const Hash& leaf);
  std::uint64_t size() const { return size_; }
  Hash root() const;
  Bytes bytes() const;  // For from().
  std::span<const Hash> hashes() const { return hashes_; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> hashes_;
};

// The root by its definition (RFC 9162 2.1.1), for lists that are in memory.
Hash merkle_root(std::span<const Hash> leaves);

// The hash of leaf `index`.
using LeafAt = std::function<Hash(std::uint64_t index)>;
// The root of `size` leaves by the definition, taking the first `known.size()` of them from
// `known` instead of asking `leaf` for them. Shares no code with Frontier::add and root.
// Requires: known.size() <= size.
Hash root_from(const Frontier& known, std::uint64_t size, const LeafAt& leaf);

// RFC 9162 2.1.3.1. Requires: index < leaves.size().
std::vector<Hash> inclusion_proof(std::span<const Hash> leaves, std::uint64_t index);
// RFC 9162 2.1.4.1. Requires: 0 < older <= leaves.size().
std::vector<Hash> consistency_proof(std::span<const Hash> leaves, std::uint64_t older);
// RFC 9162 2.1.3.2.
bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                      std::span<const Hash> proof, const Hash& root);
// RFC 9162 2.1.4.2; an older size of 0 is refused.
bool verify_consistency(std::uint64_t older, std::uint64_t newer, std::span<const Hash> proof,
                        const Hash& older_root, const Hash& newer_root);

}  // namespace heed::record
