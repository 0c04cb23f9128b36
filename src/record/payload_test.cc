#include "record/payload.h"

#include <gtest/gtest.h>

#include "platform/crypto.h"
#include "platform/random.h"

namespace heed::record {
namespace {

ResponsePayload some_response() {
  return {ActivityId::from(std::array<std::byte, 16>{std::byte{1}}),
          platform::sha256("questionnaire"),
          {{"q1", "words", "More evening buses."}, {"q2", "choice", Cbor::array({1, 3})}},
          PressKey::from(std::array<std::byte, 16>{std::byte{2}}),
          std::nullopt};
}

DataKey key_of(platform::Random& random) { return {random.id<DataKeyId>(), random.bytes<32>()}; }

TEST(Payload, IsDeterministicAndHoldsNoPressKey) {
  const ResponsePayload response = some_response();
  const Bytes payload = encode(response);
  EXPECT_EQ(payload, encode(response));
  EXPECT_TRUE(Cbor::decode(payload));
  EXPECT_EQ(hex(payload).find(response.press_key.text()), std::string::npos);
}

TEST(Payload, OpensUnderItsKeyAndRowWithTheSameCommitment) {
  platform::SeededRandom random(1);
  const DataKey key = key_of(random);
  const Bytes payload = encode(some_response());
  const auto row = random.id<ResponseId>();
  const Sealed sealed = *seal_payload(key, payload, row.bytes(), random.bytes<32>(), random);
  const auto opened = open_payload(key, sealed.sealed, row.bytes());
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->payload, payload);
  EXPECT_EQ(opened->commitment, sealed.commitment);
  EXPECT_EQ(sealed.payload_hash, platform::sha256(payload));
}

TEST(Payload, DoesNotOpenUnderAnotherKeyAsAnotherRowOrChanged) {
  platform::SeededRandom random(2);
  const DataKey key = key_of(random);
  const auto row = random.id<ResponseId>();
  Sealed sealed = *seal_payload(key, as_bytes("words"), row.bytes(), std::nullopt, random);
  EXPECT_FALSE(open_payload(key_of(random), sealed.sealed, row.bytes()));
  EXPECT_FALSE(open_payload(key, sealed.sealed, random.id<ResponseId>().bytes()));
  sealed.sealed.back() ^= std::byte{1};
  EXPECT_TRUE(open_payload(key, sealed.sealed, row.bytes()).failed_with(ErrorKind::storage));
}

TEST(Payload, TheSameWordsTwiceShareNoCommitment) {
  platform::SeededRandom random(3);
  const DataKey key = key_of(random);
  const auto one = seal_payload(key, as_bytes("Yes"), {}, std::nullopt, random);
  const auto two = seal_payload(key, as_bytes("Yes"), {}, std::nullopt, random);
  EXPECT_NE(one->commitment, two->commitment);
}

TEST(Payload, TheCommitmentChangesWithWhatThePersonsBrowserChose) {
  const Hash server = platform::sha256("server");
  EXPECT_NE(commitment_of(opening_of(Hash{}, server), as_bytes("Yes")),
            commitment_of(opening_of(platform::sha256("browser"), server), as_bytes("Yes")));
}

}  // namespace
}  // namespace heed::record
