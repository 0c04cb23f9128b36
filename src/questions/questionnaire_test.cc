#include "questions/questionnaire.h"

#include <gtest/gtest.h>

namespace heed::questions {
namespace {

const QuestionId kBuses = *QuestionId::parse("00000000000000000000000000000001");
const QuestionId kParking = *QuestionId::parse("00000000000000000000000000000002");
const PressKey kPress = *PressKey::parse("000000000000000000000000000000aa");

Questionnaire asked() {
  Questionnaire out;
  out.languages = {"en", "cy"};
  Section section;
  section.title = {{"en", "Getting there"}};
  section.questions.push_back(
      {.id = kBuses,
       .text = {{"en", "How do you get home?"}, {"cy", "Sut ydych chi'n mynd adref?"}},
       .help = {},
       .required = true,
       .chars_max = 40});
  section.questions.push_back({.id = kParking, .text = {{"en", "And parking?"}}, .help = {}});
  out.sections.push_back(section);
  return out;
}

TEST(Questionnaire, ComesBackFromItsStoredFormUnchanged) {
  const auto again = read_questionnaire(write_questionnaire(asked()));
  ASSERT_TRUE(again);
  EXPECT_EQ(write_questionnaire(*again), write_questionnaire(asked()));
  EXPECT_EQ(in_language(again->find(kBuses)->text, "cy"), "Sut ydych chi'n mynd adref?");
  EXPECT_EQ(in_language(again->find(kBuses)->text, "ur"), "How do you get home?");
}

TEST(Questionnaire, DamagedStoredFormsAreRefused) {
  for (const char* text :
       {"", "{", "[]", "{\"version\":1}", "{\"version\":1,\"languages\":[],\"sections\":[{}]}"})
    EXPECT_FALSE(read_questionnaire(text)) << text;
}

TEST(CheckResponse, KeepsWordsExactlyAsTyped) {
  const Checked checked = check_response(asked(), kPress, {{kBuses, "  The 4.40 – last one! \n"}});
  ASSERT_TRUE(checked.response);
  ASSERT_EQ(checked.response->answers().size(), 1u);
  EXPECT_EQ(checked.response->answers()[0].words, "  The 4.40 – last one! \n");
  EXPECT_EQ(checked.response->answers()[0].wording, "How do you get home?");
}

TEST(CheckResponse, NamesTheQuestionThatNeedsAnAnswer) {
  const Checked checked = check_response(asked(), kPress, {{kParking, "Full by nine"}});
  ASSERT_FALSE(checked.response);
  ASSERT_EQ(checked.problems.size(), 1u);
  EXPECT_EQ(checked.problems[0].field, kBuses.text());
}

TEST(CheckResponse, TooLongIsSaidWithBothNumbers) {
  const Checked checked = check_response(asked(), kPress, {{kBuses, std::string(41, 'x')}});
  ASSERT_EQ(checked.problems.size(), 1u);
  EXPECT_EQ(checked.problems[0].message_key, "This is 41 characters long. The most is 40.");
}

TEST(CheckResponse, NothingAnsweredIsNotAResponse) {
  Questionnaire open = asked();
  open.sections[0].questions[0].required = false;
  EXPECT_FALSE(check_response(open, kPress, {{kBuses, " \n"}}).response);
}

}  // namespace
}  // namespace heed::questions
