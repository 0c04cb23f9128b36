#include "text/themes.h"

#include <gtest/gtest.h>

#include <set>

#include "text/inside/linear.h"
#include "text/inside/random.h"

namespace heed::text {
namespace {

struct Subject {
  std::vector<std::string> things;
  std::vector<std::string> judgements;
};

const std::vector<Subject>& subjects() {
  static const std::vector<Subject> list = {
      {{"car park", "parking space", "parking ticket", "parking charge", "disabled parking bay"},
       {"was full", "cost too much", "ran out near the entrance", "was far from the ward"}},
      {{"receptionist", "reception desk", "nurse", "healthcare assistant", "doctor"},
       {"was friendly and kind", "spoke to us kindly", "was so friendly", "listened kindly"}},
      {{"waiting list", "waiting time", "wait for the appointment", "appointment letter"},
       {"took three months", "was months too long", "came weeks late", "took many weeks"}},
      {{"hospital food", "lunch", "dinner menu", "vegetarian meal", "breakfast"},
       {"tasted cold", "was served cold", "had little choice", "had no hot choice"}}};
  return list;
}

// Comments of four subjects in turn, none written by a person.
std::vector<std::string> comments(std::size_t count) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) {
    const Subject& subject = subjects()[i % subjects().size()];
    const auto pick = [&](const std::vector<std::string>& list, std::uint64_t stream) {
      return list[random_bits(7, stream, i) % list.size()];
    };
    out.push_back("The " + pick(subject.things, 1) + " " + pick(subject.judgements, 2) +
                  " and the " + pick(subject.things, 3) + " " + pick(subject.judgements, 4) + ".");
  }
  return out;
}

std::vector<Document> documents_of(const std::vector<std::string>& texts) {
  std::vector<Document> out;
  for (const std::string& text : texts) out.push_back({text, "What could be better?"});
  return out;
}

std::string bytes_of(const Proposal& proposal) {
  std::string out;
  for (const FineTheme& theme : proposal.fine) {
    out += fmt::format("{} {} {} [{}] [{}]\n", theme.name, theme.size, theme.parent,
                       fmt::join(theme.keywords, ";"), fmt::join(theme.quotes, ";"));
  }
  for (const CoarseTheme& theme : proposal.coarse) {
    out += fmt::format("{} {}\n", theme.name, theme.size);
  }
  for (const auto& list : proposal.assignments) {
    for (const auto& [theme, confidence] : list) out += fmt::format("{}:{:a} ", theme, confidence);
    out += '\n';
  }
  return out;
}

TEST(Themes, WhatEverybodySaidIsATheme) {
  const std::vector<Document> documents(40, {"Parking is awful and costs far too much", ""});
  const Proposal found = propose_themes(documents, {});
  ASSERT_EQ(found.coarse.size(), 1u);
  EXPECT_EQ(found.coarse[0].size, 40);
  EXPECT_TRUE(found.coarse[0].name.starts_with("Parking")) << found.coarse[0].name;
}

TEST(Themes, AnswersOfOneWordAreAThemeForEachAndNotIsNoName) {
  std::vector<Document> documents;
  for (int n = 0; n < 10; ++n) {
    for (const char* word : {"parking", "food", "staff", "clean", "waiting", "kind"}) {
      documents.push_back({word, ""});
    }
  }
  EXPECT_EQ(propose_themes(documents, {}).fine.size(), 6u);
  documents.clear();
  for (int n = 0; n < 30; ++n) {
    documents.push_back({n % 2 ? "Not clean" : "Not helpful at all", ""});
    documents.push_back({"Lovely garden", ""});
  }
  for (const FineTheme& theme : propose_themes(documents, {}).fine) EXPECT_NE(theme.name, "Not");
}

TEST(Themes, CommentsOfOneSubjectComeTogether) {
  const std::vector<std::string> texts = comments(400);
  const Proposal found = propose_themes(documents_of(texts), {.coarse_wanted = 4, .seed = 3});
  ASSERT_EQ(found.coarse.size(), 4u);
  std::vector<std::map<int, int>> parents(4);
  for (std::size_t d = 0; d < texts.size(); ++d) {
    if (found.assignments[d].empty()) continue;
    ++parents[d % 4][found.fine[found.assignments[d][0].theme].parent];
  }
  std::set<int> distinct;
  for (const auto& counts : parents) {
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](auto& a, auto& b) { return a.second < b.second; });
    ASSERT_NE(most, counts.end());
    EXPECT_GE(most->second, 80);
    distinct.insert(most->first);
  }
  EXPECT_EQ(distinct.size(), 4u);
}

TEST(Themes, ANameIsMadeOfWordsOfTheTheme) {
  const std::vector<std::string> texts = comments(200);
  const Proposal found = propose_themes(documents_of(texts), {.fine_wanted = 4});
  for (const FineTheme& theme : found.fine) {
    ASSERT_FALSE(theme.keywords.empty());
    ASSERT_FALSE(theme.quotes.empty());
    bool said = false;
    for (std::size_t d = 0; d < texts.size(); ++d) {
      said = said || texts[d].find(theme.keywords[0]) != std::string::npos;
    }
    EXPECT_TRUE(said) << theme.name;
  }
}

