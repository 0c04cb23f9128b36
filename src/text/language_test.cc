#include "text/language.h"

#include <gtest/gtest.h>

#include <array>

namespace heed::text {
namespace {

TEST(Language, IsToldBySmallWordsOrByScript) {
  const std::array<std::pair<std::string_view, std::string_view>, 12> told = {{
      {"The nurse was kind and the food was good", "English"},
      {"Parking is awful", "English"},
      {"Roedd y nyrs yn garedig iawn ond mae'r maes parcio yn rhy fach", "Welsh"},
      {"Pielęgniarka była bardzo miła, ale nie było miejsca na parkingu", "Polish"},
      {"Asistenta a fost foarte amabilă, dar nu sunt locuri de parcare pentru pacienți",
       "Romanian"},
      {"Les infirmières sont gentilles mais il n'y a pas de place pour se garer", "French"},
      {"El personal fue muy amable pero no hay sitio para aparcar", "Spanish"},
      {"Die Schwester war sehr nett, aber wir haben nicht geparkt", "German"},
      {"الممرضة كانت لطيفة جدا", "Arabic script"},
      {"নার্স খুব ভালো ছিলেন", "Bengali script"},
      {"Parking", ""},
      {"", ""},
  }};
  for (const auto& [text, language] : told) EXPECT_EQ(language_of(text), language) << text;
}

TEST(Language, NamesAndPlacesInEnglishStayEnglish) {
  for (const std::string_view text :
       {"Dr El-Sayed and Mrs da Silva at La Maison ward were lovely", "No. Que sera, the end of it",
        "Café was closed on the day that we went"}) {
    EXPECT_EQ(language_of(text), "English") << text;
  }
}

TEST(Language, AFewInAnotherLanguageAreSetApartAndManyAreNot) {
  std::vector<std::string_view> texts(90, "The nurse was kind and the food was good");
  texts.resize(96, "Pielęgniarka była bardzo miła, ale nie było miejsca na parkingu");
  texts.push_back("Nothing");
  const Languages few = languages_of(texts);
  EXPECT_EQ(few.main, "English");
  ASSERT_EQ(few.others.size(), 1u);
  EXPECT_EQ(few.others[0], std::pair(std::string("Polish"), std::size_t{6}));
  EXPECT_EQ(few.apart, 6u);
  EXPECT_FALSE(few.set_apart[0]);
  EXPECT_TRUE(few.set_apart[95]);
  EXPECT_FALSE(few.set_apart[96]) << "unsure is not another language";
  texts.insert(texts.end(), 60, texts[95]);
  EXPECT_EQ(languages_of(texts).apart, 0u) << "enough for themes of their own";
}

}  // namespace
}  // namespace heed::text
