// What staff enter by every channel, on both databases: counts that add up whatever happens, late
// by the announced rule, notes in parts, and paper forms entered twice.
#include "listen/channels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <map>
#include <random>

#include "listen/amend.h"
#include "listen/arrival.h"
#include "listen/intake.h"
#include "listen/moderation.h"
#include "listen/own.h"
#include "listen/voices.h"
#include "testing/listening.h"

namespace heed::listen {
namespace {

class ChannelsTest : public testing::ListeningTest {
 protected:
  void set_up() override {
    intake_ = std::make_unique<Intake>(stores_.main(), *record_, *keys_, clock_, random_);
    voices_ = std::make_unique<Voices>(stores_.main());
    own_ = std::make_unique<Own>(stores_.main(), *record_, *keys_, clock_, random_);
    amend_ = std::make_unique<Amend>(stores_.main(), *record_, *keys_, clock_, random_);
    channels_ = std::make_unique<Channels>(stores_.main(), *record_, *keys_, clock_, random_);
    moderation_ = std::make_unique<Moderation>(stores_.main(), *record_, *keys_, clock_, random_);
    closes_ = clock_.now() + 10 * kDayMs;
    id_ = *activities_->add(lead(), {.kind = plan::ActivityKind::formal_consultation,
                                     .title = "Evening clinics",
                                     .purpose = "When clinics run.",
                                     .decided = "Nothing.",
                                     .decider = "The board",
                                     .closes = closes_,
                                     .hear_by = clock_.now() + 60 * kDayMs});
    EXPECT_TRUE(activities_->set_questions(lead(), id_, {"How do you get home?", "What else?"}));
    EXPECT_TRUE(activities_->move(lead(), id_, "review"));
    EXPECT_TRUE(activities_->move(lead(), id_, "approved"));
    EXPECT_TRUE(activities_->open(lead(), id_));
    asked_ = *activities_->questionnaire(lead(), id_);
  }
  Scope staff(int number) const {
    return someone(number, {Capability::bring_in, Capability::read_text, Capability::moderate,
                            Capability::plan});
  }
  questions::CheckedResponse form(const std::string& words) {
    press_ = random_.id<PressKey>();
    auto checked = questions::check_response(asked_, press_, {{asked_.questions()[0]->id, words}});
    CHECK(checked.response.has_value());
    return *std::move(checked.response);
  }
  Result<Receipt> enter(questions::CheckedResponse response, const Arrival& arrival,
                        int person = 1) {
    std::promise<Result<Receipt>> told;
    auto later = told.get_future();
    TRY(intake_->accept(staff(person), id_, std::move(response), arrival,
                        [&](Result<Receipt> receipt) { told.set_value(std::move(receipt)); }));
    return later.get();
  }
  Result<Receipt> enter(const std::string& channel, const std::string& words) {
    return enter(form(words), {.channel = channel, .received = clock_.now()});
  }
  ResponseId newest() {
    return *stores_.main().read([&](store::Session& s) {
      return s.one("select id from response order by log_index desc limit 1",
                   [](const store::Row& row) { return row.id<ResponseId>(0); });
    });
  }
  std::map<std::string, ChannelLine> lines() {
    std::map<std::string, ChannelLine> all;
    for (const ChannelLine& line : *channels_->lines(staff(1), id_)) all[line.channel] = line;
    return all;
  }