// Thirty comments of one ward: any three words of one look as if they belonged together.
TEST(Themes, AFewCommentsAreNamedByWhatTwoOfThemSay) {
  std::vector<std::string> texts = comments(32);
  for (std::size_t i = 0; i < texts.size(); ++i)
    texts[i] += fmt::format(" My odd{0} gadget{0} muddle{0} happened on stairs.", i);
  const Proposal proposal = propose_themes(documents_of(texts), {});
  ASSERT_FALSE(proposal.fine.empty());
  const auto check = [&](const std::string& name) {
    EXPECT_FALSE(name.empty());
    for (const char* once : {"odd", "gadget", "muddle"})
      EXPECT_EQ(name.find(once), std::string::npos) << name;
    for (const char* little : {"Always", "Sometimes", "Everyone", "Happened"})
      EXPECT_NE(name, little);
  };
  for (const FineTheme& theme : proposal.fine) check(theme.name);
  for (const CoarseTheme& theme : proposal.coarse) check(theme.name);
}

TEST(Themes, QuotesAreMembersAndEachIsGivenOnce) {
  const std::vector<std::string> texts = comments(200);
  const Proposal found = propose_themes(documents_of(texts), {.fine_wanted = 4});
  for (std::size_t t = 0; t < found.fine.size(); ++t) {
    const auto& quotes = found.fine[t].quotes;
    EXPECT_EQ(std::set<std::uint32_t>(quotes.begin(), quotes.end()).size(), quotes.size());
    for (const std::uint32_t document : quotes) {
      const auto& list = found.assignments[document];
      EXPECT_TRUE(std::any_of(list.begin(), list.end(), [&](const Assignment& assignment) {
        return assignment.theme == static_cast<int>(t);
      }));
    }
  }
}

TEST(Themes, SizesAreWhatTheAssignmentsSay) {
  const std::vector<std::string> texts = comments(300);
  const Proposal found = propose_themes(documents_of(texts), {});
  std::vector<std::int64_t> sizes(found.fine.size(), 0);
  for (const auto& list : found.assignments) {
    for (const Assignment& assignment : list) {
      EXPECT_GT(assignment.confidence, 0.0f);
      EXPECT_LE(assignment.confidence, 1.0f);
      ++sizes[assignment.theme];
    }
  }
  for (std::size_t t = 0; t < sizes.size(); ++t) EXPECT_EQ(sizes[t], found.fine[t].size);
  std::vector<std::int64_t> coarse(found.coarse.size(), 0);
  for (const auto& list : found.coarse_assignments) {
    for (const Assignment& assignment : list) ++coarse[assignment.theme];
  }
  for (std::size_t c = 0; c < coarse.size(); ++c) EXPECT_EQ(coarse[c], found.coarse[c].size);
  for (const FineTheme& fine : found.fine) {
    EXPECT_LT(fine.parent, static_cast<int>(found.coarse.size()));
  }
}

TEST(Themes, WhatMayNotBeQuotedIsNot) {
  const std::vector<std::string> texts = comments(200);
  std::vector<Document> documents = documents_of(texts);
  for (std::size_t d = 0; d < documents.size(); d += 2) documents[d].quotable = false;
  const Proposal found = propose_themes(documents, {});
  std::size_t quotes = 0;
  for (const CoarseTheme& theme : found.coarse) {
    for (const std::uint32_t d : theme.quotes) EXPECT_EQ(d % 2, 1u);
    quotes += theme.quotes.size();
  }
  EXPECT_GT(quotes, 0u);
}

TEST(Themes, OneAndTwoThreadsGiveTheSameBytes) {
  const std::vector<std::string> texts = comments(600);
  const std::vector<Document> documents = documents_of(texts);
  const std::string one = bytes_of(propose_themes(documents, {.seed = 5, .threads = 1}));
  EXPECT_EQ(one, bytes_of(propose_themes(documents, {.seed = 5, .threads = 2})));
  EXPECT_EQ(one, bytes_of(propose_themes(documents, {.seed = 5, .threads = 1})));
}

TEST(Themes, AnswersWithoutContentAreAStratumOfTheirOwn) {
  std::vector<std::string> texts = comments(80);
  texts.insert(texts.begin() + 3, "Nothing.");
  texts.push_back("n/a");
  const Proposal found = propose_themes(documents_of(texts), {});
  EXPECT_EQ(found.no_content, (std::vector<std::uint32_t>{3, 81}));
  EXPECT_TRUE(found.assignments[3].empty());
  EXPECT_TRUE(found.assignments[81].empty());
}

