#include "text/reading_age.h"

#include <gtest/gtest.h>

namespace heed::text {
namespace {

TEST(ReadingAge, PlainWordsAreForTheYoungAndOfficialOnesAreNot) {
  const auto plain = reading_age(
      "Tell us what you think. You can use the form or call us. We will read what you say. "
      "We will tell you what we do next.");
  const auto official = reading_age(
      "The Integrated Care Board's transformational reconfiguration necessitates comprehensive "
      "stakeholder engagement regarding alternative configurations of community rehabilitation "
      "provision, notwithstanding considerations of financial sustainability.");
  ASSERT_TRUE(plain && official);
  EXPECT_LE(plain->years, 8);
  EXPECT_GE(official->years, 18);
  EXPECT_EQ(plain->sentences, 4u);
}

TEST(ReadingAge, NamesTheSentenceThatIsHardest) {
  const std::string_view text =
      "We want to hear from you. The operational implementation of the reconfiguration will be "
      "determined following consideration of representations. Please write to us.";
  const auto age = reading_age(text);
  ASSERT_TRUE(age);
  ASSERT_FALSE(age->hardest.empty());
  EXPECT_TRUE(text.substr(age->hardest[0].begin).starts_with("The operational"));
}

TEST(ReadingAge, AFewWordsSayNothing) {
  EXPECT_FALSE(reading_age(""));
  EXPECT_FALSE(reading_age("Your postcode"));
  EXPECT_FALSE(reading_age("1 2 3 4 5 6 7 8 9 10 11 12"));
}

TEST(ReadingAge, SyllablesAreCountedAsSpoken) {
  const std::vector<std::pair<const char*, int>> words = {
      {"cat", 1},          {"care", 1},  {"home", 1},        {"homes", 1},     {"houses", 2},
      {"people", 2},       {"asked", 1}, {"wanted", 2},      {"hospital", 3},  {"station", 2},
      {"social", 2},       {"media", 3}, {"appointment", 3}, {"community", 4}, {"table", 2},
      {"consultation", 4}, {"the", 1},   {"every", 2},       {"surgery", 3},   {"period", 3}};
  for (const auto& [word, count] : words) EXPECT_EQ(syllables(word), count) << word;
}

}  // namespace
}  // namespace heed::text
