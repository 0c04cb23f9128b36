#include "questions/writing.h"

#include <gtest/gtest.h>

#include "questions/kinds.h"
#include "questions/reading.h"
#include "questions/ready_made.h"

namespace heed::questions {
namespace {

TEST(ChoiceLines, ComeBackAsTheyWereTypedWithMarksAndGroups) {
  const std::string typed =
      "By bus\nOn foot\n# Something else\nOther [say]\nFor an organisation [speaks for]\n"
      "None of these [alone]\n";
  const auto choices = choices_from(typed, {});
  ASSERT_TRUE(choices);
  ASSERT_EQ(choices->size(), 5u);
  EXPECT_EQ((*choices)[0].id, "by-bus");
  EXPECT_TRUE((*choices)[2].own_words);
  EXPECT_EQ((*choices)[2].group.at("en"), "Something else");
  EXPECT_TRUE((*choices)[3].speaks_for);
  EXPECT_TRUE((*choices)[4].alone);
  EXPECT_EQ(lines_of(*choices, "en"), typed);
}

TEST(ChoiceLines, AnIdStaysWhenALineMovesOrItsWordsArePutRight) {
  auto before = *choices_from("By bus\nOn foot\n", {});
  translate(before, "cy", "Ar fws\nAr droed\n");
  const auto moved = *choices_from("On foot\nBy bus\nBy car\n", before);
  EXPECT_EQ(moved[0].id, "on-foot");
  EXPECT_EQ(moved[1].id, "by-bus");
  EXPECT_EQ(moved[1].text.at("cy"), "Ar fws");
  const auto reworded = *choices_from("By bus or tram\nOn foot\n", before);
  EXPECT_EQ(reworded[0].id, "by-bus");
  EXPECT_EQ(reworded[0].text.at("en"), "By bus or tram");
  EXPECT_EQ(lines_of(reworded, "cy"), "Ar fws\nAr droed\n");
}

TEST(ChoiceLines, HeadingsAreTranslatedWithTheLinesUnderThem) {
  auto choices = *choices_from("Here\n# In town\nMarket Street\nStation Road\n", {});
  const std::string welsh = "Yma\n# Yn y dref\nStryd y Farchnad\nFfordd yr Orsaf\n";
  translate(choices, "cy", welsh);
  EXPECT_TRUE(choices[0].group.empty());
  EXPECT_EQ(choices[1].group.at("cy"), "Yn y dref");
  EXPECT_EQ(choices[1].text.at("cy"), "Stryd y Farchnad");
  EXPECT_EQ(choices[2].group.at("cy"), "Yn y dref");
  EXPECT_EQ(lines_of(choices, "cy"), welsh);
  translate(choices, "cy", "Yma\nStryd y Farchnad\n");
  EXPECT_FALSE(choices[1].group.contains("cy"));
  EXPECT_FALSE(choices[2].text.contains("cy"));
}

TEST(ChoiceLines, LinesWithoutLettersOfOursStillHaveIdsOfTheirOwn) {
  const auto choices = choices_from("حافلة\nسيارة\n", {});
  ASSERT_TRUE(choices);
  EXPECT_NE((*choices)[0].id, (*choices)[1].id);
}

TEST(Copied, HasIdsOfItsOwnAndItsConditionsFollow) {
  Questionnaire asked;
  asked.sections.push_back({.title = {{"en", "S"}}, .questions = {}});
  const QuestionId one = *QuestionId::parse("00000000000000000000000000000001");
  const QuestionId two = *QuestionId::parse("00000000000000000000000000000002");
  asked.sections[0].questions = {{.id = one, .text = {{"en", "Why?"}}},
                                 {.id = two,
                                  .text = {{"en", "And?"}},
                                  .show_if = {.test = Condition::Test::answered, .question = one}}};
  int next = 10;
  const Questionnaire fresh =
      copied(asked, [&] { return *QuestionId::parse(fmt::format("{:032}", next++)); });
  EXPECT_NE(fresh.questions()[0]->id, one);
  EXPECT_EQ(fresh.questions()[1]->show_if.question, fresh.questions()[0]->id);
  EXPECT_TRUE(check_questionnaire(fresh).empty());
}

TEST(ReadyMade, ThreeQuestionsAreASectionThatCanBeAskedAsItStands) {
  Questionnaire asked;
  int next = 10;
  asked.sections.push_back(
      three_questions([&] { return *QuestionId::parse(fmt::format("{:032}", next++)); }));
  for (const Problem& problem : check_questionnaire(asked)) ADD_FAILURE() << problem.message_key;
  ASSERT_EQ(asked.questions().size(), 3u);
  for (const Question* question : asked.questions()) {
    EXPECT_EQ(question->kind, Kind::long_text) << "read, themed and coded like every comment";
    EXPECT_FALSE(question->required);
  }
}

TEST(AboutYouLists, AreQuestionsThatCanBeAskedWithPreferNotToSayInEach) {
  const auto lists = about_you_lists();
  ASSERT_GE(lists.size(), 8u);
  Questionnaire asked;
  asked.sections.push_back({.title = {{"en", "About you"}}, .questions = lists});
  int next = 10;
  for (Question& question : asked.sections[0].questions)
    question.id = *QuestionId::parse(fmt::format("{:032}", next++));
  for (const Problem& problem : check_questionnaire(asked)) ADD_FAILURE() << problem.message_key;
  bool ethnic = false;
  for (const Question& question : lists) {
    EXPECT_NE(question.code_list.find('/'), std::string::npos) << "a list and its version";
    ASSERT_NE(question.choice("prefer-not-to-say"), nullptr);
    EXPECT_TRUE(question.choice("prefer-not-to-say")->alone);
    EXPECT_TRUE(question.choice("prefer-not-to-say")->group.empty());
    if (question.code_list != "ethnic-group/2021") continue;
    ethnic = true;
    EXPECT_EQ(question.choices.size(), 20u);
    EXPECT_EQ(question.choice("16")->text.at("en"), "Roma");
    EXPECT_EQ(question.choice("16")->group.at("en"), "White");
  }
  EXPECT_TRUE(ethnic);
}

TEST(Reading, TakesLongerForMoreQuestionsAndSpeaksItsLanguage) {
  Questionnaire asked;
  asked.sections.push_back({.title = {{"en", "S"}}, .questions = {}});
  for (int i = 0; i < 10; ++i)
    asked.sections[0].questions.push_back({.text = {{"en", "Why?"}, {"ur", "کیوں؟"}}});
  EXPECT_GE(reading_minutes(asked, "en"), 10);
  EXPECT_EQ(in_language(said_in(asked.sections[0].questions[0], "ur").text, "en"), "کیوں؟");
  EXPECT_TRUE(is_right_to_left("ur"));
  EXPECT_FALSE(is_right_to_left("cy"));
  EXPECT_EQ(language_name("cy"), "Cymraeg");
  for (const char* bad : {"", "e", "en_GB", "en-", "<b>", "a/b"}) EXPECT_FALSE(is_language(bad));
}

}  // namespace
}  // namespace heed::questions
