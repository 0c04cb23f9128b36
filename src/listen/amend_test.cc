// Changing what was sent: one response still, its earlier words in the record and nowhere else; on
// both databases.
#include "listen/amend.h"

#include <gtest/gtest.h>

#include <future>

#include "listen/drafts.h"
#include "listen/moderation.h"
#include "listen/own.h"
#include "listen/voices.h"
#include "questions/sample_for_test.h"
#include "record/payload.h"
#include "testing/listening.h"

namespace heed::listen {
namespace {

using questions::Kind;
using questions::Question;

class AmendTest : public testing::ListeningTest {
 protected:
  void set_up() override {
    intake_ = std::make_unique<Intake>(stores_.main(), *record_, *keys_, clock_, random_);
    own_ = std::make_unique<Own>(stores_.main(), *record_, *keys_, clock_, random_);
    amend_ = std::make_unique<Amend>(
        stores_.main(), *record_, *keys_, clock_, random_,
        std::vector<Forget>{[this](store::Session&, PartnershipId, ActivityId,
                                   const std::vector<VoiceId>& voices) -> Result<> {
          forgotten_.insert(forgotten_.end(), voices.begin(), voices.end());
          return Done{};
        }});
    questions::Section section{.title = {{"en", "All"}}, .questions = {}};
    for (const questions::Asker& each : questions::askers()) {
      Question question = questions::sample_question(each.kind);
      question.id = random_.id<QuestionId>();
      section.questions.push_back(std::move(question));
    }
    asked_.sections.push_back(std::move(section));
    id_ = *activities_->add(lead(), {.title = "Getting here",
                                     .purpose = "Where the bus stops.",
                                     .decider = "The board",
                                     .closes = clock_.now() + kDayMs,
                                     .hear_by = clock_.now() + 30 * kDayMs});
    ASSERT_TRUE(activities_->set_questionnaire(lead(), id_, asked_));
    ASSERT_TRUE(activities_->open(lead(), id_));
  }
  questions::Answers honest() const {
    questions::Answers answers;
    for (const Question* question : asked_.questions())
      answers.emplace_back(question->id, questions::asker_of(*question).read(
                                             *question, questions::honest_answer(*question)));
    return answers;
  }
  questions::CheckedResponse checked(const questions::Answers& answers, PressKey press) {
    auto checked = questions::check_response(asked_, press, answers);
    for (const Problem& problem : checked.problems) ADD_FAILURE() << problem.message_key;
    return *std::move(checked.response);
  }
  Receipt send(const questions::Answers& answers) {
    std::promise<Result<Receipt>> told;
    auto later = told.get_future();
    EXPECT_TRUE(intake_->accept(anyone(), id_, checked(answers, random_.id<PressKey>()), "web",
                                [&](Result<Receipt> r) { told.set_value(std::move(r)); }));
    return *later.get();
  }
  Result<Receipt> change(ResponseId response, const questions::Answers& answers, PressKey press) {
    std::promise<Result<Receipt>> told;
    auto later = told.get_future();
    TRY(amend_->accept(anyone(), response, checked(answers, press),
                       [&](Result<Receipt> r) { told.set_value(std::move(r)); }));
    return later.get();
  }
  static void put(questions::Answers& answers, QuestionId question, std::string kept) {
    for (auto& [id, words] : answers)
      if (id == question) words = std::move(kept);
  }
  QuestionId of(Kind kind) const {
    for (const Question* question : asked_.questions())
      if (question->kind == kind) return question->id;
    return {};
  }
  std::int64_t rows(const std::string& table) {
    return *stores_.main().read(
        [&](store::Session& s) { return s.integer("select count(*) from " + table); });
  }

