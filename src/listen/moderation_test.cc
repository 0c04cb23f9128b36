// Personal details are covered before others read them, every ruling can be undone, and what is
// passed on has a clock. On both databases.
#include "listen/moderation.h"

#include <gtest/gtest.h>

#include <future>

#include "listen/intake.h"
#include "listen/own.h"
#include "listen/voices.h"
#include "testing/listening.h"

namespace heed::listen {
namespace {

class ModerationTest : public testing::ListeningTest {
 protected:
  void set_up() override {
    intake_ = std::make_unique<Intake>(stores_.main(), *record_, *keys_, clock_, random_);
    voices_ = std::make_unique<Voices>(stores_.main());
    own_ = std::make_unique<Own>(stores_.main(), *record_, *keys_, clock_, random_);
    moderation_ = std::make_unique<Moderation>(
        stores_.main(), *record_, *keys_, clock_, random_,
        std::vector<Reworded>{[this](store::Session&, PartnershipId, ActivityId, VoiceId,
                                     const std::string& before, const std::string& after) {
          told_.emplace_back(before, after);
          return Result<>(Done{});
        }});
    id_ = *activities_->add(lead(), {.title = "Evening clinics",
                                     .purpose = "When clinics run.",
                                     .decider = "The board",
                                     .closes = clock_.now() + kDayMs,
                                     .hear_by = clock_.now() + 30 * kDayMs});
    EXPECT_TRUE(activities_->set_questions(lead(), id_, {"How do you get home?"}));
    EXPECT_TRUE(activities_->open(lead(), id_));
  }
  Receipt send(const std::string& words) {
    const auto asked = *activities_->questionnaire(anyone(), id_);
    auto checked = questions::check_response(asked, random_.id<PressKey>(),
                                             {{asked.questions()[0]->id, words}});
    std::promise<Result<Receipt>> told;
    auto later = told.get_future();
    CHECK(intake_->accept(anyone(), id_, *std::move(checked.response), "web",
                          [&](Result<Receipt> receipt) { told.set_value(std::move(receipt)); }));
    return *later.get();
  }
  std::string reading() { return voices_->all(lead(), id_)->front().words; }
  ResponseId response() { return voices_->all(lead(), id_)->front().response; }

