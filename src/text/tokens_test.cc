#include "text/tokens.h"

#include <gtest/gtest.h>
#include <unicode/unistr.h>

#include <fstream>
#include <set>

#include "testing/shared_data.h"
#include "text/stems.h"
#include "text/stop_words.h"

namespace heed::text {
namespace {

std::vector<std::string> words(std::string_view text) {
  Tokens tokens;
  tokenise(text, tokens);
  std::vector<std::string> out;
  for (const Token& token : tokens.list) out.emplace_back(tokens.lowered(token));
  return out;
}

std::vector<std::string> clauses(std::string_view text) {
  Tokens tokens;
  tokenise(text, tokens);
  std::vector<std::string> out;
  for (const Clause& clause : split_clauses(tokens)) {
    const auto begin = tokens.list[clause.begin].begin;
    out.emplace_back(text.substr(begin, tokens.list[clause.end - 1].end - begin));
  }
  return out;
}

bool empty_answer(std::string_view text) {
  Tokens tokens;
  tokenise(text, tokens);
  return has_no_content(tokens);
}

using List = std::vector<std::string>;

TEST(Tokens, WordsAreLoweredAndKeepApostrophesInside) {
  EXPECT_EQ(words("Don’t WAIT, 'please'!"), (List{"don't", "wait", "please"}));
}

TEST(Tokens, LettersBeyondAsciiAreLetters) {
  EXPECT_EQ(words("CAFÉ Siân–Łódź"), (List{"café", "siân", "łódź"}));
}

TEST(Tokens, ACombiningAccentIsTheSameLetterAsAComposedOne) {
  EXPECT_EQ(words("caf"
                  "e\xCC\x81"),
            words("caf\xC3\xA9"));
}

TEST(Tokens, ScriptsWithoutSpacesAreCutIntoWords) {
  EXPECT_GT(words("ฉันรอนานมาก").size(), 1u);
  EXPECT_GT(words("工作人员非常友好").size(), 1u);
}

TEST(Tokens, PositionsAreThoseOfTheTextAsGiven) {
  const std::string_view text = "Äh, Über 3 hours";
  Tokens tokens;
  tokenise(text, tokens);
  ASSERT_EQ(tokens.list.size(), 4u);
  EXPECT_EQ(text.substr(tokens.list[1].begin, tokens.list[1].end - tokens.list[1].begin), "Über");
}

TEST(Tokens, BadBytesSeparateWordsAndDoNoHarm) {
  EXPECT_EQ(words("good\xFFwill \xE2\x82"), (List{"good", "will"}));
}

// A line of Unicode's test of word boundaries: the text, and where a word may end in it, in bytes.
struct BreakCase {
  std::string text;
  std::set<std::size_t> boundaries;
};

BreakCase break_case(std::string line) {
  BreakCase out;
  line.resize(line.find('#'));
  std::istringstream words(line);
  for (std::string word; words >> word;) {
    if (word == "÷") {
      out.boundaries.insert(out.text.size());
    } else if (word != "×") {
      icu::UnicodeString(static_cast<UChar32>(std::stol(word, nullptr, 16))).toUTF8String(out.text);
    }
  }
  return out;
}

TEST(Tokens, NoWordGoesOverABoundaryOfUnicodes) {
  const auto folder = testing::shared_data();
  if (!folder || !std::filesystem::exists(*folder / "unicode_break"))
    GTEST_SKIP() << "unicode_break is not here";
  std::ifstream file(*folder / "unicode_break/WordBreakTest.txt");
  Tokens tokens;
  int cases = 0;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("÷")) continue;
    ++cases;
    const auto [text, boundaries] = break_case(line);
    tokenise(text, tokens);
    for (const Token& token : tokens.list) {
      // "o'3" is one word here and three there.
      if (tokens.lowered(token).contains('\'')) continue;
      const auto next = boundaries.upper_bound(token.begin);
      EXPECT_TRUE(next == boundaries.end() || *next >= token.end) << line;
    }
  }
  EXPECT_GT(cases, 1'800);
}

TEST(Tokens, ASoftHyphenDoesNotCutAWordAndAMarkAloneIsNone) {
  EXPECT_EQ(words("co\u00ADoperate"), (List{"cooperate"}));
  EXPECT_EQ(words(" \u0308 a"), (List{"a"}));
}

TEST(Clauses, SentencesAndTurnsDivide) {
  EXPECT_EQ(clauses("Staff were kind but I waited. Thank you!"),
            (List{"Staff were kind", "I waited", "Thank you"}));
}

TEST(Clauses, AndDividesOnlyWhereBothSidesCarryMeaning) {
  EXPECT_EQ(clauses("kind and helpful staff"), (List{"kind and helpful staff"}));
  EXPECT_EQ(clauses("the staff were friendly and the car park was full"),
            (List{"the staff were friendly", "the car park was full"}));
}

TEST(NoContent, RefusalsAndFillersHaveNone) {
  for (const char* text : {"Nothing", "No.", "n/a", "none", "nothing at present", "-", "",
                           "Can’t think of anything", "N/A at the moment", "No comments"}) {
    EXPECT_TRUE(empty_answer(text)) << text;
  }
}

TEST(NoContent, AShortAnswerThatNamesSomethingHasSome) {
  for (const char* text :
       {"No parking", "parking", "Nothing, the nurses were lovely", "better food", "Not clean"}) {
    EXPECT_FALSE(empty_answer(text)) << text;
  }
}

TEST(Stems, FormsOfAWordShareAStem) {
  Stems stems;
  EXPECT_EQ(stems.stem("appointments"), stems.stem("appointment"));
  EXPECT_EQ(stems.stem("waiting"), stems.stem("waited"));
  EXPECT_NE(stems.stem("nurse"), stems.stem("doctor"));
}

TEST(Stems, AreThoseOfSnowballsVocabulary) {
  const auto folder = testing::shared_data();
  if (!folder || !std::filesystem::exists(*folder / "snowball_english"))
    GTEST_SKIP() << "snowball_english is not here";
  std::ifstream file(*folder / "snowball_english/voc_stem.tsv");
  Stems stems;
  int cases = 0;
  for (std::string line; std::getline(file, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    ++cases;
    EXPECT_EQ(stems.stem(line.substr(0, tab)), line.substr(tab + 1)) << line;
  }
  EXPECT_GT(cases, 25'000);
}

}  // namespace
}  // namespace heed::text