TEST(Themes, EveryDocumentIsAccountedFor) {
  std::vector<std::string> texts = comments(80);
  texts.push_back("zyzzyva");
  texts.push_back("No");
  const Proposal found = propose_themes(documents_of(texts), {});
  std::size_t assigned = 0;
  for (const auto& list : found.assignments) assigned += !list.empty();
  EXPECT_EQ(assigned + found.no_content.size() + found.unassigned.size(), texts.size());
  EXPECT_EQ(found.unassigned.back(), 80u);
}

TEST(Themes, VeryFewDocumentsDoNoHarm) {
  EXPECT_TRUE(propose_themes({}, {}).fine.empty());
  for (const char* text : {"", "Nothing", "Parking", "the of and", "\xFF\xFE", "ฉันรอนาน"}) {
    const std::vector<Document> one = {{text, ""}};
    EXPECT_EQ(propose_themes(one, {}).assignments.size(), 1u) << text;
    const std::vector<Document> same(5, Document{text, ""});
    EXPECT_EQ(propose_themes(same, {.coarse_wanted = 9}).assignments.size(), 5u) << text;
  }
}

TEST(Themes, ACommentOnTwoSubjectsHasBothThemes) {
  std::vector<std::string> texts = comments(400);
  texts.push_back(
      "The car park was full and the parking ticket cost too much. "
      "The hospital food was cold and the lunch had little choice.");
  const Proposal found = propose_themes(documents_of(texts), {.fine_wanted = 4, .seed = 3});
  const auto main_theme = [&](std::size_t d) { return found.assignments[d].at(0).theme; };
  const std::set<int> wanted = {main_theme(0), main_theme(3)};
  ASSERT_EQ(wanted.size(), 2u);
  std::set<int> given;
  for (const Assignment& assignment : found.assignments[400]) given.insert(assignment.theme);
  EXPECT_EQ(given, wanted);
}

TEST(Themes, AVeryLongCommentIsCutAndKeepsSeveralThemes) {
  std::vector<std::string> texts = comments(200);
  std::string letter;
  for (int i = 0; i < 60; ++i) letter += texts[i] + "\n";
  texts.push_back(letter);
  const Proposal found = propose_themes(documents_of(texts), {.fine_wanted = 4});
  EXPECT_GE(found.assignments[200].size(), 2u);
}

TEST(Themes, BeyondTheSampleEachCommentGoesToTheNearestTheme) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 56'000; ++i) {
    std::string text;
    for (std::size_t w = 0; w < 4; ++w) {
      text += (i % 2 == 0 ? "ward" : "bus") + std::to_string(random_bits(i, 5, w) % 40) + " ";
    }
    texts.push_back(text);
  }
  const Proposal found = propose_themes(documents_of(texts), {.fine_wanted = 2});
  ASSERT_EQ(found.fine.size(), 2u);
  std::size_t alike = 0;
  std::size_t assigned = 0;
  for (std::size_t d = 0; d < texts.size(); ++d) {
    if (found.assignments[d].empty()) continue;
    ++assigned;
    alike += static_cast<std::size_t>(found.assignments[d][0].theme) == d % 2;
  }
  EXPECT_GT(assigned, 55'000u);
  EXPECT_GT(std::max(alike, assigned - alike), assigned * 95 / 100);
}

TEST(Themes, ProgressOnlyRisesAndFalseCancels) {
  const std::vector<std::string> texts = comments(100);
  const std::vector<Document> documents = documents_of(texts);
  double last = -1;
  ThemeOptions options;
  options.progress = [&](double done) {
    EXPECT_GT(done, last);
    last = done;
    return true;
  };
  EXPECT_FALSE(propose_themes(documents, options).cancelled);
  EXPECT_EQ(last, 1.0);
  options.progress = [](double done) { return done < 0.5; };
  const Proposal none = propose_themes(documents, options);
  EXPECT_TRUE(none.cancelled);
  EXPECT_TRUE(none.fine.empty());
}

TEST(Svd, AMatrixOfRankTwoIsFoundExactly) {
  Sparse matrix;
  matrix.cols = 3;
  for (int i = 0; i < 40; ++i) {  // Rows along (3, 0, 4) and along (0, 1, 0).
    if (i % 2 == 0) {
      matrix.column.insert(matrix.column.end(), {0, 2});
      matrix.value.insert(matrix.value.end(), {3, 4});
    } else {
      matrix.column.push_back(1);
      matrix.value.push_back(1);
    }
    matrix.start.push_back(static_cast<std::uint32_t>(matrix.column.size()));
  }
  const Svd svd = randomised_svd(matrix, 2, 1, 1);
  ASSERT_EQ(svd.singular.size(), 2u);
  EXPECT_NEAR(svd.singular[0], 5 * std::sqrt(20.0), 1e-3);
  EXPECT_NEAR(svd.singular[1], std::sqrt(20.0), 1e-3);
  EXPECT_NEAR(std::abs(svd.right.row(0)[0]), 0.6, 1e-4);
  EXPECT_NEAR(std::abs(svd.projected.row(0)[0]), 5, 1e-3);
}

}  // namespace
}  // namespace heed::text
