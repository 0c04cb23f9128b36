// Every kind of question through intake, on both databases: what is kept is what was given, sealed
// whole and coded for counting, and goes when it is taken back or erased.
#include <gtest/gtest.h>

#include <future>
#include <set>

#include "listen/intake.h"
#include "listen/own.h"
#include "listen/voices.h"
#include "questions/sample_for_test.h"
#include "record/payload.h"
#include "testing/listening.h"

namespace heed::listen {
namespace {

using questions::Kind;
using questions::Question;

class EveryKindSent : public testing::ListeningTest {
 protected:
  void set_up() override {
    intake_ = std::make_unique<Intake>(stores_.main(), *record_, *keys_, clock_, random_);
    voices_ = std::make_unique<Voices>(stores_.main());
    own_ = std::make_unique<Own>(stores_.main(), *record_, *keys_, clock_, random_);
    id_ = *activities_->add(lead(), {.title = "Getting here",
                                     .purpose = "Where the bus stops.",
                                     .decider = "The board",
                                     .closes = clock_.now() + kDayMs,
                                     .hear_by = clock_.now() + 30 * kDayMs});
    EXPECT_TRUE(activities_->set_questions(lead(), id_, {"How do you get home?"}));
    EXPECT_TRUE(activities_->open(lead(), id_));
    questions::Section section{.title = {{"en", "All kinds"}}, .questions = {}};
    for (const questions::Asker& each : questions::askers()) {
      Question question = questions::sample_question(each.kind);
      question.id = random_.id<QuestionId>();
      section.questions.push_back(std::move(question));
    }
    asked_.sections.push_back(std::move(section));
  }
  questions::Answers honest() const {
    questions::Answers answers;
    for (const Question* question : asked_.questions())
      answers.emplace_back(question->id, questions::asker_of(*question).read(
                                             *question, questions::honest_answer(*question)));
    return answers;
  }
  Result<Receipt> send(const questions::Answers& answers) {
    auto checked = questions::check_response(asked_, random_.id<PressKey>(), answers);
    for (const Problem& problem : checked.problems) ADD_FAILURE() << problem.message_key;
    std::promise<Result<Receipt>> told;
    auto later = told.get_future();
    TRY(intake_->accept(anyone(), id_, *std::move(checked.response), "web",
                        [&](Result<Receipt> receipt) { told.set_value(std::move(receipt)); }));
    return later.get();
  }
  std::int64_t rows(const std::string& table) {
    return *stores_.main().read(
        [&](store::Session& s) { return s.integer("select count(*) from " + table); });
  }

  std::unique_ptr<Intake> intake_;
  std::unique_ptr<Voices> voices_;
  std::unique_ptr<Own> own_;
  ActivityId id_;
  questions::Questionnaire asked_;
};

TEST_P(EveryKindSent, IsKeptWholeUnderItsKeysAndCodedForCounting) {
  const questions::Answers answers = honest();
  ASSERT_TRUE(send(answers));
  struct Row {
    Bytes id, sealed;
    record::DataKeyId key;
  };
  const auto whole = [&](const char* sql) {
    const Row row = *stores_.main().read([&](store::Session& s) {
      return s.one(sql, [](const store::Row& r) {
        return Row{r.bytes(0), r.bytes(1), r.id<record::DataKeyId>(2)};
      });
    });
    const auto key = keys_->data_key(partnership_, row.key);
    EXPECT_TRUE(key);
    const auto opened = record::open_payload(*key, row.sealed, row.id);
    EXPECT_TRUE(opened);
    return std::string(reinterpret_cast<const char*>(opened->payload.data()),
                       opened->payload.size());
  };
  const std::string sealed = whole("select id, sealed, data_key_id from response");
  const std::string about = whole("select id, sealed, data_key_id from about_part");
  EXPECT_NE(sealed.find(" The 4.40 – last one! \r\n"), std::string::npos);
  EXPECT_NE(sealed.find("Fenmere Carers"), std::string::npos);
  EXPECT_NE(sealed.find(questions::kLetterBase64), std::string::npos);
  // Kept apart: what is in one is not in the other, and both were answered.
  const Question* about_question = nullptr;
  for (const Question* question : asked_.questions())
    if (question->kind == Kind::about) about_question = question;
  EXPECT_EQ(sealed.find(about_question->id.text()), std::string::npos);
  EXPECT_NE(about.find(about_question->id.text()), std::string::npos);
  EXPECT_EQ(about.find("Fenmere Carers"), std::string::npos);

  for (const Question* question : asked_.questions()) {
    if (question->kind == Kind::about) continue;
    const auto value = questions::picks(questions::answer_to(answers, question->id));
    std::int64_t wanted = static_cast<std::int64_t>(value.size());
    if (question->kind == Kind::file) wanted = 1;  // Its bytes stay in the sealed original.
    if (questions::asker_of(*question).is_text) wanted = 0;
    EXPECT_EQ(*stores_.main().read([&](store::Session& s) {
      return s.integer("select count(*) from answer where question_id = $1", question->id);
    }),
              wanted)
        << questions::name_of(question->kind);
  }
  EXPECT_EQ(rows("about_answer"), 1);
  // Two texts, and own words beside "other" twice; nothing of about-you is a voice.
  EXPECT_EQ(rows("voice"), 4);
  EXPECT_EQ(rows("voice where words like '%A lift%'"), 1);
  EXPECT_TRUE(record_->verify(partnership_));
}

TEST_P(EveryKindSent, IsGoneFromEveryReadingCopyWhenItIsErased) {
  const auto receipt = send(honest());
  ASSERT_TRUE(receipt);
  ASSERT_TRUE(own_->erase(anyone(), receipt->reference, receipt->private_part));
  for (const char* table : {"answer", "about_answer", "about_part", "voice"})
    EXPECT_EQ(rows(table), 0) << table;
}

TEST_P(EveryKindSent, CountsForNothingWhenItIsTakenBack) {
  const auto receipt = send(honest());
  ASSERT_TRUE(receipt);
  ASSERT_TRUE(own_->withdraw(anyone(), receipt->reference, receipt->private_part));
  EXPECT_EQ(rows("answer"), 0);
  EXPECT_EQ(rows("about_answer"), 0);
  EXPECT_EQ(rows("about_part"), 1);  // Sealed, like the rest of what was taken back.
}

TEST_P(EveryKindSent, HostileWordsComeBackByteForByte) {
  std::vector<std::string> kept;
  for (const std::string& bad : questions::hostile_texts()) {
    const Question& question = asked_.sections[0].questions[0];
    if (!questions::check_answer(question, bad).empty()) continue;
    ASSERT_TRUE(send({{question.id, bad}}));
    kept.push_back(bad);
  }
  ASSERT_GT(kept.size(), 12u);
  std::set<std::string> found;
  for (const Voice& voice : *voices_->all(lead(), id_)) found.insert(voice.words);
  for (const std::string& bad : kept) EXPECT_TRUE(found.contains(bad)) << bad;
}

INSTANTIATE_TEST_SUITE_P(On, EveryKindSent, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::listen
