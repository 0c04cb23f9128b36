#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <set>

#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/files.h"
#include "platform/mail.h"
#include "platform/random.h"
#include "testing/temp_dir.h"

namespace heed::platform {
namespace {

TEST(Clock, StandsStillUntilToldToMove) {
  ManualClock clock(TimeMs{5});
  clock.advance(kDayMs);
  EXPECT_EQ(clock.now().ms, 5 + kDayMs);
  EXPECT_GT(SystemClock().now().ms, 1'700'000'000'000);
}

TEST(Random, SeededBytesAreTheSameEveryRunAndIdsDiffer) {
  SeededRandom one(7), two(7), other(8);
  const auto first = one.bytes<20>();
  EXPECT_EQ(first, two.bytes<20>());
  EXPECT_NE(first, other.bytes<20>());
  SystemRandom random;
  std::set<ActivityId> ids;
  for (int i = 0; i < 100; ++i) ids.insert(random.id<ActivityId>());
  EXPECT_EQ(ids.size(), 100u);
}

TEST(Random, BelowReachesEveryValueAndNoOther) {
  SeededRandom random(1);
  std::set<std::uint32_t> seen;
  for (int i = 0; i < 200; ++i) seen.insert(random.below(6));
  EXPECT_EQ(seen, (std::set<std::uint32_t>{0, 1, 2, 3, 4, 5}));
}

TEST(Crypto, HashesAgreeWithThePublishedVectors) {
  EXPECT_EQ(hex(sha256("abc")),  // FIPS 180-4
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(hmac_sha256(as_bytes("Jefe"), as_bytes("what do ya want for nothing?"))),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");  // RFC 4231, 2
  EXPECT_EQ(hex(hmac_sha256({}, {})),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
  Sha256 parts;
  parts.add(as_bytes("a"));
  parts.add(as_bytes("bc"));
  EXPECT_EQ(parts.finish(), sha256("abc"));
}

TEST(Crypto, SignsAsRfc8032Does) {
  std::array<std::byte, 32> seed;
  const auto given = from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  ASSERT_TRUE(given);
  std::copy(given->begin(), given->end(), seed.begin());
  const KeyPair pair = key_pair_from_seed(seed);
  EXPECT_EQ(hex(pair.public_key),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  const Signature signature = sign(pair.secret_key, {});
  EXPECT_EQ(
      hex(signature),
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
      "1cf9b46bd25bf5f0595bbe24655141438e7a100b");
  EXPECT_TRUE(verify(pair.public_key, {}, signature));
  EXPECT_FALSE(verify(pair.public_key, as_bytes("x"), signature));
  EXPECT_FALSE(verify(pair.public_key, {}, BytesView(signature).first(63)));
}

TEST(Crypto, WhatIsSealedOpensOnlyWithItsKeyInItsPlaceUnchanged) {
  SystemRandom random;
  const SealKey key = random.bytes<32>();
  const std::string said("They said \0 nothing", 19);
  const Bytes sealed = seal(key, as_bytes(said), as_bytes("response 1"), random);
  EXPECT_EQ(sealed.size(), said.size() + kSealOverhead);
  const auto opened = open_sealed(key, sealed, as_bytes("response 1"));
  ASSERT_TRUE(opened);
  EXPECT_EQ(as_text(*opened), said);
  EXPECT_FALSE(open_sealed(key, sealed, as_bytes("response 2")));
  EXPECT_FALSE(open_sealed(random.bytes<32>(), sealed, as_bytes("response 1")));
  EXPECT_FALSE(open_sealed(key, BytesView(sealed).first(39), as_bytes("response 1")));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes changed = sealed;
    changed[i] ^= std::byte{1};
    EXPECT_TRUE(open_sealed(key, changed, as_bytes("response 1")).failed_with(ErrorKind::invalid));
  }
  EXPECT_NE(derive_key(key, "a"), derive_key(key, "b"));
}

TEST(Crypto, PasswordsVerifyAndAskForARehashAtAnotherCost) {
  const auto stored = hash_password("a long enough passphrase", kTestPasswordCost);
  ASSERT_TRUE(stored);
  EXPECT_TRUE(stored->starts_with("$argon2id$v=19$m=8192,t=1,p=1$"));
  EXPECT_TRUE(verify_password(*stored, "a long enough passphrase"));
  EXPECT_FALSE(verify_password(*stored, "a long enough passphrasf"));
  EXPECT_FALSE(verify_password("", "x"));
  EXPECT_FALSE(verify_password(std::string(500, 'x'), "x"));
  EXPECT_FALSE(password_needs_rehash(*stored, kTestPasswordCost));
  EXPECT_TRUE(password_needs_rehash(*stored));
}

TEST(Crypto, Base64IsRfc4648AndStrict) {
  EXPECT_EQ(base64(as_bytes("fooba")), "Zm9vYmE=");
  EXPECT_EQ(base64url(as_bytes("\xfb\xff")), "-_8");
  EXPECT_EQ(base64({}), "");
  EXPECT_EQ(as_text(*from_base64("Zm9vYg==")), "foob");
  EXPECT_EQ(as_text(*from_base64url("-_8")), "\xfb\xff");
  EXPECT_TRUE(from_base64url("")->empty());
  for (const char* bad : {"Zm9vYg", "Zm9vYg=", "Zm9v Yg==", "Zm9vYh==", "-_8=", "Z"})
    EXPECT_FALSE(from_base64(bad)) << bad;
  EXPECT_TRUE(same_in_constant_time(as_bytes("ab"), as_bytes("ab")));
  EXPECT_FALSE(same_in_constant_time(as_bytes("ab"), as_bytes("ac")));
  EXPECT_FALSE(same_in_constant_time(as_bytes("ab"), as_bytes("abc")));
}

TEST(Files, ADurableWriteReplacesTheWholeFileAndLeavesNothingBeside) {
  const testing::TempDir folder;
  const std::string path = folder.file("a");
  ASSERT_TRUE(write_file_durably(path, "old and longer"));
  ASSERT_TRUE(write_file_durably(path, std::string("n\0w", 3), Readable::by_everyone));
  EXPECT_EQ(*read_file(path, 100), std::string("n\0w", 3));
  EXPECT_TRUE(read_file(path, 2).failed_with(ErrorKind::too_large));
  EXPECT_TRUE(read_file(folder.file("b"), 2).failed_with(ErrorKind::not_found));
  struct stat found;
  ASSERT_EQ(::stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0644u);
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    static_cast<void>(entry);
    ++files;
  }
  EXPECT_EQ(files, 1);
  EXPECT_TRUE(write_file_durably(folder.file("no/such"), "x").failed_with(ErrorKind::not_found));
}

TEST(Files, MakesTheFoldersAboveToo) {
  const testing::TempDir folder;
  ASSERT_TRUE(make_folder(folder.file("a/b/c")));
  ASSERT_TRUE(make_folder(folder.file("a/b/c")));
  EXPECT_TRUE(std::filesystem::is_directory(folder.file("a/b/c")));
  ASSERT_TRUE(write_file_durably(folder.file("a/f"), "x"));
  EXPECT_FALSE(make_folder(folder.file("a/f")));
}

TEST(Files, ALockIsHeldOnce) {
  const testing::TempDir folder;
  {
    const auto first = LockFile::take(folder.file("lock"));
    ASSERT_TRUE(first);
    EXPECT_TRUE(LockFile::take(folder.file("lock")).failed_with(ErrorKind::busy));
  }
  EXPECT_TRUE(LockFile::take(folder.file("lock")));
}

TEST(Files, TellsWhatAPathStandsOn) {
  EXPECT_TRUE(disk_at("/dev/shm/not/yet/there")->kind == DiskKind::memory);
  const auto space = space_at("/");
  ASSERT_TRUE(space);
  EXPECT_GT(space->total_bytes, space->free_bytes);
}

TEST(Mail, LineBreaksAndForgedAddressesAreRefused) {
  const auto with = [](std::string to, std::string subject) {
    return compose({std::move(to), std::move(subject), "Hello", "id1"}, "heed@example.org", "",
                   {0});
  };
  EXPECT_TRUE(with("a@example.org", "Hello"));
  EXPECT_TRUE(with("a@example.org", "Hello\r\nBcc: b@example.org").failed_with(ErrorKind::invalid));
  EXPECT_TRUE(with("a@example.org", "Hello\nBcc: b").failed_with(ErrorKind::invalid));
  for (const char* bad : {"a@example.org\r\nRCPT TO:<b@example.org>", "a@example.org>", "", "a",
                          "@b", "a@", "a@b, c@d", "a b@c"})
    EXPECT_TRUE(with(bad, "Hello").failed_with(ErrorKind::invalid)) << bad;
}

TEST(Mail, SubjectsInAnyScriptAreEncodedWordsThatCutNoCharacter) {
  EXPECT_EQ(encoded_header("Your answer"), "Your answer");
  EXPECT_EQ(encoded_header("Ysbyty'r Tŷ"), "=?UTF-8?B?WXNieXR5J3IgVMW3?=");
  std::string long_text;
  for (int i = 0; i < 40; ++i) long_text += "日";
  std::string decoded;
  std::string header = encoded_header(long_text);
  for (std::size_t at = 0; at < header.size();) {
    const auto end = header.find("\r\n ", at);
    const std::string word = header.substr(at, end == std::string::npos ? end : end - at);
    EXPECT_LE(word.size(), 75u);
    const auto part = from_base64(word.substr(10, word.size() - 12));
    ASSERT_TRUE(part);
    EXPECT_EQ(part->size() % 3, 0u);
    decoded += as_text(*part);
    at = end == std::string::npos ? header.size() : end + 3;
  }
  EXPECT_EQ(decoded, long_text);
}

TEST(Mail, ALetterIsPlainTextInUtf8WithADate) {
  const auto made = compose({"a@example.org", "Diolch", "Diolch\nTŷ", "abc"}, "heed@example.org",
                            "Heed, for you", TimeMs{1'767'225'600'000});
  ASSERT_TRUE(made);
  EXPECT_EQ(*made,
            "Date: Thu, 1 Jan 2026 00:00:00 +0000\r\n"
            "From: =?UTF-8?B?SGVlZCwgZm9yIHlvdQ==?= <heed@example.org>\r\n"
            "To: <a@example.org>\r\nSubject: Diolch\r\nMessage-ID: <abc@example.org>\r\n"
            "MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n"
            "Content-Type: text/plain; charset=UTF-8\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n" +
                base64(as_bytes("Diolch\r\nTŷ")) + "\r\n");
}

TEST(Mail, ALetterMayHaveHtmlBesideItAndOneAddressToStopAt) {
  Letter letter{.to = "marie@example.org",
                .subject = "What happened",
                .body = "Running since 3 March.\n",
                .message_id = "a1",
                .html = "<p>Running since 3 March.</p>",
                .stop_url = "https://heed.example/told/stop/abc"};
  const auto made = compose(letter, "heed@example.org", "Heed", {0});
  ASSERT_TRUE(made) << made.error().detail;
  EXPECT_NE(made->find("Content-Type: multipart/alternative; boundary=\"=_"), std::string::npos);
  EXPECT_LT(made->find("text/plain"), made->find("text/html")) << "the plainest first";
  EXPECT_NE(made->find(base64(as_bytes("<p>Running since 3 March.</p>"))), std::string::npos);
  EXPECT_NE(made->find("List-Unsubscribe: <https://heed.example/told/stop/abc>\r\n"),
            std::string::npos);
  EXPECT_NE(made->find("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), std::string::npos);
  EXPECT_EQ(made->find("Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: "
                       "base64\r\n\r\n"),
            made->rfind("Content-Type: text/plain"));
  letter.stop_url += "\r\nBcc: dev@example.org";
  EXPECT_TRUE(compose(letter, "heed@example.org", "Heed", {0}).failed_with(ErrorKind::invalid));
}

TEST(Mail, AServerThatIsAwayIsUnavailable) {
  const ManualClock clock;
  SmtpMailer mailer({.url = "smtp://127.0.0.1:1",
                     .from = "heed@example.org",
                     .from_name = "",
                     .user = "",
                     .password = "",
                     .require_tls = false,
                     .wait_ms = 2'000},
                    clock);
  EXPECT_TRUE(mailer.send({"a@example.org", "s", "b", ""}).failed_with(ErrorKind::unavailable));
  RecordingMailer recording;
  recording.fail_next(1);
  EXPECT_FALSE(recording.send({"a@example.org", "s", "b", ""}));
  EXPECT_TRUE(recording.send({"a@example.org", "s", "b", ""}));
  EXPECT_EQ(recording.sent().size(), 1u);
}

}  // namespace
}  // namespace heed::platform
