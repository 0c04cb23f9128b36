#include "record/reference.h"

#include <gtest/gtest.h>

#include <set>

#include "platform/random.h"

namespace heed::record {
namespace {

TEST(Reference, IsReadHoweverPeopleTypeIt) {
  const Reference reference = Reference::from("FM", 0x1234567890);
  const std::string text = reference.text();
  ASSERT_EQ(text.size(), 14u);
  std::string lower, spaced, dashed;
  for (const char c : text) {
    lower += static_cast<char>(std::tolower(c));
    if (c == '-') {
      spaced += "  ";
      dashed += "\xE2\x80\x93";
      continue;
    }
    spaced += c;
    dashed += c == '0' ? 'o' : c == '1' ? 'l' : c;
  }
  for (const std::string& typed : {text, lower, spaced, dashed, " " + lower + "\t"}) {
    const auto read = Reference::parse(typed);
    ASSERT_TRUE(read) << typed;
    EXPECT_EQ(read->text(), text);
  }
}

TEST(Reference, FindsEveryWrongSymbolAndEveryTwoExchanged) {
  constexpr std::string_view kSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  platform::SeededRandom random(7);
  for (int round = 0; round < 200; ++round) {
    const std::string text = Reference::make("FM", random).text();
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '-') continue;
      for (const char c : i < 2 ? std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZ") : kSymbols) {
        if (c == text[i]) continue;
        std::string wrong = text;
        wrong[i] = c;
        EXPECT_FALSE(Reference::parse(wrong)) << text << " read from " << wrong;
      }
      for (std::size_t j = i + 1; i >= 2 && j < text.size(); ++j) {
        if (text[j] == '-' || text[i] == text[j]) continue;
        std::string swapped = text;
        std::swap(swapped[i], swapped[j]);
        EXPECT_FALSE(Reference::parse(swapped)) << text << " read from " << swapped;
      }
    }
  }
}

TEST(Reference, IsNotReadFromOtherThings) {
  for (const auto* typed : {"", "FM", "FM-0000-0000", "FM-UUUU-UUUU-U", "12-0000-0000-0",
                            "FM-0000-0000-00", "<script>", "FM/0000/0000/0"}) {
    EXPECT_FALSE(Reference::parse(typed)) << typed;
  }
  EXPECT_FALSE(Reference::parse(std::string(100'000, '-')));
}

TEST(Reference, DrawsAllFortyBits) {
  platform::SeededRandom random(1);
  std::array<std::set<char>, 14> seen;
  for (int i = 0; i < 2000; ++i) {
    const std::string text = Reference::make("FM", random).text();
    for (std::size_t at = 0; at < 14; ++at) seen[at].insert(text[at]);
  }
  for (const std::size_t at : {3u, 4u, 5u, 6u, 8u, 9u, 10u, 11u, 13u}) {
    EXPECT_EQ(seen[at].size(), 32u);
  }
}

TEST(PrivatePart, ComesBackFromItsText) {
  platform::SeededRandom random(3);
  for (int i = 0; i < 100; ++i) {
    const PrivatePart part = PrivatePart::from(random.bytes<16>());
    EXPECT_EQ(part.text().size(), 26u + 6u);
    const auto read = PrivatePart::parse(part.text());
    ASSERT_TRUE(read);
    EXPECT_TRUE(std::ranges::equal(read->bytes(), part.bytes()));
    EXPECT_EQ(read->hash(), part.hash());
  }
  EXPECT_FALSE(PrivatePart::parse("0000-0000-0000-0000-0000-0000-0"));
  EXPECT_FALSE(PrivatePart::parse("0000-0000-0000-0000-0000-0000-01"));  // Spare bits set.
}

TEST(Base32, FoldsWhatPeopleType) {
  EXPECT_EQ(fold_base32("o1-iL k"), "0111K");
  EXPECT_FALSE(fold_base32("U"));
  EXPECT_EQ(base32(*from_hex("ffff")), "ZZZG");
}

}  // namespace
}  // namespace heed::record