  std::unique_ptr<Intake> intake_;
  std::unique_ptr<Own> own_;
  std::unique_ptr<Amend> amend_;
  std::vector<VoiceId> forgotten_;
  questions::Questionnaire asked_;
  ActivityId id_;
};

TEST_P(AmendTest, WhoHoldsThePrivatePartGetsEveryAnswerBackAsItWasGiven) {
  const questions::Answers sent = honest();
  const Receipt receipt = send(sent);
  const auto mine = amend_->open(anyone(), receipt.reference, receipt.private_part);
  ASSERT_TRUE(mine) << mine.error().detail;
  EXPECT_EQ(mine->activity, id_);
  for (const auto& [question, kept] : sent)
    EXPECT_EQ(questions::answer_to(mine->answers, question), kept);
  Drafts drafts(stores_.main(), clock_, random_);
  const Started started = *drafts.start(anyone(), id_, mine->response, mine->answers);
  EXPECT_EQ(drafts.by_token(anyone(), started.token)->amends, mine->response);
  ASSERT_TRUE(drafts.save(anyone(), started.token, {}));
  EXPECT_EQ(drafts.by_token(anyone(), started.token)->amends, mine->response);
}

TEST_P(AmendTest, AChangeTakesThePlaceAndNoCountMoves) {
  const questions::Answers sent = honest();
  const Receipt receipt = send(sent);
  const ResponseId response =
      amend_->open(anyone(), receipt.reference, receipt.private_part)->response;
  const std::int64_t voices = rows("voice"), answers = rows("answer"), about = rows("about_answer");
  questions::Answers changed = sent;
  put(changed, of(Kind::long_text), "Now the last bus is at ten");
  put(changed, of(Kind::choose_many), "[[\"\",\"walk\"]]");
  const PressKey press = random_.id<PressKey>();
  const auto after = change(response, changed, press);
  ASSERT_TRUE(after) << after.error().detail;
  EXPECT_EQ(after->reference, receipt.reference);
  EXPECT_TRUE(after->changed);
  EXPECT_TRUE(change(response, changed, press)) << "pressing Send twice";
  EXPECT_EQ(amend_->receipt(anyone(), press)->reference, receipt.reference);
  EXPECT_EQ(rows("response"), 1);
  EXPECT_EQ(rows("response_version"), 1);
  EXPECT_EQ(rows("response where state = 'counted' and visible"), 1);
  EXPECT_EQ(rows("voice"), voices - 1) << "own words beside a choice that is not made any more";
  EXPECT_EQ(rows("answer"), answers - 1);
  EXPECT_EQ(rows("about_answer"), about);
  EXPECT_EQ(rows("about_part"), 1);
  EXPECT_EQ(rows("voice where words = 'Now the last bus is at ten'"), 1);
  EXPECT_EQ(rows("voice where words like '%4.40%'"), 1) << "the short text was not changed";
  EXPECT_EQ(forgotten_.size(), 2u) << "what was ruled on the other voices stays";
  EXPECT_EQ(amend_->open(anyone(), receipt.reference, receipt.private_part)->answers, changed);
  EXPECT_TRUE(record_->verify(partnership_));
  EXPECT_EQ(rows("log_entry"), 2);
}

TEST_P(AmendTest, WordsWithDetailsCoveredStayTheSameVoiceWhenTheyWereNotChanged) {
  questions::Answers sent = honest();
  put(sent, of(Kind::long_text), "Ring me on 07700 900123 about the last bus");
  const Receipt receipt = send(sent);
  Moderation moderation(stores_.main(), *record_, *keys_, clock_, random_);
  ASSERT_TRUE(moderation.look_at_all(lead()));
  const std::string covered = "voice where words = 'Ring me on [phone] about the last bus'";
  ASSERT_EQ(rows(covered), 1);
  const auto id_of = [&] {
    return *stores_.main().read([&](store::Session& s) {
      return s.one("select id from " + covered,
                   [](const store::Row& row) { return row.id<VoiceId>(0); });
    });
  };
  const VoiceId voice = id_of();
  const ResponseId response =
      amend_->open(anyone(), receipt.reference, receipt.private_part)->response;
  questions::Answers changed = sent;
  put(changed, of(Kind::choose_many), "[[\"\",\"walk\"]]");
  ASSERT_TRUE(change(response, changed, random_.id<PressKey>()));
  EXPECT_EQ(id_of(), voice);
  EXPECT_EQ(std::ranges::count(forgotten_, voice), 0) << "its codings stay";
  EXPECT_EQ(rows("mask where state = 'proposed'"), 1);
  const auto original = [&]() -> std::string {
    const auto voices = *moderation.voices(lead(), response);
    for (const Looked& each : voices)
      if (each.id == voice) return each.original;
    return "it is gone";
  };
  EXPECT_EQ(original(), "Ring me on 07700 900123 about the last bus") << "under the newer key";
  ASSERT_TRUE(moderation.rule_all(lead(), voice, false));
  EXPECT_EQ(rows("voice where words like '%07700 900123%'"), 1) << "and can be shown again";
  ASSERT_TRUE(moderation.cover(lead(), voice, "07700 900123", "phone"));
  EXPECT_EQ(original(), "Ring me on 07700 900123 about the last bus");

  // Another number in the same place reads the same once it is covered, and is not the same.
  questions::Answers another = changed;
  put(another, of(Kind::long_text), "Ring me on 07700 900456 about the last bus");
  ASSERT_TRUE(change(response, another, random_.id<PressKey>()));
  EXPECT_EQ(std::ranges::count(forgotten_, voice), 1);
  EXPECT_EQ(rows(covered), 0);
  ASSERT_TRUE(moderation.look_at_all(lead()));
  EXPECT_EQ(rows(covered), 1);
  EXPECT_NE(id_of(), voice);
}

TEST_P(AmendTest, WhatWasSaidOfTheWordsComesBackAndTakesThePlaceOfWhatItWas) {
  const QuestionId words = of(Kind::long_text);
  std::promise<Result<Receipt>> told;
  auto later = told.get_future();
  const OfWords agreed{.may_quote = true, .sorts = {{words, Sort::experience}}};
  ASSERT_TRUE(intake_->accept(anyone(), id_, checked(honest(), random_.id<PressKey>()), agreed,
                              [&](Result<Receipt> r) { told.set_value(std::move(r)); }));
  const Receipt receipt = *later.get();
  const std::int64_t voices = rows("voice");
  EXPECT_EQ(rows("voice where may_quote"), voices);
  EXPECT_EQ(rows("voice where sort = 'experience'"), 1);
  const auto mine = amend_->open(anyone(), receipt.reference, receipt.private_part);
  ASSERT_TRUE(mine);
  EXPECT_EQ(read_of_words(questions::answer_to(mine->answers, of_words_question())), agreed);

  const auto change_to = [&](const std::optional<OfWords>& said, std::string_view text) {
    questions::Answers answers = honest();
    put(answers, words, std::string(text));
    std::promise<Result<Receipt>> done;
    auto kept = done.get_future();
    EXPECT_TRUE(amend_->accept(
        anyone(), mine->response, checked(answers, random_.id<PressKey>()),
        [&](Result<Receipt> r) { done.set_value(std::move(r)); }, said));
    return bool(kept.get());
  };
  ASSERT_TRUE(change_to(std::nullopt, "Put right by staff"));
  EXPECT_EQ(rows("voice where may_quote"), voices) << "who types it again agrees to nothing new";
  EXPECT_EQ(rows("voice where sort = 'experience' and words = 'Put right by staff'"), 1);
  ASSERT_TRUE(change_to(OfWords{}, "Put right by staff"));
  EXPECT_EQ(rows("voice where may_quote or sort <> ''"), 0) << "the same words, not to be quoted";
  EXPECT_TRUE(record_->verify(partnership_));
}

TEST_P(AmendTest, WhatItWasBeforeOpensUnderItsOwnKeyUntilItIsErased) {
  const Receipt receipt = send(honest());
  const ResponseId response =
      amend_->open(anyone(), receipt.reference, receipt.private_part)->response;
  questions::Answers changed = honest();
  put(changed, of(Kind::long_text), "Now the last bus is at ten");
  ASSERT_TRUE(change(response, changed, random_.id<PressKey>()));
  struct Before {
    Bytes sealed;
    record::DataKeyId key;
  };
  const auto before = *stores_.main().read([&](store::Session& s) {
    return s.one("select sealed, data_key_id from response_version", [](const store::Row& row) {
      return Before{row.bytes(0), row.id<record::DataKeyId>(1)};
    });
  });
  const auto opened = record::open_payload(*keys_->data_key(partnership_, before.key),
                                           before.sealed, response.bytes());
  ASSERT_TRUE(opened);
  EXPECT_NE(as_text(opened->payload).find(" The 4.40 – last one! \r\n"), std::string::npos);

  ASSERT_TRUE(own_->erase(anyone(), receipt.reference, receipt.private_part));
  EXPECT_EQ(rows("response_version where length(sealed) = 0"), 1);
  EXPECT_EQ(rows("outbox where kind = 'erase_key'"), 4)
      << "of the response, its about-you part now and before, and its earlier version";
}

TEST_P(AmendTest, IsRefusedToAStrangerAfterClosingAndOnceItWasTakenBack) {
  const Receipt mine = send(honest()), other = send(honest());
  EXPECT_TRUE(
      amend_->open(anyone(), mine.reference, other.private_part).failed_with(ErrorKind::invalid));
  EXPECT_TRUE(amend_->open(anyone(), mine.reference, "").failed_with(ErrorKind::invalid));
  const ResponseId response = amend_->open(anyone(), mine.reference, mine.private_part)->response;
  const ResponseId another = amend_->open(anyone(), other.reference, other.private_part)->response;
  ASSERT_TRUE(own_->withdraw(anyone(), other.reference, other.private_part));
  EXPECT_TRUE(
      amend_->open(anyone(), other.reference, other.private_part).failed_with(ErrorKind::conflict));
  EXPECT_TRUE(change(another, honest(), random_.id<PressKey>()).failed_with(ErrorKind::conflict));
  ASSERT_TRUE(activities_->close(lead(), id_));
  EXPECT_TRUE(
      amend_->open(anyone(), mine.reference, mine.private_part).failed_with(ErrorKind::closed));
  EXPECT_TRUE(change(response, honest(), random_.id<PressKey>()).failed_with(ErrorKind::closed));
  EXPECT_EQ(rows("response_version"), 0);
}

INSTANTIATE_TEST_SUITE_P(On, AmendTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::listen
