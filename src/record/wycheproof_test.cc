// The signatures and commitments that the record stands on, judged by Wycheproof's vectors: the
// bad signatures of other libraries' histories must not open one of our checkpoints.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "platform/crypto.h"
#include "testing/shared_data.h"

namespace heed::record {
namespace {

struct Vector {
  Bytes key;  // Of the test, or of its group.
  Bytes message;
  Bytes answer;  // Signature or tag.
  bool valid = false;
  std::size_t tag_bits = 256;
};

// The files are laid out one member a line; that is all that is read of JSON here.
std::vector<Vector> vectors_in(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<Vector> found;
  Vector now;
  const auto quoted = [](const std::string& line) {
    const auto end = line.rfind('"');
    return line.substr(line.rfind('"', end - 1) + 1, end - line.rfind('"', end - 1) - 1);
  };
  for (std::string line; std::getline(file, line);) {
    const auto is = [&](std::string_view name) {
      return line.find(fmt::format("\"{}\": ", name)) != std::string::npos;
    };
    if (is("tagSize")) now.tag_bits = std::stoul(line.substr(line.find(": ") + 2));
    if (is("pk") || is("key")) now.key = from_hex(quoted(line)).value();
    if (is("msg")) now.message = from_hex(quoted(line)).value();
    if (is("sig") || is("tag")) now.answer = from_hex(quoted(line)).value();
    if (is("result")) {
      now.valid = quoted(line) == "valid";
      found.push_back(now);
    }
  }
  return found;
}

TEST(Wycheproof, Ed25519SignaturesAreTakenAndRefusedAsTheVectorsSay) {
  const auto data = testing::shared_data();
  if (!data) GTEST_SKIP() << "the folder of real inputs is not here";
  const auto vectors = vectors_in(*data / "crypto_vectors/ed25519_test.json");
  EXPECT_EQ(vectors.size(), 151u);
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    const Vector& v = vectors[i];
    platform::PublicKey key;
    ASSERT_EQ(v.key.size(), key.size());
    std::copy(v.key.begin(), v.key.end(), key.begin());
    EXPECT_EQ(platform::verify(key, v.message, v.answer), v.valid) << "test " << i + 1;
  }
}

TEST(Wycheproof, HmacSha256TagsAreThoseOfTheVectors) {
  const auto data = testing::shared_data();
  if (!data) GTEST_SKIP() << "the folder of real inputs is not here";
  const auto vectors = vectors_in(*data / "crypto_vectors/hmac_sha256_test.json");
  EXPECT_EQ(vectors.size(), 174u);
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    const Vector& v = vectors[i];
    const Hash full = platform::hmac_sha256(v.key, v.message);
    const auto tag = BytesView(full).first(v.tag_bits / 8);
    EXPECT_EQ(std::ranges::equal(tag, v.answer), v.valid) << "test " << i + 1;
  }
}

}  // namespace
}  // namespace heed::record
