#include "questions/questionnaire.h"

#include <gtest/gtest.h>

#include "questions/kinds.h"

namespace heed::questions {
namespace {

const QuestionId kBuses = *QuestionId::parse("00000000000000000000000000000001");
const QuestionId kParking = *QuestionId::parse("00000000000000000000000000000002");
const QuestionId kFees = *QuestionId::parse("00000000000000000000000000000003");
const QuestionId kFees2 = *QuestionId::parse("00000000000000000000000000000004");
const QuestionId kAge = *QuestionId::parse("00000000000000000000000000000005");
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

TEST(Questionnaire, TheFirstStoredFormIsStillRead) {
  const auto again = read_questionnaire(
      R"({"version":3,"languages":["en"],"sections":[{"title":{"en":"T"},"questions":[{"id":)"
      R"("00000000000000000000000000000001","kind":"long_text","text":{"en":"Why?"},"help":{},)"
      R"("required":true,"chars_max":500}]}]})");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->version, 3);
  EXPECT_EQ(again->questions()[0]->chars_max, 500u);
  EXPECT_EQ(again->questions()[0]->show_if.test, Condition::Test::always);
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

Questionnaire conditional() {
  Questionnaire out;
  Section section{.title = {{"en", "Getting there"}}, .questions = {}};
  section.questions.push_back({.id = kBuses,
                               .kind = Kind::choose_one,
                               .text = {{"en", "How do you get there?"}},
                               .choices = {{.id = "bus", .text = {{"en", "Bus"}}},
                                           {.id = "car", .text = {{"en", "Car"}}}}});
  section.questions.push_back(
      {.id = kParking,
       .text = {{"en", "And parking?"}},
       .show_if = {.test = Condition::Test::is, .question = kBuses, .value = "car"}});
  section.questions.push_back(
      {.id = kFees,
       .text = {{"en", "And the fee?"}},
       .show_if = {.test = Condition::Test::answered, .question = kParking}});
  out.sections.push_back(section);
  return out;
}

TEST(Conditions, AnAnswerThatIsNotShownAnyMoreIsNotSentAndIsNamed) {
  const Answers answers = {
      {kBuses, write_value({{"", "bus"}})}, {kParking, "Full by nine"}, {kFees, "Too dear"}};
  const Questionnaire asked = conditional();
  EXPECT_EQ(questions_shown(asked, answers).size(), 1u);
  // The fee was asked because parking was answered, and parking is not asked any more.
  EXPECT_EQ(answers_left_out(asked, answers).size(), 2u);
  const Checked checked = check_response(asked, kPress, answers);
  ASSERT_TRUE(checked.response);
  ASSERT_EQ(checked.response->answers().size(), 1u);
  EXPECT_EQ(checked.response->answers()[0].value, (Value{{"", "bus"}}));
}

TEST(Conditions, TreesOfAllAnyAndNoneAreLookedAtFromTheTop) {
  Questionnaire asked = conditional();
  Condition is_car = asked.sections[0].questions[1].show_if;
  Condition none{.test = Condition::Test::none, .of = {is_car}};
  asked.sections[0].questions[1].show_if = {.test = Condition::Test::any, .of = {none, is_car}};
  const auto read = read_questionnaire(write_questionnaire(asked));
  ASSERT_TRUE(read);
  EXPECT_EQ(questions_shown(*read, {}).size(), 2u);
  EXPECT_EQ(questions_shown(*read, {{kParking, "Full"}}).size(), 3u);
}

TEST(CheckQuestionnaire, RefusesAConditionOnALaterQuestionAndAGoneAnswer) {
  Questionnaire asked = conditional();
  asked.sections[0].questions[0].choices[1].id = "lift";
  EXPECT_EQ(check_questionnaire(asked).size(), 1u);
  std::swap(asked.sections[0].questions[0], asked.sections[0].questions[1]);
  EXPECT_FALSE(check_questionnaire(asked).empty());
}

TEST(CheckQuestionnaire, AboutYouIsAskedOnceNeverRequiredAndDecidesNothing) {
  Questionnaire asked = conditional();
  Question about{.id = kAge,
                 .kind = Kind::about,
                 .text = {{"en", "How old are you?"}},
                 .choices = {{.id = "16-24", .text = {{"en", "16 to 24"}}},
                             {.id = "prefer-not-to-say", .text = {{"en", "Prefer not to say"}}}},
                 .code_list = "age-band/2026"};
  asked.sections[0].questions.insert(asked.sections[0].questions.begin(), about);
  EXPECT_TRUE(check_questionnaire(asked).empty());
  Questionnaire twice = asked;
  twice.sections[0].questions[0].id = kFees2;
  twice.sections[0].questions.push_back(about);
  EXPECT_FALSE(check_questionnaire(twice).empty());
  Questionnaire required = asked;
  required.sections[0].questions[0].required = true;
  EXPECT_FALSE(check_questionnaire(required).empty());
  Questionnaire deciding = asked;
  deciding.sections[0].questions[2].show_if = {Condition::Test::answered, kAge};
  EXPECT_FALSE(check_questionnaire(deciding).empty());
}

TEST(CheckResponse, AboutYouIsKeptApartAndIsNoVoice) {
  Questionnaire asked = conditional();
  asked.sections[0].questions.push_back(
      {.id = kAge,
       .kind = Kind::about,
       .text = {{"en", "How old are you?"}},
       .choices = {{.id = "16-24", .text = {{"en", "16 to 24"}}},
                   {.id = "prefer-not-to-say", .text = {{"en", "Prefer not to say"}}}}});
  const std::string kept = write_value({{"", "prefer-not-to-say"}});
  EXPECT_FALSE(check_response(asked, kPress, {{kAge, kept}}).response);
  const Checked checked =
      check_response(asked, kPress, {{kAge, kept}, {kBuses, write_value({{"", "bus"}})}});
  ASSERT_TRUE(checked.response);
  EXPECT_EQ(checked.response->answers().size(), 1u);
  ASSERT_EQ(checked.response->about().size(), 1u);
  // Its own code: not the same as no answer.
  EXPECT_EQ(checked.response->about()[0].value[0].code, "prefer-not-to-say");
  EXPECT_TRUE(checked.response->about()[0].voices.empty());
}

TEST(Postcode, OnlyItsFirstHalfAndTheAreaAreEverKept) {
  const Question question{.id = kBuses, .kind = Kind::postcode, .text = {{"en", "Postcode?"}}};
  Typed typed{.fields = {{"answer", "zz12 3ab"}}};
  std::string asked_for;
  typed.area_of = [&](std::string_view postcode) {
    asked_for = postcode;
    return "fenmere";
  };
  const std::string kept = asker_of(question).read(question, typed);
  EXPECT_EQ(asked_for, "ZZ12 3AB");
  EXPECT_EQ(kept, R"([["outward","ZZ12"],["area","fenmere"]])");
  EXPECT_EQ(kept.find("3AB"), std::string::npos);
  // Sent again as its first half, it keeps its area.
  Typed again{.fields = {{"answer", "ZZ12"}}};
  again.before = kept;
  EXPECT_EQ(asker_of(question).read(question, again), kept);
}

TEST(Number, IsReadAsPeopleWriteItInAnyDigits) {
  const Question question{.id = kBuses, .kind = Kind::number, .text = {{"en", "How many?"}}};
  const auto read = [&](std::string typed) {
    return asker_of(question).read(question, {.fields = {{"answer", std::move(typed)}}});
  };
  EXPECT_EQ(read(" 1,204 "), write_value({{"", "1204"}}));
  EXPECT_EQ(read("٣٤"), write_value({{"", "34"}}));
  EXPECT_EQ(read("012.50"), write_value({{"", "12.5"}}));
  EXPECT_EQ(read("1,20"), write_value({{"", "1,20"}}));
  EXPECT_FALSE(check_answer(question, read("1,20")).empty());
  EXPECT_FALSE(check_answer(question, read("12.5")).empty());
}

TEST(CheckResponse, FilesThatAreTooLargeTogetherAreRefused) {
  Questionnaire asked;
  asked.sections.push_back({.title = {{"en", "Files"}}, .questions = {}});
  Answers answers;
  for (const QuestionId id : {kBuses, kParking, kFees}) {
    asked.sections[0].questions.push_back(
        {.id = id, .kind = Kind::file, .text = {{"en", "A letter?"}}});
    const Question& question = asked.sections[0].questions.back();
    answers.emplace_back(
        id, asker_of(question).read(question,
                                    {.fields = {},
                                     .files = {{"answer", "a.txt", "text/plain",
                                                std::string(limits::kAnswerFileBytes, 'x')}}}));
    EXPECT_TRUE(check_answer(question, answers.back().second).empty());
  }
  EXPECT_FALSE(check_response(asked, kPress, answers).response);
  answers.pop_back();
  EXPECT_TRUE(check_response(asked, kPress, answers).response);
}

TEST(Choices, WordsBesideAnAnswerThatWasNotChosenAreAskedAboutAndNeverDropped) {
  Question question{.id = kBuses,
                    .kind = Kind::choose_one,
                    .text = {{"en", "How?"}},
                    .choices = {{.id = "bus", .text = {{"en", "Bus"}}},
                                {.id = "other", .text = {{"en", "Other"}}, .own_words = true}}};
  const auto read = [&](Typed typed) { return asker_of(question).read(question, typed); };
  const std::string alone = read({.fields = {{"answer-other-words", "A lift"}}});
  EXPECT_EQ(alone, R"([["","other","A lift"]])");
  EXPECT_TRUE(check_answer(question, alone).empty());
  const std::string both = read({.fields = {{"answer", "bus"}, {"answer-other-words", "A lift"}}});
  EXPECT_FALSE(check_answer(question, both).empty());
  const std::string html =
      asker_of(question).box(question, {.kept = both}, pages::Words::english()).str();
  EXPECT_NE(html.find("A lift"), std::string::npos);
}

}  // namespace
}  // namespace heed::questions
