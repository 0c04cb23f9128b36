// Every kind of question, unasked: hostile and honest input in every language that Heed speaks.
#include <gtest/gtest.h>

#include "base/text.h"
#include "questions/kinds.h"
#include "questions/sample_for_test.h"

namespace heed::questions {
namespace {

const std::vector<std::string>& languages() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> found;
    for (const std::string_view each : pages::Words::languages()) found.emplace_back(each);
    return found;
  }();
  return all;
}

class EveryKind : public testing::TestWithParam<Kind> {
 protected:
  const Question question_ = sample_question(GetParam());
  const Asker& kind_ = asker_of(GetParam());
};

std::string only_text_of(const pages::Html& html) { return html.str(); }

TEST_P(EveryKind, IsInTheCatalogueUnderItsNameAndSurvivesStorage) {
  EXPECT_EQ(kind_.kind, GetParam());
  EXPECT_EQ(kind_named(kind_.name), GetParam());
  Questionnaire asked;
  asked.sections.push_back({.title = {{"en", "A section"}}, .questions = {question_}});
  for (const Problem& problem : check_questionnaire(asked)) ADD_FAILURE() << problem.message_key;
  const auto again = read_questionnaire(write_questionnaire(asked));
  ASSERT_TRUE(again);
  EXPECT_EQ(write_questionnaire(*again), write_questionnaire(asked));
}

TEST_P(EveryKind, TakesAnHonestAnswerShowsItAndReadsItsOwnFormBack) {
  const std::string kept = kind_.read(question_, honest_answer(question_));
  ASSERT_TRUE(is_answered(question_, kept));
  for (const std::string& language : languages()) {
    const pages::Words& words = pages::Words::for_language(language);
    EXPECT_TRUE(kind_.check(question_, kept, words).empty()) << language << " " << kept;
    EXPECT_FALSE(kind_.shown(question_, kept, words).empty()) << language;
    const std::string html = only_text_of(kind_.box(question_, {.kept = kept}, words));
    // Where an error summary's link lands.
    EXPECT_NE(html.find("id=\"answer" + std::string(kind_.first) + "\""), std::string::npos)
        << html;
    EXPECT_FALSE(only_text_of(kind_.paper(question_, words)).empty());
  }
  // Sent again as the form shows it, it is the same answer.
  Typed again = honest_answer(question_);
  again.before = kept;
  again.files.clear();
  EXPECT_EQ(kind_.read(question_, again), kept);
  if (!kind_.is_text) {
    const auto value = read_value(kept);
    ASSERT_TRUE(value);
    EXPECT_EQ(write_value(*value), kept);
  }
}

TEST_P(EveryKind, NothingSentIsNoAnswerAndNoProblem) {
  const std::string kept = kind_.read(question_, {});
  EXPECT_FALSE(is_answered(question_, kept));
  EXPECT_TRUE(kind_.check(question_, kept, pages::Words::english()).empty());
  EXPECT_TRUE(kind_.voices(question_, kept).empty());
  Question required = question_;
  required.required = true;
  EXPECT_EQ(check_answer(required, kept).size(), 1u);
}

TEST_P(EveryKind, HostileInputIsKeptByteExactOrRefusedInASentence) {
  for (const std::string& bad : hostile_texts()) {
    for (const Typed& typed : hostile_answers(question_, bad)) {
      const std::string kept = kind_.read(question_, typed);
      for (const std::string& language : languages()) {
        // A megabyte is a megabyte in any language.
        if (bad.size() > 100'000 && language != "en") continue;
        const pages::Words& words = pages::Words::for_language(language);
        const auto problems = kind_.check(question_, kept, words);
        for (const std::string& said : problems) {
          EXPECT_TRUE(is_utf8(said));
          EXPECT_LE(char_count(said), 200u) << said;
        }
        // Shown again, whatever it is: escaped, and never a crash.
        const std::string html = only_text_of(kind_.box(question_, {.kept = kept}, words));
        EXPECT_EQ(html.find("<script"), std::string::npos);
        EXPECT_TRUE(is_utf8(kind_.shown(question_, kept, words)) || !problems.empty());
        EXPECT_EQ(kind_.columns(question_, language).size(),
                  kind_.cells(question_, picks(kept), language).size());
        if (!problems.empty()) continue;
        if (kind_.is_text) EXPECT_EQ(kept, bad);
        for (const Said& said : kind_.voices(question_, kept)) EXPECT_EQ(said.words, bad);
        EXPECT_EQ(kept.find('\0'), std::string::npos);
        EXPECT_TRUE(is_utf8(kept));
      }
    }
    // A draft's text that no form sent.
    for (const std::string& kept :
         {bad, write_value({{"", bad}}), write_value({{bad, "1", bad}}),
          write_value({{"", "bus"}, {"", "bus"}}), write_value({{"rows", "none", "words"}})}) {
      const auto problems = kind_.check(question_, kept, pages::Words::english());
      (void)kind_.shown(question_, kept, pages::Words::english());
      (void)kind_.box(question_, {.kept = kept}, pages::Words::english());
      if (!kind_.is_text && is_answered(question_, kept) && !read_value(kept))
        EXPECT_FALSE(problems.empty()) << kept.substr(0, 80);
    }
  }
}

TEST_P(EveryKind, UnknownChoicesAndDuplicatesAreRefused) {
  if (!kind_.has_choices && !kind_.has_rows) return;
  for (const Typed& typed : unknown_choices(question_)) {
    const std::string kept = kind_.read(question_, typed);
    if (!is_answered(question_, kept)) continue;  // A row that is not there was never read.
    EXPECT_FALSE(kind_.check(question_, kept, pages::Words::english()).empty()) << kept;
  }
}

TEST_P(EveryKind, ColumnsHaveIdsOfTheirOwnAndTheWholeWording) {
  std::set<std::string> ids;
  for (const ExportColumn& column : kind_.columns(question_, "en")) {
    EXPECT_TRUE(ids.insert(column.id).second) << column.id;
    EXPECT_TRUE(column.heading.starts_with(question_.text.at("en"))) << column.heading;
  }
  EXPECT_FALSE(ids.empty());
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryKind, testing::ValuesIn([] {
                           std::vector<Kind> kinds;
                           for (const Asker& each : askers()) kinds.push_back(each.kind);
                           return kinds;
                         }()),
                         [](const auto& info) { return std::string(name_of(info.param)); });

}  // namespace
}  // namespace heed::questions
