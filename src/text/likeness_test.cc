#include "text/likeness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "text/inside/random.h"

namespace heed::text {
namespace {

std::vector<float> some_vector(std::size_t size, std::uint64_t number) {
  std::vector<float> out;
  double square = 0;
  for (std::size_t k = 0; k < size; ++k) {
    out.push_back(static_cast<float>(random_unit(3, number, k) - 0.5));
    square += out.back() * out.back();
  }
  for (float& value : out) value /= static_cast<float>(std::sqrt(square));
  return out;
}

Likeness of_many(std::size_t documents) {
  Likeness library(20);
  for (std::uint64_t d = 0; d < documents; ++d) library.put(1000 + d, some_vector(20, d));
  return library;
}

TEST(Likeness, FindsADocumentItselfFirstAndGrowsPastItsFirstRoom) {
  const Likeness library = of_many(2'500);
  EXPECT_EQ(library.documents(), 2'500u);
  for (const std::uint64_t d : {0u, 17u, 1'023u, 1'024u, 2'499u}) {
    const auto near = library.nearest(some_vector(20, d), 3);
    ASSERT_EQ(near.size(), 3u);
    EXPECT_EQ(near[0].document, 1000 + d);
    EXPECT_NEAR(near[0].likeness, 1, 1e-5);
    EXPECT_GE(near[1].likeness, near[2].likeness);
  }
}

TEST(Likeness, FindsNearlyAllThatAnExactSearchFinds) {
  constexpr std::size_t kDocuments = 2'000;
  const Likeness library = of_many(kDocuments);
  std::size_t found = 0;
  for (std::uint64_t q = 0; q < 50; ++q) {
    const std::vector<float> query = some_vector(20, 1'000'000 + q);
    std::vector<std::pair<float, std::uint64_t>> exact;
    for (std::uint64_t d = 0; d < kDocuments; ++d) {
      const std::vector<float> one = some_vector(20, d);
      float sum = 0;
      for (std::size_t k = 0; k < one.size(); ++k) sum += one[k] * query[k];
      exact.emplace_back(-sum, 1000 + d);
    }
    std::sort(exact.begin(), exact.end());
    for (const LikeDocument& near : library.nearest(query, 10)) {
      found += std::any_of(exact.begin(), exact.begin() + 10,
                           [&](const auto& e) { return e.second == near.document; });
    }
  }
  EXPECT_GE(found, 475u);  // Of 500.
}

TEST(Likeness, ForgetsWhatWasRemovedAndTakesWhatWasReplaced) {
  Likeness library = of_many(200);
  library.remove(1005);
  library.remove(1005);
  library.remove(77);  // Never there.
  EXPECT_EQ(library.documents(), 199u);
  EXPECT_NE(library.nearest(some_vector(20, 5), 1)[0].document, 1005u);
  library.put(1006, some_vector(20, 5));
  EXPECT_EQ(library.documents(), 199u);
  EXPECT_EQ(library.nearest(some_vector(20, 5), 1)[0].document, 1006u);
}

TEST(Likeness, GoesToBytesAndBackAndOnFromThere) {
  Likeness library = of_many(1'500);
  library.remove(1003);
  const std::string bytes = library.bytes();
  Result<Likeness> back = Likeness::from_bytes(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ((*back).bytes(), bytes);
  EXPECT_EQ((*back).documents(), 1'499u);
  for (std::uint64_t q = 0; q < 20; ++q) {
    const auto a = library.nearest(some_vector(20, 5'000 + q), 5);
    const auto b = (*back).nearest(some_vector(20, 5'000 + q), 5);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t k = 0; k < a.size(); ++k) EXPECT_EQ(a[k].document, b[k].document);
  }
  (*back).put(9'000, some_vector(20, 9'000));
  EXPECT_EQ((*back).nearest(some_vector(20, 9'000), 1)[0].document, 9'000u);
}

TEST(Likeness, RefusesBytesThatWereCutOrChanged) {
  const std::string bytes = of_many(60).bytes();
  for (std::size_t length = 0; length < bytes.size(); length += 41) {
    EXPECT_FALSE(Likeness::from_bytes(std::string_view(bytes).substr(0, length))) << length;
  }
  // A link to a document that is not there. The first list stands after 24 bytes and its count.
  std::string changed = bytes;
  std::fill_n(changed.begin() + 28, 4, '\xff');
  EXPECT_FALSE(Likeness::from_bytes(changed));
  EXPECT_TRUE(Likeness::from_bytes(Likeness(8).bytes()));
}

std::vector<std::string> made_up_comments() {
  const std::vector<std::vector<std::string>> subjects = {
      {"car", "park", "parking", "ticket", "bay", "spaces"},
      {"nurse", "kind", "caring", "listened", "gentle", "friendly"},
      {"lunch", "food", "cold", "menu", "dinner", "breakfast"}};
  std::vector<std::string> out;
  for (std::uint64_t i = 0; i < 300; ++i) {
    const auto& words = subjects[i % 3];
    std::string text = "The";
    for (std::uint64_t k = 0; k < 4; ++k) text += " " + words[random_bits(1, i, k) % words.size()];
    out.push_back(text);
  }
  return out;
}

TEST(DocumentVectors, BringTogetherWordsThatKeepCompany) {
  const std::vector<std::string> texts = made_up_comments();
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const DocumentVectors vectors = DocumentVectors::learn(views, 1);
  const auto likeness = [&](std::string_view a, std::string_view b) {
    const std::vector<float> x = vectors.of(a), y = vectors.of(b);
    float sum = 0;
    for (std::size_t k = 0; k < x.size(); ++k) sum += x[k] * y[k];
    return sum;
  };
  // No word in common.
  EXPECT_GT(likeness("lunch menu", "cold dinner"), likeness("lunch menu", "parking ticket"));
  EXPECT_NEAR(likeness("Parking tickets", "ticket for parking"), 1, 1e-3);
  EXPECT_EQ(likeness("zebra", "zebra"), 0);  // Never seen.
}

TEST(DocumentVectors, GoToBytesAndBack) {
  const std::vector<std::string> texts = made_up_comments();
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const DocumentVectors vectors = DocumentVectors::learn(views, 1);
  const std::string bytes = vectors.bytes();
  EXPECT_EQ(DocumentVectors::learn(views, 1).bytes(), bytes);
  const Result<DocumentVectors> back = DocumentVectors::from_bytes(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ((*back).of("a cold lunch"), vectors.of("a cold lunch"));
  for (std::size_t length = 0; length < bytes.size(); length += 97) {
    EXPECT_FALSE(DocumentVectors::from_bytes(std::string_view(bytes).substr(0, length)));
  }
}

TEST(DocumentVectors, OfAnEmptySampleKnowNothing) {
  const DocumentVectors vectors = DocumentVectors::learn({}, 1);
  for (const float value : vectors.of("anything")) EXPECT_EQ(value, 0);
}

}  // namespace
}  // namespace heed::text
