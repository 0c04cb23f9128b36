#include "text/campaigns.h"

#include <gtest/gtest.h>

#include "text/inside/random.h"
#include "text/inside/word_hashes.h"
#include "text/tokens.h"

namespace heed::text {
namespace {

const std::vector<std::string> kLetter = {
    "I am writing to object to the proposed closure of the minor injuries unit at Elmbridge.",
    "Residents without a car would face two buses and more than an hour of travel each way.",
    "The consultation paper gives no figures for how many people used the unit last winter.",
    "I ask the board to publish those figures before it takes any decision at all."};

// A text of words that no other text has in this order.
std::string own_words(std::size_t i, std::size_t count) {
  std::string out;
  for (std::size_t w = 0; w < count; ++w) {
    out += "word" + std::to_string(random_bits(i, 4, w) % 500) + " ";
  }
  return out;
}

std::vector<std::string> mixed_post() {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 60; ++i) {
    if (i % 4 != 0) {
      texts.push_back(own_words(i, 30));
      continue;
    }
    std::string text = own_words(i, 20);
    for (std::size_t s = 0; s < kLetter.size(); ++s) {
      if (s != i % 3) text += kLetter[s] + " ";
    }
    texts.push_back(text);
  }
  return texts;
}

Campaigns found_in(const std::vector<std::string>& texts) {
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  return find_campaigns(views);
}

TEST(Campaigns, EditedLettersAreFoundAndNothingElse) {
  const std::vector<std::string> texts = mixed_post();
  const Campaigns found = found_in(texts);
  ASSERT_EQ(found.campaigns.size(), 1u);
  EXPECT_EQ(found.campaigns[0].members.size(), 15u);
  for (std::size_t d = 0; d < texts.size(); ++d) {
    EXPECT_EQ(found.campaign_of[d], d % 4 == 0 ? 0 : -1) << d;
  }
}

TEST(Campaigns, TheCoreIsTheTemplateAndNotThePersonalPart) {
  const std::vector<std::string> texts = mixed_post();
  const Campaigns found = found_in(texts);
  ASSERT_FALSE(found.campaigns.empty());
  for (const std::string& passage : found.campaigns[0].core) {
    EXPECT_EQ(passage.find("word"), std::string::npos) << passage;
  }
  for (const auto& [begin, end] : found.shared[0]) {
    EXPECT_LT(begin, end);
    EXPECT_EQ(texts[0].substr(begin, end - begin).find("word"), std::string::npos);
  }
  EXPECT_TRUE(found.shared[1].empty());
}

TEST(Campaigns, EqualLettersCountEachTime) {
  std::vector<std::string> texts(7, kLetter[0] + " " + kLetter[1]);
  texts.push_back(own_words(1, 30));
  const Campaigns found = found_in(texts);
  ASSERT_EQ(found.campaigns.size(), 1u);
  EXPECT_EQ(found.campaigns[0].members.size(), 7u);
}

TEST(Campaigns, FourLettersAreNotYetACampaign) {
  const std::vector<std::string> texts(4, kLetter[0] + " " + kLetter[1]);
  EXPECT_TRUE(found_in(texts).campaigns.empty());
}

TEST(Campaigns, ShortAnswersAlikeAreNoCampaign) {
  const std::vector<std::string> texts(50, "Very good service, thank you");
  EXPECT_TRUE(found_in(texts).campaigns.empty());
}

TEST(WordHashes, AreOfTheWordsThatTokensAre) {
  const std::vector<std::string_view> texts = {
      "They said “wait” – it’s £5… ‘no’。Yes、but’s",
      "Don't WAIT, 'please'!  It''s 2.30pm (n.h.s.)--O'Neill's' ''x''", "Don’t WAIT, Café 'é'", "",
      "'", "a", "Appointments-cancelled twice; APPOINTMENTS_cancelled",
      // Looked at by the eight and by the sixty-four bytes.
      "@AZ[`az{/09: seven77 eight888 nine99999 pneumonoultramicroscopicsilicovolcanoconiosis it's",
      "A word over the sixty-fourth byte is one word, and so is a wardmate's' own, twice over; "
      "yes"};
  const WordHashes hashes = hash_words(texts);
  ASSERT_EQ(hashes.texts(), texts.size());
  Tokens tokens;
  for (std::size_t t = 0; t < texts.size(); ++t) {
    tokenise(texts[t], tokens);
    std::vector<std::uint32_t> wanted;
    for (const Token& token : tokens.list) wanted.push_back(hash_word(tokens.lowered(token)));
    EXPECT_EQ(std::vector(hashes.of(t).begin(), hashes.of(t).end()), wanted) << texts[t];
  }
}

TEST(WordHashes, OfOneTextAreItsTokensWithWhatStandsBefore) {
  const std::vector<std::string_view> texts = {
      "Kind, helpful staff. But: I waited 2.30 hours.Then (n.h.s.) a nurse' s, call",
      ". First; then... what?\nA line\r\nAnother , . comma .' quoted'. ,'x",
      "Café. Don’t, please!",
      "They said “wait” – it’s £5… ‘no’。Yes、but! A\u00a0b, x\u00adx.\u00adY",
      "naïve’s, ‘Œuvre’",
      "bad \xff byte.\xe2\x80 next",
      "e.g. ' . 'word'.next ends with a stop.",
      "",
      ",",
      "x"};
  Tokens tokens, scratch;
  std::vector<HashedWord> hashed;
  for (const std::string_view text : texts) {
    tokenise(text, tokens);
    hash_words_of(text, scratch, hashed);
    ASSERT_EQ(hashed.size(), tokens.list.size()) << text;
    for (std::size_t w = 0; w < hashed.size(); ++w) {
      const std::string_view word = tokens.lowered(tokens.list[w]);
      EXPECT_EQ(hashed[w].hash, hash_word(word)) << text << ": " << word;
      EXPECT_EQ(hashed[w].before, tokens.list[w].before) << text << ": " << word;
      EXPECT_EQ(hashed[w].is_single, word.size() == 1) << text << ": " << word;
    }
  }
}

TEST(Campaigns, NoTextsGiveNoCampaigns) {
  EXPECT_TRUE(find_campaigns({}).campaigns.empty());
  EXPECT_TRUE(found_in({"", "one", ""}).campaigns.empty());
}

}  // namespace
}  // namespace heed::text
