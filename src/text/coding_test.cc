#include "text/coding.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "text/inside/coding_choice.h"
#include "text/inside/coding_ridge.h"
#include "text/inside/random.h"

namespace heed::text {
namespace {

struct MadeUp {
  std::vector<std::string> texts;
  std::vector<std::vector<int>> themes;
  std::vector<Document> documents() const {
    std::vector<Document> out;
    for (const std::string& text : texts) out.push_back({text, "What could be better?"});
    return out;
  }
};

// Comments of one or two of four subjects, none written by a person.
MadeUp made_up(std::size_t count, bool several) {
  const std::vector<std::vector<std::string>> subjects = {
      {"parking was full", "no parking bay was free", "the car park cost too much",
       "I paid a parking ticket"},
      {"reception staff were rude", "the receptionist ignored me", "nobody greeted us at the desk",
       "reception kept talking"},
      {"I waited three months", "the waiting list is too long", "my appointment came weeks late",
       "still waiting to be seen"},
      {"the food was cold", "lunch had no choice", "dinner was served cold",
       "the menu had nothing for vegetarians"}};
  const std::vector<std::string> ends = {"last week", "again", "on Monday", "for my mother", ""};
  MadeUp out;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto first = static_cast<int>(random_bits(5, 1, i) % 4);
    std::vector<int> themes = {first};
    const auto words = [&](int subject, std::uint64_t stream) {
      return subjects[static_cast<std::size_t>(subject)][random_bits(5, stream, i) % 4];
    };
    std::string text = words(first, 2);
    if (several && random_bits(5, 3, i) % 3 == 0) {
      const int second = (first + 1 + static_cast<int>(random_bits(5, 4, i) % 3)) % 4;
      themes.push_back(second);
      text += " and " + words(second, 6);
    }
    out.texts.push_back(text + " " + ends[random_bits(5, 7, i) % ends.size()]);
    out.themes.push_back(themes);
  }
  return out;
}

Coder taught(const MadeUp& from, std::span<const Document> documents, std::size_t count,
             const CoderOptions& options) {
  Coder coder(documents, 4, options);
  for (std::uint32_t i = 0; i < count; ++i) coder.code(i, from.themes[i]);
  coder.learn();
  return coder;
}

double f1_of(const Coder& coder, const MadeUp& from, std::span<const Document> documents,
             std::size_t first) {
  double right = 0, said = 0, true_ones = 0;
  const auto proposals = coder.themes(documents.subspan(first));
  for (std::size_t i = 0; i < proposals.size(); ++i) {
    const auto& themes = from.themes[first + i];
    true_ones += static_cast<double>(themes.size());
    said += static_cast<double>(proposals[i].size());
    for (const Said& one : proposals[i]) {
      right += static_cast<double>(std::count(themes.begin(), themes.end(), one.theme));
    }
  }
  return 2 * right / (said + true_ones);
}

TEST(Coder, LearnsSeveralThemesForEachCommentFromAFewCodedOnes) {
  const MadeUp made = made_up(400, true);
  const auto documents = made.documents();
  const Coder coder = taught(made, documents, 100, {});
  EXPECT_GT(f1_of(coder, made, documents, 100), 0.95);
}

TEST(Coder, GivesExactlyOneThemeWhenAskedFor) {
  const MadeUp made = made_up(300, false);
  const auto documents = made.documents();
  const Coder coder = taught(made, documents, 80, {.single = true});
  const Probabilities probabilities = coder.probabilities(documents);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    double sum = 0;
    for (const float one : probabilities.of(i)) sum += one;
    EXPECT_NEAR(sum, 1, 1e-5);
  }
  for (const auto& said : coder.themes(documents)) EXPECT_EQ(said.size(), 1u);
  EXPECT_GT(f1_of(coder, made, documents, 80), 0.95);
}

TEST(Coder, ThreadsChangeNothing) {
  const MadeUp made = made_up(2'500, true);
  const auto documents = made.documents();
  const Coder one = taught(made, documents, 60, {.threads = 1});
  const Coder two = taught(made, documents, 60, {.threads = 2});
  EXPECT_EQ(one.probabilities(documents).values, two.probabilities(documents).values);
  const auto a = one.next_batch(), b = two.next_batch();
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t k = 0; k < a.size(); ++k) EXPECT_EQ(a[k].comment, b[k].comment);
}