  std::unique_ptr<Intake> intake_;
  std::unique_ptr<Voices> voices_;
  std::unique_ptr<Own> own_;
  std::unique_ptr<Amend> amend_;
  std::unique_ptr<Channels> channels_;
  std::unique_ptr<Moderation> moderation_;
  TimeMs closes_;
  PressKey press_;
  ActivityId id_;
  questions::Questionnaire asked_;
};

TEST_P(ChannelsTest, APhoneCallIsAResponseLikeAnyOtherAndKnowsWhatWasReadOut) {
  const TimeMs day = clock_.now() + -20 * kHourMs;
  const auto receipt = enter(
      form("By the 4.40, the last one"),
      {.channel = "phone", .received = day, .sort = Sort::experience, .consent = "I will type …"});
  ASSERT_TRUE(receipt) << receipt.error().detail;
  EXPECT_TRUE(receipt->reference.starts_with("FM-"));
  EXPECT_FALSE(receipt->late);
  clock_.advance(kMinuteMs);
  const auto again = intake_->receipt(staff(1), id_, press_);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->private_part.empty()) << "to be read out while they are on the phone";
  const auto voices = voices_->all(lead(), id_);
  ASSERT_EQ(voices->size(), 1u);
  EXPECT_EQ(voices->front().channel, "phone");
  EXPECT_EQ(voices->front().sort, Sort::experience);
  EXPECT_EQ(*stores_.main().read([&](store::Session& s) {
    return s.integer("select count(*) from arrival where consent like 'I will type%'");
  }),
            1);
  EXPECT_TRUE(record_->verify(partnership_));
  EXPECT_TRUE(voices_->follow(anyone(), receipt->reference));
}

TEST_P(ChannelsTest, ALetterInThreePartsIsOneResponseWithThreeVoicesAndItsWholeKeptSealed) {
  const QuestionId home = asked_.questions()[0]->id;
  Note note = note_of("Dear all\n\nThe bus.\n\nThe nurse was kind.\n\nWhy close it?",
                      {{"The bus.", "How do you get home?", home, Sort::view},
                       {"The nurse was kind.", "What they wrote", {}, Sort::experience},
                       {"Why close it?", "What they wrote", {}, Sort::unsaid}},
                      {}, [&] { return random_.id<QuestionId>(); });
  auto checked = questions::check_response(note.asked, random_.id<PressKey>(), note.answers);
  ASSERT_TRUE(checked.response);
  ASSERT_TRUE(enter(*std::move(checked.response),
                    {.channel = "letter", .received = clock_.now(), .parts = note.parts}));
  const auto voices = voices_->all(lead(), id_);
  ASSERT_EQ(voices->size(), 3u);
  EXPECT_EQ(voices->at(0).question, "How do you get home?");
  EXPECT_EQ(voices->at(0).sort, Sort::view);
  EXPECT_EQ(voices->at(1).sort, Sort::experience);
  EXPECT_EQ(voices_->counts(lead(), id_)->received, 1);
  const auto kept = channels_->first_entry(staff(1), newest());
  ASSERT_TRUE(kept);
  EXPECT_TRUE(questions::answer_to(*kept, whole_question()).starts_with("Dear all"));
}

// T-003. The activity does not ask as whom anybody answers; a letter is asked all the same.
TEST_P(ChannelsTest, ALetterForAGroupKeepsItsNameItsSizeAndHowItsMembersWereAsked) {
  const Whom whom{whom_asked(asked_), questions::write_value({{"", "group"},
                                                              {"name", "group", "Fenmere Carers"},
                                                              {"speaks_for", "34"},
                                                              {"asked", "group", "A meeting"}})};
  EXPECT_EQ(whom.asked.id, whom_question());
  const Note note = note_of(
      "The bus.", {{"The bus.", "What they wrote", {}, Sort::view}}, {},
      [&] { return random_.id<QuestionId>(); }, whom);
  auto checked = questions::check_response(note.asked, random_.id<PressKey>(), note.answers);
  ASSERT_TRUE(checked.response);
  ASSERT_TRUE(enter(*std::move(checked.response),
                    {.channel = "letter", .received = clock_.now(), .parts = note.parts}));
  ASSERT_TRUE(enter("paper", "For myself alone"));

  const auto both = voices_->page(lead(), id_, 0, 10);
  EXPECT_EQ(both->total, 2);
  const auto of_groups = voices_->page(lead(), id_, 0, 10, {.of_group = true});
  ASSERT_EQ(of_groups->total, 1);
  ASSERT_EQ(of_groups->voices.size(), 1u);
  const Voice& one = of_groups->voices[0];
  EXPECT_EQ(one.words, "The bus.");
  ASSERT_TRUE(one.group);
  EXPECT_EQ(one.group->name, "Fenmere Carers");
  EXPECT_EQ(one.group->size, "34");
  EXPECT_EQ(one.group->how_asked, "A meeting");
  const auto of_others = voices_->page(lead(), id_, 0, 10, {.of_group = false});
  ASSERT_EQ(of_others->voices.size(), 1u);
  EXPECT_FALSE(of_others->voices[0].group);
  EXPECT_EQ(voices_->page(lead(), id_, 0, 10, {.sort = Sort::view, .of_group = true})->total, 1);
  EXPECT_EQ(voices_->page(lead(), id_, 0, 10, {.containing = "BUS", .of_group = false})->total, 0);
}

TEST_P(ChannelsTest, WhatIsLateIsToldByTheAnnouncedRule) {
  clock_.advance(14 * kDayMs);
  ASSERT_TRUE(activities_->close(lead(), id_));
  const Arrival after{.channel = "letter", .received = closes_ + kDayMs, .said = closes_ + -kDayMs};
  const auto late = enter(form("Posted in time, here too late"), after);
  ASSERT_TRUE(late) << late.error().detail;
  EXPECT_TRUE(late->late);
  EXPECT_TRUE(voices_->all(lead(), id_)->empty());
  ASSERT_TRUE(channels_->set_late_rule(staff(1), id_, LateRule::posted));
  EXPECT_FALSE(enter(form("Posted in time, and that counts"), after)->late);
  EXPECT_FALSE(
      enter(form("Here in time"), {.channel = "paper", .received = closes_ + -kDayMs})->late);
  const auto to_come = enter(form("x"), {.channel = "paper", .received = clock_.now() + kDayMs});
  EXPECT_TRUE(to_come.failed_with(ErrorKind::invalid));
  ASSERT_TRUE(activities_->move(lead(), id_, "analysing"));
  EXPECT_TRUE(enter("paper", "While it is being read").failed_with(ErrorKind::closed));
}

TEST_P(ChannelsTest, OnlyThoseWhoMayBringInEnterAnything) {
  const auto refused =
      intake_->accept(anyone(), id_, form("x"), {.channel = "phone", .received = clock_.now()},
                      [](const Result<Receipt>&) { FAIL(); });
  EXPECT_TRUE(refused.failed_with(ErrorKind::denied));
}

TEST_P(ChannelsTest, ASecondPersonEntersASheetBlindAndWhatDiffersIsSettled) {
  ASSERT_TRUE(enter("paper", "The bus at 4.40"));
  const Sheet sheet = channels_->sheets(staff(1), id_)->front();
  EXPECT_EQ(sheet.state, "wanted") << "the first of every ten";
  const QuestionId home = asked_.questions()[0]->id;
  EXPECT_TRUE(channels_->enter_again(staff(1), sheet.response, {{home, "x"}})
                  .failed_with(ErrorKind::denied));
  const auto found = channels_->enter_again(staff(2), sheet.response, {{home, "The bus at 4.10"}});
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ(found->front().first, "The bus at 4.40");
  EXPECT_TRUE(channels_->enter_again(staff(3), sheet.response, {{home, "x"}})
                  .failed_with(ErrorKind::conflict));
  EXPECT_EQ(channels_->differences(staff(1), sheet.response)->front().second, "The bus at 4.10");
  // The second entry was right.
  std::promise<Result<Receipt>> told;
  ASSERT_TRUE(amend_->accept(staff(1), sheet.response, form("The bus at 4.10"),
                             [&](Result<Receipt> kept) { told.set_value(std::move(kept)); }));
  ASSERT_TRUE(told.get_future().get());
  ASSERT_TRUE(channels_->settled(staff(1), sheet.response));
  EXPECT_EQ(voices_->all(lead(), id_)->front().words, "The bus at 4.10");
  EXPECT_EQ(channels_->sheet(staff(1), sheet.response)->state, "settled");
  EXPECT_EQ(voices_->counts(lead(), id_)->received, 1);
  ASSERT_TRUE(enter("paper", "Another"));
  EXPECT_EQ(channels_->sheets(staff(1), id_)->front().state, "");
  ASSERT_TRUE(enter("paper", "The same both times"));
  const Sheet third = channels_->sheets(staff(1), id_)->front();
  EXPECT_TRUE(
      channels_->enter_again(staff(2), third.response, {{home, "The same both times"}})->empty());
  EXPECT_EQ(channels_->sheet(staff(1), third.response)->state, "same");
}

TEST_P(ChannelsTest, TheSameWordsAreHintedAndNeverMerged) {
  const std::string words = "The last bus home leaves at 4.40 and my shift ends at five";
  ASSERT_TRUE(enter("paper", words));
  ASSERT_TRUE(enter("phone", words));
  const auto alike = moderation_->alike(staff(1), newest());
  ASSERT_TRUE(alike) << alike.error().detail;
  ASSERT_EQ(alike->size(), 1u);
  EXPECT_EQ(alike->front().channel, "paper");
  EXPECT_TRUE(alike->front().same_words);
  EXPECT_EQ(voices_->counts(lead(), id_)->counted, 2);
  // Other words, and the same number to ring.
  ASSERT_TRUE(enter("letter", "Ring me on 07700 900123 about the clinic"));
  ASSERT_TRUE(enter("event", "My number is 07700900123"));
  ASSERT_TRUE(enter("event", "My number is 07700 900124"));
  ASSERT_TRUE(moderation_->look(lead()));
  const auto rang = moderation_->alike(staff(1), *stores_.main().read([](store::Session& s) {
    return s.one("select id from response where channel = 'letter'",
                 [](const store::Row& row) { return row.id<ResponseId>(0); });
  }));
  ASSERT_TRUE(rang) << rang.error().detail;
  ASSERT_EQ(rang->size(), 1u);
  EXPECT_EQ(rang->front().channel, "event");
  EXPECT_FALSE(rang->front().same_words);
}

// Whatever is done in whatever order, each channel's received is the sum of what became of it, and
// nothing is lost.
TEST_P(ChannelsTest, ReceivedIsCountedAndSetAsideAndWithdrawnAndLateAlways) {
  clock_.advance(12 * kDayMs);
  ASSERT_TRUE(activities_->close(lead(), id_));
  std::mt19937 draw(20261128);
  const auto upto = [&](std::size_t n) { return std::size_t{draw()} % n; };
  std::map<std::string, std::int64_t> sent;
  std::vector<ResponseId> all;
  for (int step = 0; step < 160; ++step) {
    if (all.empty() || upto(3) == 0) {
      const std::string channel(kEntered[upto(std::size(kEntered))]);
      const TimeMs day = closes_ + (upto(2) == 0 ? -kDayMs : kDayMs);
      ASSERT_TRUE(enter(form(fmt::format("Said {}", step)), {.channel = channel, .received = day}));
      ++sent[channel];
      all.push_back(newest());
    } else {
      const ResponseId one = all[upto(all.size())];
      switch (upto(6)) {
        case 0:
          (void)moderation_->set_aside(staff(1), one, "abuse", "Names somebody");
          break;
        case 1:
          (void)moderation_->put_back(staff(1), one, "Read again");
          break;
        case 2:
          (void)moderation_->accept_late(staff(1), one, "The post was on strike");
          break;
        case 3:
          (void)moderation_->leave_out(staff(1), one, "It came after the report");
          break;
        case 4:
          (void)own_->withdraw_for(staff(1), one, "Rang on Monday");
          break;
        case 5:
          if (upto(4) == 0) (void)own_->erase_for(staff(1), one, "Wrote to us");
          break;
      }
    }
    const auto now = lines();
    std::int64_t counted = 0;
    for (const auto& [channel, line] : now) {
      ASSERT_EQ(line.received, sent[channel]) << channel << " at step " << step;
      ASSERT_EQ(line.received, line.counted + line.quarantined + line.withdrawn + line.late);
      counted += line.counted;
    }
    ASSERT_EQ(counted, voices_->counts(lead(), id_)->counted);
    ASSERT_EQ(counted, static_cast<std::int64_t>(voices_->all(lead(), id_)->size()));
  }
  EXPECT_EQ(lines().size(), std::size(kEntered));
  EXPECT_TRUE(record_->verify(partnership_));
}

INSTANTIATE_TEST_SUITE_P(On, ChannelsTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::listen
