#include "record/merkle.h"

#include <gtest/gtest.h>

#include <bit>
#include <fstream>
#include <sstream>

#include "platform/crypto.h"
#include "testing/shared_data.h"

namespace heed::record {
namespace {

std::vector<Hash> leaves(std::size_t count) {
  std::vector<Hash> made;
  for (std::size_t i = 0; i < count; ++i) made.push_back(leaf_hash(as_bytes(std::to_string(i))));
  return made;
}

// The eight inputs of the Certificate Transparency reference tree.
std::vector<Hash> reference_leaves() {
  std::vector<Hash> made;
  for (const auto text : {"", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                          "606162636465666768696a6b6c6d6e6f"}) {
    made.push_back(leaf_hash(*from_hex(text)));
  }
  return made;
}

TEST(Merkle, GivesTheConstantsOfRfc6962) {
  EXPECT_EQ(hex(empty_root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(leaf_hash({})), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  EXPECT_EQ(hex(leaf_hash(as_bytes("L123456"))),
            "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
  EXPECT_EQ(hex(merkle_root(reference_leaves())),
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

TEST(Merkle, AFrontierAgreesWithTheDefinitionAtEverySize) {
  const auto all = leaves(130);
  Frontier frontier;
  for (std::size_t n = 0; n <= all.size(); ++n) {
    EXPECT_EQ(frontier.root(), merkle_root(std::span(all).first(n))) << n;
    const auto again = Frontier::from(frontier.size(), frontier.bytes());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->root(), frontier.root());
    EXPECT_FALSE(Frontier::from(frontier.size() + 1, frontier.bytes()) &&
                 std::popcount(n) != std::popcount(n + 1));
    if (n < all.size()) frontier.add(all[n]);
  }
}

TEST(Merkle, ARootCanBeMadeFromAnOlderFrontierAndWhatCameSince) {
  const auto all = leaves(40);
  for (std::size_t older = 0; older <= all.size(); ++older) {
    Frontier known;
    for (std::size_t i = 0; i < older; ++i) known.add(all[i]);
    for (std::size_t newer = older; newer <= all.size(); ++newer) {
      const Hash root = root_from(known, newer, [&](std::uint64_t i) {
        EXPECT_GE(i, older) << "asked for a leaf that the frontier stands for";
        return all[static_cast<std::size_t>(i)];
      });
      EXPECT_EQ(root, merkle_root(std::span(all).first(newer))) << older << " " << newer;
    }
  }
}

TEST(Merkle, EveryProofWeMakeVerifiesAndNoNeighbourDoes) {
  const auto all = leaves(33);
  for (std::size_t size = 1; size <= all.size(); ++size) {
    const auto tree = std::span(all).first(size);
    const Hash root = merkle_root(tree);
    for (std::size_t i = 0; i < size; ++i) {
      auto proof = inclusion_proof(tree, i);
      EXPECT_TRUE(verify_inclusion(all[i], i, size, proof, root));
      EXPECT_FALSE(verify_inclusion(all[i], i + 1, size, proof, root));
      EXPECT_FALSE(verify_inclusion(all[(i + 1) % all.size()], i, size, proof, root));
      proof.push_back(root);
      EXPECT_FALSE(verify_inclusion(all[i], i, size, proof, root)) << "a trailing hash was taken";
    }
    for (std::size_t older = 1; older <= size; ++older) {
      const Hash older_root = merkle_root(tree.first(older));
      const auto proof = consistency_proof(tree, older);
      EXPECT_TRUE(verify_consistency(older, size, proof, older_root, root)) << older << " " << size;
      EXPECT_FALSE(verify_consistency(older, size, proof, leaf_hash({}), root));
      EXPECT_FALSE(verify_consistency(older, size, proof, older_root, leaf_hash({})));
    }
    EXPECT_FALSE(verify_consistency(0, size, {}, empty_root(), root));
  }
}

// Just enough JSON for the vectors: flat objects of numbers, booleans, strings, one array.
std::string raw_value(const std::string& json, const std::string& key) {
  const auto at = json.find("\"" + key + "\"");
  if (at == std::string::npos) return {};
  const auto from = json.find_first_not_of(" \n\t", json.find(':', at) + 1);
  if (json[from] == '[') return json.substr(from, json.find(']', from) - from + 1);
  if (json[from] == '"') return json.substr(from + 1, json.find('"', from + 1) - from - 1);
  return json.substr(from, json.find_first_of(",}\n", from) - from);
}

// Nothing when it is not 32 bytes of base64; such a vector must be a refused one.
std::optional<Hash> hash_in(const std::string& text) {
  const auto bytes = platform::from_base64(text);
  if (!bytes || bytes->size() != 32) return std::nullopt;
  Hash hash;
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

std::optional<std::vector<Hash>> proof_in(const std::string& json) {
  std::vector<Hash> proof;
  std::string list = raw_value(json, "proof");
  for (auto from = list.find('"'); from != std::string::npos; from = list.find('"', from)) {
    const auto to = list.find('"', from + 1);
    const auto hash = hash_in(list.substr(from + 1, to - from - 1));
    if (!hash) return std::nullopt;
    proof.push_back(*hash);
    from = to + 1;
  }
  return proof;
}

struct Seen {
  int accepted = 0;
  int refused = 0;
};

template <class Check>
Seen each_vector(const std::filesystem::path& folder, const Check& check) {
  Seen seen;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    if (file.path().extension() != ".json") continue;
    std::ostringstream text;
    text << std::ifstream(file.path()).rdbuf();
    const std::string json = text.str();
    const bool wanted = raw_value(json, "wantErr") == "false";
    EXPECT_EQ(check(json), wanted) << file.path();
    ++(wanted ? seen.accepted : seen.refused);
  }
  return seen;
}

TEST(Merkle, AcceptsTheGoodProofsOfThePublishedVectorsAndRefusesTheRest) {
  const auto data = testing::shared_data();
  if (!data) GTEST_SKIP() << "the folder of real inputs is not here";
  const auto folder = *data / "rfc6962_merkle";
  const Seen inclusion = each_vector(folder / "inclusion", [](const std::string& json) {
    const auto root = hash_in(raw_value(json, "root"));
    const auto leaf = hash_in(raw_value(json, "leafHash"));
    const auto proof = proof_in(json);
    return root && leaf && proof &&
           verify_inclusion(*leaf, std::stoull(raw_value(json, "leafIdx")),
                            std::stoull(raw_value(json, "treeSize")), *proof, *root);
  });
  const Seen consistency = each_vector(folder / "consistency", [](const std::string& json) {
    const auto older = hash_in(raw_value(json, "root1"));
    const auto newer = hash_in(raw_value(json, "root2"));
    const auto proof = proof_in(json);
    return older && newer && proof &&
           verify_consistency(std::stoull(raw_value(json, "size1")),
                              std::stoull(raw_value(json, "size2")), *proof, *older, *newer);
  });
  // All of them were read.
  EXPECT_EQ(inclusion.accepted, 5);
  EXPECT_EQ(inclusion.refused, 41);
  EXPECT_EQ(consistency.accepted, 3);
  EXPECT_EQ(consistency.refused, 49);
}

}  // namespace
}  // namespace heed::record
