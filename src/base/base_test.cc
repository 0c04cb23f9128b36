#include <gtest/gtest.h>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/text.h"
#include "base/time.h"

namespace heed {
namespace {

constexpr std::string_view kLondon = "Europe/London";

TEST(Time, ADayInSummerEndsAtElevenAtNightUtc) {
  const auto end = from_local_date("2026-07-01", kLondon, DayEdge::end);
  ASSERT_TRUE(end);
  EXPECT_EQ(iso_utc(*end), "2026-07-01T22:59:59.999Z");
  EXPECT_EQ(show_date(*end, kLondon), "1 July 2026");
}

TEST(Time, DatesAreReadDayFirstAsSpreadsheetsWriteThem) {
  for (const char* text : {"2026-03-05", "5/3/2026", "05/03/26", "5 March 2026", "05-Mar-26",
                           "2026-03-05 10:12:44", "5/3/2026 9:30"}) {
    const auto date = read_date(text, kLondon);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(iso_date(*date, kLondon), "2026-03-05") << text;
  }
}

TEST(Time, ADayThatIsNotInTheCalendarIsRefused) {
  for (const char* text : {"31/2/2026", "", "soon", "2026-13-01", "1/2", "99999-1-1"})
    EXPECT_FALSE(read_date(text, kLondon)) << text;
}

TEST(Time, AnUnknownZoneIsNotAZone) {
  EXPECT_TRUE(is_zone("Europe/London"));
  EXPECT_FALSE(is_zone("Europe/Fenmere"));
}

TEST(Text, WhatWasTypedIsKeptExactlyOrRefused) {
  const auto kept = bounded_text("  naïve 👍 ", 20);
  ASSERT_TRUE(kept);
  EXPECT_EQ(*kept, "  naïve 👍 ");
  EXPECT_FALSE(bounded_text("\xff", 20));
  EXPECT_TRUE(bounded_text("four", 3).failed_with(ErrorKind::too_large));
  EXPECT_FALSE(bounded_text(std::string_view("a\0b", 3), 20));
}

TEST(Text, TrimmingKnowsUnicodesSpaces) {
  EXPECT_EQ(trimmed("\u00a0 a b\u2003\n"), "a b");
  EXPECT_EQ(trimmed("\u2003\u00a0 \n"), "");
  EXPECT_EQ(trimmed(""), "");
  EXPECT_EQ(trimmed("é"), "é");
  // Bad bytes are no white space.
  EXPECT_EQ(trimmed(" \x80\xe2\x80 "), "\x80\xe2\x80");
}

TEST(Text, IsUtf8WhereverACharacterOrABadByteStands) {
  for (std::size_t at = 0; at < 70; ++at) {
    for (const std::string_view character : {"é", "’", "😀"}) {
      std::string text(at, 'a');
      text += character;
      EXPECT_TRUE(is_utf8(text)) << at;
      EXPECT_FALSE(is_utf8(std::string_view(text).substr(0, text.size() - 1))) << at;
      text += std::string(40, 'b');
      EXPECT_TRUE(is_utf8(text)) << at;
      text[at + character.size() - 1] = 'c';
      EXPECT_FALSE(is_utf8(text)) << at;
    }
  }
}

TEST(Text, ShorteningCutsBetweenWords) {
  EXPECT_EQ(shortened("the last bus goes early", 12), "the last…");
  EXPECT_EQ(shortened("short", 12), "short");
}

TEST(Text, BadBytesBecomeTheReplacementCharacter) { EXPECT_EQ(made_utf8("a\xff"), "a\uFFFD"); }

TEST(Ids, AnIdGoesToTextAndBack) {
  const auto id = ActivityId::parse("00112233445566778899aabbccddeeff");
  ASSERT_TRUE(id);
  EXPECT_EQ(id->text(), "00112233445566778899aabbccddeeff");
  EXPECT_FALSE(ActivityId::parse("0011"));
  EXPECT_FALSE(ActivityId::parse("zz112233445566778899aabbccddeeff"));
}

}  // namespace
}  // namespace heed
