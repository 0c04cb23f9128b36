#include "pages/words.h"

#include <gtest/gtest.h>

namespace heed::pages {
namespace {

TEST(Words, SayWhatTheCatalogSays) {
  EXPECT_EQ(tr(Words::for_language("cy"), "Continue"), "Parhau");
  EXPECT_EQ(tr(Words::for_language("ar"), "Back"), "رجوع");
}

TEST(Words, FallThroughToEnglish) {
  EXPECT_EQ(tr(Words::for_language("cy"), "Nobody has translated this"),
            "Nobody has translated this");
  EXPECT_EQ(Words::for_language("tlh").language(), "en");
  EXPECT_EQ(Words::for_language("").language(), "en");
}

TEST(Words, AreFoundByRegionAndCase) {
  EXPECT_EQ(Words::for_language("cy-GB").language(), "cy");
  EXPECT_EQ(Words::for_language("AR").language(), "ar");
}

TEST(Words, KnowWhichWayTheyRunAndWhatTheyAreCalled) {
  EXPECT_TRUE(Words::for_language("ar").right_to_left());
  EXPECT_FALSE(Words::for_language("cy").right_to_left());
  EXPECT_EQ(Words::for_language("cy").own_name(), "Cymraeg");
  EXPECT_EQ(Words::english().own_name(), "English");
  EXPECT_EQ(Words::languages().front(), "en");
}

TEST(Words, CountByTheRulesOfTheLanguage) {
  const auto said = [](std::string_view language, std::uint64_t n) {
    return tr_n(Words::for_language(language), "You can write up to {n} character",
                "You can write up to {n} characters", n);
  };
  EXPECT_EQ(said("en", 1), "You can write up to 1 character");
  EXPECT_EQ(said("en", 10000), "You can write up to 10,000 characters");
  EXPECT_EQ(said("ar", 2), "يمكنك كتابة حرفين");
  EXPECT_EQ(said("ar", 5), "يمكنك كتابة ما يصل إلى 5 أحرف");
  EXPECT_EQ(said("ar", 3'000'000'011), "يمكنك كتابة ما يصل إلى 3,000,000,011 حرفًا");
}

TEST(Words, SlotsAreFilledByNameAndEscapedInHtml) {
  const Words& english = Words::english();
  EXPECT_EQ(tr(english, "By {who}, {when}.", {{"when", "today"}, {"who", "{when}"}}),
            "By {when}, today.");
  EXPECT_EQ(tr(english, "A {slip} stays", {}), "A {slip} stays");
  EXPECT_EQ(tr(english, "An open { stays", {}), "An open { stays");
  EXPECT_EQ(tr_html(english, "A < {b}", {{"b", el("b", "<")}}).str(), "A &lt; <b>&lt;</b>");
}

TEST(Words, NumbersAreGrouped) {
  EXPECT_EQ(number(Words::english(), 0), "0");
  EXPECT_EQ(number(Words::english(), 999), "999");
  EXPECT_EQ(number(Words::english(), 1204), "1,204");
  EXPECT_EQ(number(Words::english(), 1234567), "1,234,567");
}

}  // namespace
}  // namespace heed::pages
