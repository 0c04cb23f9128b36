#include "record/note.h"

#include <gtest/gtest.h>

#include "platform/crypto.h"

namespace heed::record {
namespace {

constexpr std::string_view kOrigin = "feedback.example/log/1";

platform::KeyPair key_pair(unsigned char fill) {
  std::array<std::byte, 32> seed;
  seed.fill(std::byte{fill});
  return platform::key_pair_from_seed(seed);
}

std::string note_by(const platform::KeyPair& key, std::string_view text) {
  return signed_note(text, kOrigin, key.public_key, platform::sign(key.secret_key, as_bytes(text)));
}

TEST(Note, ReadsTheSignedNoteSpecificationsExample) {
  // C2SP signed-note, "Example".
  const std::string note =
      "If you think cryptography is the answer to your problem,\n"
      "then you don't know what your problem is.\n"
      "\n"
      "\xE2\x80\x94 PeterNeumann "
      "x08go/ZJkuBS9UG/"
      "SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  const auto text =
      verified_text(note, "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  ASSERT_TRUE(text);
  EXPECT_TRUE(text->starts_with("If you think"));
}

TEST(Note, IsGoodOnlyUnchangedAndByTheNamedKey) {
  const auto key = key_pair(1);
  const std::string text = checkpoint_text(kOrigin, 5, platform::sha256("root"));
  const std::string note = note_by(key, text);
  EXPECT_EQ(verified_text(note, verifier_key(kOrigin, key.public_key)), text);
  EXPECT_FALSE(verified_text(note, verifier_key(kOrigin, key_pair(2).public_key)));
  EXPECT_FALSE(verified_text(note, verifier_key("other.example", key.public_key)));
  for (std::size_t i = 0; i + 1 < note.size(); ++i) {
    std::string changed = note;
    changed[i] ^= 1;
    EXPECT_FALSE(verified_text(changed, verifier_key(kOrigin, key.public_key))) << i;
  }
  EXPECT_FALSE(verified_text(text, verifier_key(kOrigin, key.public_key)));
  EXPECT_FALSE(verified_text("", "nonsense"));
}

}  // namespace
}  // namespace heed::record