TEST(Coder, LearningBitByBitEndsWhereLearningAtOnceDoes) {
  const MadeUp made = made_up(300, true);
  const auto documents = made.documents();
  const Coder at_once = taught(made, documents, 120, {});
  Coder slowly = taught(made, documents, 120 - 12, {});
  // First a wrong code, put right later; then the rest, one at a time.
  slowly.code(3, std::vector<int>{0, 1, 2, 3});
  slowly.learn();
  for (std::uint32_t i = 120 - 12; i < 120; ++i) {
    slowly.code(i, made.themes[i]);
    slowly.learn();
  }
  slowly.code(3, made.themes[3]);
  slowly.learn();
  const auto a = at_once.probabilities(documents), b = slowly.probabilities(documents);
  // Each learnt its neighbours from a sample in an order of its own: near, not the same bytes.
  for (std::size_t k = 0; k < a.values.size(); ++k) EXPECT_NEAR(a.values[k], b.values[k], 0.02);
}

TEST(Coder, TakesTheQuestionIntoAccount) {
  std::vector<std::string> texts(80, "Nothing");
  std::vector<Document> documents;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    documents.push_back({texts[i], i % 2 == 0 ? "What was good?" : "What could be better?"});
  }
  Coder coder(documents, 2, {.single = true});
  for (std::uint32_t i = 0; i < 40; ++i) coder.code(i, std::vector<int>{i % 2 == 0 ? 0 : 1});
  coder.learn();
  const auto said = coder.themes(std::span(documents).subspan(40));
  for (std::size_t i = 0; i < said.size(); ++i) EXPECT_EQ(said[i][0].theme, i % 2 == 0 ? 0 : 1);
}

TEST(Coder, SaysWhichWordsSpokeForAThemeAndWhichCodedCommentsAreLike) {
  const MadeUp made = made_up(200, false);
  const auto documents = made.documents();
  const Coder coder = taught(made, documents, 100, {});
  const Explanation why = coder.explain({"Again the parking was full", "What could be better?"}, 0);
  ASSERT_FALSE(why.phrases.empty());
  EXPECT_TRUE(why.phrases[0].words.contains("parking")) << why.phrases[0].words;
  EXPECT_GT(why.phrases[0].weight, 0);
  ASSERT_EQ(why.nearest.size(), 3u);
  EXPECT_EQ(made.themes[why.nearest[0].comment][0], 0);
  EXPECT_LE(why.nearest[0].likeness, 1.0001F);
}

TEST(Coder, AsksForTwentyDifferentCommentsAFifthOfThemAtRandom) {
  const MadeUp made = made_up(600, true);
  const auto documents = made.documents();
  Coder coder(documents, 4, {});
  for (const Coder::Next& next : coder.next_batch()) {
    EXPECT_EQ(next.chosen, Chosen::at_random);  // Nothing is known yet.
    coder.code(next.comment, made.themes[next.comment], next.chosen);
  }
  coder.learn();
  std::set<std::uint32_t> seen;
  std::size_t by_chance = 0;
  for (const Coder::Next& next : coder.next_batch()) {
    seen.insert(next.comment);
    by_chance += next.chosen == Chosen::at_random ? 1 : 0;
  }
  EXPECT_EQ(by_chance, 4u);
  EXPECT_GE(seen.size(), 15u);  // So few different comments are left that some stay unasked.
}

TEST(Choice, TakesWhatManyAreLikeAndNeitherOutlierNorCopy) {
  // Four of a kind, one by itself, two of another kind, and one like what was coded.
  const auto rows_of_kinds = [](const std::vector<std::uint32_t>& kinds) {
    Sparse rows;
    rows.cols = 4;
    for (const std::uint32_t kind : kinds) {
      rows.column.push_back(kind);
      rows.value.push_back(1);
      rows.start.push_back(static_cast<std::uint32_t>(rows.column.size()));
    }
    return rows;
  };
  const Sparse rows = rows_of_kinds({3, 0, 0, 0, 0, 1, 2, 2});
  const Sparse coded = rows_of_kinds({3});
  const std::vector<double> alike(8, 1.0);
  EXPECT_EQ(choose_covering(rows, coded, alike, 2), (std::vector<std::size_t>{1, 6}));
  std::vector<double> sure_of_the_first = alike;
  for (std::size_t i = 1; i < 5; ++i) sure_of_the_first[i] = 0.1;
  EXPECT_EQ(choose_covering(rows, coded, sure_of_the_first, 1), (std::vector<std::size_t>{6}));
  EXPECT_EQ(choose_covering(rows, coded, alike, 20).size(), 8u);
}

