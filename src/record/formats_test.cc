// The vectors printed in docs/formats/ are what the code does. Lines "name = value" inside a
// fence marked `vectors` are read; a page whose value is wrong, or missing, fails here.
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "platform/crypto.h"
#include "record/keys.h"
#include "record/note.h"
#include "record/payload.h"
#include "record/record.h"
#include "record/reference.h"
#include "testing/source_tree.h"

namespace heed::record {
namespace {

using Vectors = std::map<std::string, std::string>;

Vectors vectors_of(const std::string& page) {
  const auto path = testing::source_tree() / "docs/formats" / page;
  std::ifstream file(path);
  EXPECT_TRUE(file) << path;
  Vectors found;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("```")) {
      inside = line == "```vectors";
      continue;
    }
    const auto equals = line.find(" = ");
    if (inside && equals != std::string::npos)
      found[line.substr(0, equals)] = line.substr(equals + 3);
  }
  return found;
}

template <std::size_t N>
std::array<std::byte, N> filled(int value) {
  std::array<std::byte, N> bytes;
  bytes.fill(static_cast<std::byte>(value));
  return bytes;
}

TEST(Formats, TheReferencePageIsTrue) {
  Vectors made;
  for (const std::uint64_t bits : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{0x1234567890},
                                   (std::uint64_t{1} << 40) - 1}) {
    made[fmt::format("FM {}", bits)] = Reference::from("FM", bits).text();
  }
  made["QZ 78187493520"] = Reference::from("QZ", 78187493520).text();
  const PrivatePart part = PrivatePart::from(filled<16>(0xA7));
  made["private part of a7 x 16"] = part.text();
  made["its hash"] = hex(part.hash());
  EXPECT_EQ(vectors_of("reference.md"), made);
}

TEST(Formats, ThePayloadPageIsTrue) {
  const ResponsePayload response{
      ActivityId::from(filled<16>(0x11)),
      filled<32>(0x22),
      {{"q1", "words", "More evening buses."}, {"q2", "choice", Cbor::array({1, 3})}},
      PressKey::from(filled<16>(0x33)),
      std::nullopt};
  const Bytes payload = encode(response);
  const Hash opening = opening_of(filled<32>(0x44), filled<32>(0x55));
  Vectors made;
  made["payload"] = hex(payload);
  made["SHA-256(payload)"] = hex(platform::sha256(payload));
  made["opening"] = hex(opening);
  made["commitment"] = hex(commitment_of(opening, payload));
  EXPECT_EQ(vectors_of("payload.md"), made);
}

TEST(Formats, TheLogPageIsTrue) {
  const auto entry_of = [](EntryType type, std::optional<std::uint64_t> ref, int fill) {
    return encode(Entry{type, ActivityId::from(filled<16>(0x11)), TimeMs{1'767'225'600'000}, ref,
                        filled<32>(fill)});
  };
  const std::array entries = {entry_of(EntryType::opening, std::nullopt, 0x66),
                              entry_of(EntryType::submission, std::nullopt, 0x77),
                              entry_of(EntryType::erasure, 1, 0x00)};
  Vectors made;
  Frontier frontier;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    made[fmt::format("entry {}", i)] = hex(entries[i]);
    made[fmt::format("leaf {}", i)] = hex(leaf_hash(entries[i]));
    frontier.add(leaf_hash(entries[i]));
    made[fmt::format("root of {}", i + 1)] = hex(frontier.root());
  }
  const auto key = platform::key_pair_from_seed(filled<32>(0x88));
  const std::string origin = "feedback.example/log/00112233445566778899aabbccddeeff";
  const std::string text = checkpoint_text(origin, 3, frontier.root());
  const std::string note =
      signed_note(text, origin, key.public_key, platform::sign(key.secret_key, as_bytes(text)));
  made["verifier key"] = verifier_key(origin, key.public_key);
  made["signature line"] = note.substr(text.size() + 1, note.size() - text.size() - 2);
  EXPECT_EQ(vectors_of("log.md"), made);
}

}  // namespace
}  // namespace heed::record
