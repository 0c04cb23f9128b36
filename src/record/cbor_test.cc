#include "record/cbor.h"

#include <gtest/gtest.h>

namespace heed::record {
namespace {

std::string encoded(const Cbor& value) { return hex(value.encode()); }

TEST(Cbor, EncodesTheExamplesOfRfc8949AppendixA) {
  EXPECT_EQ(encoded(0), "00");
  EXPECT_EQ(encoded(23), "17");
  EXPECT_EQ(encoded(24), "1818");
  EXPECT_EQ(encoded(1000), "1903e8");
  EXPECT_EQ(encoded(1000000), "1a000f4240");
  EXPECT_EQ(encoded(std::int64_t{1000000000000}), "1b000000e8d4a51000");
  EXPECT_EQ(encoded(-1), "20");
  EXPECT_EQ(encoded(-1000), "3903e7");
  EXPECT_EQ(encoded(INT64_MIN), "3b7fffffffffffffff");
  EXPECT_EQ(encoded(false), "f4");
  EXPECT_EQ(encoded(nullptr), "f6");
  EXPECT_EQ(encoded(*from_hex("01020304")), "4401020304");
  EXPECT_EQ(encoded("\xE6\xB0\xB4"), "63e6b0b4");
  EXPECT_EQ(encoded(Cbor::array({1, Cbor::array({2, 3})})), "8201820203");
  EXPECT_EQ(encoded(Cbor::map({{"a", 1}, {"b", Cbor::array({2, 3})}})), "a26161016162820203");
}

TEST(Cbor, SortsKeysByTheirEncodedBytes) {
  // The order that RFC 8949 4.2.1 prints.
  const Cbor map = Cbor::map(
      {{false, 7}, {Cbor::array({100}), 5}, {"aa", 4}, {"z", 3}, {-1, 2}, {100, 1}, {10, 0}});
  EXPECT_EQ(encoded(map),
            "a70a00186401200261"
            "7a03"
            "626161"
            "04"
            "811864"
            "05"
            "f407");
}

TEST(Cbor, ReadsBackWhatItWrote) {
  const Cbor value = Cbor::map({{"v", 1},
                                {"words", "Last bus goes at 4.40 \xF0\x9F\x9A\x8C"},
                                {"list", Cbor::array({nullptr, true, -5, Cbor::map({})})}});
  const Bytes bytes = value.encode();
  const auto again = Cbor::decode(bytes);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->encode(), bytes);
  ASSERT_NE(again->find("v"), nullptr);
  EXPECT_EQ(*again->find("v")->integer(), 1);
  EXPECT_EQ(again->find("absent"), nullptr);
}

TEST(Cbor, RefusesWhatItWouldHaveWrittenDifferently) {
  for (const auto* bad : {
           "",                    // nothing
           "1817",                // 23 in two bytes
           "190018",              // 24 in three
           "5f42010243030405ff",  // indefinite length
           "a2616201616101",      // keys out of order
           "a2616101616102",      // a key twice
           "f90000",              // a float
           "c11a514b67b0",        // a tag
           "62c328",              // not UTF-8
           "0000",                // something after
           "4401",                // cut short
           "9b7fffffffffffffff",  // a count no input could hold
           "1bffffffffffffffff",  // over 63 bits
       }) {
    EXPECT_TRUE(Cbor::decode(*from_hex(bad)).failed_with(ErrorKind::invalid)) << bad;
  }
  EXPECT_FALSE(Cbor::decode(Bytes(1000, std::byte{0x81})));  // Nested without end.
}

TEST(Cbor, NoSingleChangedByteReadsAsTheSameBytes) {
  const Bytes good = Cbor::map({{"a", Cbor::array({1, "two", nullptr})}}).encode();
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes changed = good;
      changed[i] ^= static_cast<std::byte>(1 << bit);
      const auto read = Cbor::decode(changed);
      if (read) EXPECT_EQ(read->encode(), changed);  // One reading, one writing.
    }
  }
}

}  // namespace
}  // namespace heed::record