TEST(Coder, NeverProposesOneQuestionsThemeForAnother) {
  // Half of the answers say the same words to either question, coded by each question's own codes.
  std::vector<std::string> texts;
  std::vector<Document> documents;
  for (int i = 0; i < 240; ++i) {
    texts.push_back(i % 3 == 0 ? "The cost is too high" : "Nobody answers the telephone");
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    documents.push_back({texts[i], i % 2 == 0 ? "What of stakes?" : "What of checks?"});
  }
  const auto theme = [](std::uint32_t i) { return static_cast<int>(i % 2 * 2 + (i % 3 == 0)); };
  Coder coder(documents, 4, {});
  for (std::uint32_t i = 0; i < 120; ++i) {
    // Themes 0 and 1 belong to the first question; some answers to it have none.
    coder.code(i, i % 10 == 0 ? std::vector<int>{} : std::vector<int>{theme(i)});
  }
  coder.learn();
  const auto asked = std::span(documents).subspan(120);
  const Probabilities probabilities = coder.probabilities(asked);
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const std::size_t other = i % 2 == 0 ? 2 : 0;
    EXPECT_LE(probabilities.of(i)[other], 0.005F);
    EXPECT_LE(probabilities.of(i)[other + 1], 0.005F);
  }
  // Asked what nobody was asked, no theme is out of the question.
  const std::vector<Document> strange = {{"Nobody answers the telephone", "Anything else?"}};
  EXPECT_GT(coder.probabilities(strange).of(0)[0], 0.01F);
}

TEST(Coder, TellsQualityFromCommentsThatChanceChoseAlone) {
  const MadeUp made = made_up(500, true);
  const auto documents = made.documents();
  Coder coder(documents, 4, {});
  for (std::uint32_t i = 0; i < 40; ++i) coder.code(i, made.themes[i]);
  coder.learn();
  EXPECT_FALSE(coder.quality());
  for (std::uint32_t i = 40; i < 80; ++i) coder.code(i, made.themes[i], Chosen::at_random);
  coder.learn();
  const auto quality = coder.quality();
  ASSERT_TRUE(quality);
  EXPECT_EQ(quality->comments, 40u);
  EXPECT_GT(quality->f1, 0.9);
  EXPECT_LE(quality->low, quality->f1);
  EXPECT_GE(quality->high, quality->f1);
}

TEST(Coder, WithNothingCodedProposesNothing) {
  const MadeUp made = made_up(10, false);
  const auto documents = made.documents();
  Coder coder(documents, 4, {});
  coder.learn();
  for (const auto& said : coder.themes(documents)) EXPECT_TRUE(said.empty());
  EXPECT_FALSE(coder.quality());
  EXPECT_TRUE(coder.explain(documents[0], 0).phrases.empty());
}

TEST(Coder, LearnsFromThousandsBySeparators) {
  const MadeUp made = made_up(4'400, true);
  const auto documents = made.documents();
  const Coder coder = taught(made, documents, 4'200, {.threads = 2});
  EXPECT_GT(f1_of(coder, made, documents, 4'200), 0.97);
}

TEST(Ridge, WithoutItselfIsWhatLeavingOutGives) {
  constexpr std::size_t kCount = 9;
  Dense points(kCount, 3);
  for (std::size_t k = 0; k < points.values.size(); ++k) {
    points.values[k] = static_cast<float>(random_unit(2, 1, k));
  }
  const auto kernel = [&](std::size_t a, std::size_t b) {
    float sum = 0;
    for (std::size_t k = 0; k < 3; ++k) sum += points.row(a)[k] * points.row(b)[k];
    return sum;
  };
  const auto fitted = [&](const std::vector<std::size_t>& who) {
    Dense matrix(who.size(), who.size()), targets(who.size(), 1);
    for (std::size_t i = 0; i < who.size(); ++i) {
      targets.row(i)[0] = static_cast<float>(who[i] % 2);
      for (std::size_t j = 0; j < who.size(); ++j) matrix.row(i)[j] = kernel(who[i], who[j]);
    }
    Ridge ridge(0.5F);
    ridge.fit(std::move(matrix), std::move(targets));
    return ridge;
  };
  std::vector<std::size_t> all(kCount);
  for (std::size_t i = 0; i < kCount; ++i) all[i] = i;
  const Ridge whole = fitted(all);
  // Grown one at a time, it is the same.
  Ridge grown = fitted({0});
  for (std::size_t i = 1; i < kCount; ++i) {
    std::vector<float> beside;
    for (std::size_t j = 0; j < i; ++j) beside.push_back(kernel(i, j));
    const float target = static_cast<float>(i % 2);
    grown.add(beside, kernel(i, i), std::span(&target, 1));
  }
  for (std::size_t left = 0; left < kCount; ++left) {
    std::vector<std::size_t> others;
    for (const std::size_t i : all) {
      if (i != left) others.push_back(i);
    }
    const Ridge without = fitted(others);
    float expected = 0;
    for (std::size_t i = 0; i < others.size(); ++i) {
      expected += without.weights(i)[0] * kernel(left, others[i]);
    }
    float said = 0;
    whole.without_itself(left, std::span(&said, 1));
    EXPECT_NEAR(said, expected, 1e-4);
    grown.without_itself(left, std::span(&said, 1));
    EXPECT_NEAR(said, expected, 1e-4);
  }
}

}  // namespace
}  // namespace heed::text