  std::unique_ptr<Intake> intake_;
  std::unique_ptr<Voices> voices_;
  std::unique_ptr<Own> own_;
  std::unique_ptr<Moderation> moderation_;
  std::vector<std::pair<std::string, std::string>> told_;
  ActivityId id_;
};

const std::string kWords = "Ring me on 07700 900123 about the bus, or the porter at the desk";

TEST_P(ModerationTest, WhatIsFoundIsCoveredUntilSomebodyRulesAndTheOriginalIsSealed) {
  const Receipt receipt = send(kWords);
  EXPECT_EQ(*moderation_->look(lead()), 1);
  EXPECT_EQ(*moderation_->look(lead()), 0) << "once is enough";
  EXPECT_EQ(reading(), "Ring me on [phone] about the bus, or the porter at the desk");
  const auto waiting = moderation_->waiting(lead(), id_, 10);
  ASSERT_TRUE(waiting) << waiting.error().detail;
  ASSERT_EQ(waiting->size(), 1u);
  EXPECT_EQ(waiting->front().original, kWords);
  EXPECT_EQ(*moderation_->waiting_count(lead(), id_), 1);
  EXPECT_EQ(*stores_.main().read([&](store::Session& s) {
    return s.integer("select count(*) from voice where words like '%07700%'");
  }),
            0);
  // The person still reads their own words as they wrote them, with what only they have.
  Followed mine = *voices_->follow(anyone(), receipt.reference, receipt.private_part);
  ASSERT_TRUE(moderation_->uncover(anyone(), mine));
  EXPECT_EQ(mine.words.front().second, kWords);
  Followed stranger = *voices_->follow(anyone(), receipt.reference);
  ASSERT_TRUE(moderation_->uncover(anyone(), stranger));
  EXPECT_TRUE(stranger.words.empty());
}

TEST_P(ModerationTest, AProposalIsTurnedDownAndAnotherMarkedByHand) {
  send(kWords);
  ASSERT_TRUE(moderation_->look(lead()));
  const VoiceId voice = moderation_->waiting(lead(), id_, 1)->front().id;
  ASSERT_TRUE(moderation_->rule(lead(), voice, 0, false));
  EXPECT_EQ(reading(), kWords);
  EXPECT_EQ(*moderation_->waiting_count(lead(), id_), 0);
  ASSERT_TRUE(moderation_->cover(lead(), voice, "the porter", "name"));
  EXPECT_EQ(reading(), "Ring me on 07700 900123 about the bus, or [name] at the desk");
  ASSERT_TRUE(moderation_->rule(lead(), voice, 0, true));
  EXPECT_EQ(reading(), "Ring me on [phone] about the bus, or [name] at the desk");
  ASSERT_TRUE(moderation_->rule(lead(), voice, 1, false));
  EXPECT_EQ(reading(), "Ring me on [phone] about the bus, or the porter at the desk");
  EXPECT_TRUE(moderation_->cover(lead(), voice, "Zebra", "name").failed_with(ErrorKind::not_found));
  EXPECT_EQ(told_.size(), 4u) << "other rooms are told of each change";
  EXPECT_EQ(moderation_->dispositions(lead(), response())->size(), 4u);
  EXPECT_TRUE(record_->verify(partnership_));
}

TEST_P(ModerationTest, WhatIsSetAsideIsReadByNobodyAndCanBePutBack) {
  send("A threat");
  const ResponseId one = response();
  EXPECT_TRUE(moderation_->set_aside(lead(), one, "threats", " ").failed_with(ErrorKind::invalid));
  EXPECT_TRUE(moderation_->set_aside(lead(), one, "dull", "x").failed_with(ErrorKind::invalid));
  ASSERT_TRUE(moderation_->set_aside(lead(), one, "threats", "Says where somebody lives"));
  EXPECT_TRUE(voices_->all(lead(), id_)->empty());
  EXPECT_EQ(voices_->counts(lead(), id_)->quarantined, 1);
  EXPECT_EQ(moderation_->held(lead(), id_)->front().reason, "threats: Says where somebody lives");
  EXPECT_TRUE(moderation_->set_aside(lead(), one, "spam", "x").failed_with(ErrorKind::conflict));
  ASSERT_TRUE(moderation_->put_back(lead(), one, "It was a song"));
  EXPECT_EQ(voices_->all(lead(), id_)->size(), 1u);
  const auto done = moderation_->dispositions(lead(), one);
  ASSERT_EQ(done->size(), 2u);
  EXPECT_EQ(done->at(1).reason, "It was a song");
  EXPECT_TRUE(record_->verify(partnership_));
}

TEST_P(ModerationTest, NothingOfWhatWasCoveredIsLeftWhenItIsErased) {
  send(kWords);
  ASSERT_TRUE(moderation_->look(lead()));
  const ResponseId one = response();
  ASSERT_TRUE(own_->erase_for(lead(), one, "Wrote to us"));
  EXPECT_EQ(*stores_.main().read(
                [](store::Session& s) { return s.integer("select count(*) from mask"); }),
            0);
  EXPECT_TRUE(moderation_->voices(lead(), one)->empty());
  EXPECT_EQ(*moderation_->waiting_count(lead(), id_), 0);
}

TEST_P(ModerationTest, WhatIsPassedOnHasADayToBeAnsweredBy) {
  send("My mother was left without food");
  const ResponseId one = response();
  const TimeMs friday = *from_local_date("2026-11-27", "Europe/London", DayEdge::start);
  EXPECT_EQ(iso_date(due_by("safeguarding", friday), "Europe/London"), "2026-11-30");
  EXPECT_EQ(iso_date(due_by("complaint", friday), "Europe/London"), "2026-12-02");
  EXPECT_TRUE(
      moderation_->pass_on(lead(), one, "gossip", "x", "", friday).failed_with(ErrorKind::invalid));
  const auto id = moderation_->pass_on(lead(), one, "complaint", "PALS", "Food on a ward",
                                       due_by("complaint", clock_.now()));
  ASSERT_TRUE(id) << id.error().detail;
  ASSERT_EQ(moderation_->passed(lead())->size(), 1u);
  clock_.advance(10 * kDayMs);
  EXPECT_LT(moderation_->passed(lead())->front().due, clock_.now()) << "it is overdue";
  ASSERT_TRUE(moderation_->say_outcome(lead(), *id, "They rang her"));
  EXPECT_TRUE(moderation_->passed(lead())->empty());
  EXPECT_EQ(moderation_->passed(lead(), one)->front().outcome, "They rang her");
}

TEST_P(ModerationTest, SomebodyWhoMayNotModerateSeesAndRulesNothing) {
  send(kWords);
  const Scope reader = someone(4, {Capability::read_text});
  EXPECT_TRUE(moderation_->waiting(reader, id_, 10).failed_with(ErrorKind::denied));
  EXPECT_TRUE(
      moderation_->set_aside(reader, response(), "spam", "x").failed_with(ErrorKind::denied));
  EXPECT_TRUE(moderation_->passed(reader).failed_with(ErrorKind::denied));
}

INSTANTIATE_TEST_SUITE_P(On, ModerationTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::listen
