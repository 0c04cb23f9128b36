// What people hear by itself: each event once, only what the public can read, in their language.
#include "act/happened.h"

#include "act/actions.h"
#include "act/promises.h"
#include "platform/mail.h"
#include "store/outbox.h"
#include "testing/listening.h"
#include "understand/themes.h"

namespace heed::act {
namespace {

using enum Capability;

class HappenedTest : public testing::ListeningTest {
 protected:
  void set_up() override {
    id_ = activity_of(testing::evening_csv(40));
    EXPECT_TRUE(themes_.propose(lead(), id_));
    finding_ = *findings().approve(lead(), id_, themes_.frame(lead(), id_)->themes[0].id,
                                   "Buses stop early.", "Jo");
    EXPECT_TRUE(findings().respond(lead(), id_, finding_, 0,
                                   {.what = "A shuttle", .because = "Nobody got home."}, "Priya"));
    EXPECT_TRUE(told_.ask(anyone(),
                          {.activity = id_, .way = Way::email, .email = "marie@a.example"},
                          "Getting here"));
    const auto letters = work();
    EXPECT_EQ(letters.size(), 1u);
    const std::size_t at = letters.at(0).body.find("/told/confirm/");
    EXPECT_TRUE(told_.confirm(anyone(), letters[0].body.substr(at + 14, 40)));
  }
  decide::Findings& findings() {
    if (!findings_) findings_.emplace(stores_.main(), *record_, *keys_, themes_, clock_, random_);
    return *findings_;
  }
  void publish() {
    const auto now = activities_->activity(lead(), id_);
    ASSERT_TRUE(activities_->say_outcome(lead(), id_, now->version, "A shuttle runs.", "", ""));
    const auto done = findings().publish(lead(), id_);
    ASSERT_TRUE(done) << done.error().detail;
  }
  std::vector<platform::Letter> work() {
    const std::size_t before = mailer_.sent().size();
    EXPECT_TRUE(store::outbox::work(stores_.identity(), clock_,
                                    told_.handlers(mailer_, {"https://heed.example", "Fenmere"})));
    const auto all = mailer_.sent();
    return {all.begin() + static_cast<std::ptrdiff_t>(before), all.end()};
  }
  // What Marie gets when Heed looks: subjects.
  std::vector<std::string> news() {
    EXPECT_TRUE(happened_.tell(lead(), told_));
    std::vector<std::string> subjects;
    for (const auto& letter : work()) subjects.push_back(letter.subject);
    return subjects;
  }

  understand::Themes themes_{stores_.main(), clock_, random_};
  std::optional<decide::Findings> findings_;
  Happened happened_{stores_.main(), clock_};
  Told told_{stores_.identity(), clock_, random_};
  platform::RecordingMailer mailer_;
  ActivityId id_;
  FindingId finding_;
};
INSTANTIATE_TEST_SUITE_P(On, HappenedTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

using Subjects = std::vector<std::string>;

TEST_P(HappenedTest, APageIsToldOnceByItselfAndWhoAskedKnowsWhatCameOfIt) {
  EXPECT_TRUE(news().empty()) << "nothing has happened yet";
  publish();
  EXPECT_EQ(news(), Subjects{"What happened after you answered “Getting here”"});
  EXPECT_TRUE(news().empty()) << "once";
  publish();
  EXPECT_TRUE(news().empty()) << "words mended on the page are no news";
  const auto reach = told_.reach(lead(), id_);
  ASSERT_TRUE(reach);
  EXPECT_EQ(disclosure::describe_total(reach->closed_loop.total()), "fewer than 8 people");
  clock_.advance(kToldOfMs + kDayMs);
  EXPECT_TRUE(happened_.events(lead())->empty()) << "old news is left alone";
}

TEST_P(HappenedTest, WhatAPersonToldAlreadyIsNotToldAgain) {
  publish();
  ASSERT_TRUE(told_.tell(lead(), {.activity = id_,
                                  .kind = TellingKind::answered,
                                  .occasion = "answered",
                                  .path = "/what-happened/1",
                                  .words = {{"en", "In my own words", "A shuttle."}}}));
  EXPECT_EQ(news(), Subjects{"In my own words"});
}

TEST_P(HappenedTest, AnActionIsToldWhenItIsDoneOrLateAndNeverBeforeItsPlanIsApproved) {
  decide::Scrutiny scrutiny(stores_.main(), clock_, random_);
  decide::Governance governance(stores_.main(), *record_, findings(), scrutiny, clock_, random_);
  Actions actions(stores_.main(), *record_, findings(), clock_, random_);
  const auto group = *governance.add_body(lead(), "Group", "group");
  const auto board = *governance.add_body(lead(), "Board", "board");
  publish();
  (void)news();
  const auto plan = *actions.draft(lead(), id_, "Getting home", group, "Sue");
  const auto add = [&](const char* what, std::int64_t days) {
    return *actions.add(lead(), plan,
                        {.finding = finding_,
                         .commitment = "A shuttle",
                         .what = what,
                         .owner = "Tom",
                         .organisation = "Council",
                         .due = clock_.now() + days * kDayMs},
                        "Sue");
  };
  const auto bus = add("Hire a bus", 30);
  add("Print the times", 3);
  clock_.advance(4 * kDayMs);
  EXPECT_TRUE(news().empty()) << "nobody approved it";
  const auto seen = actions.plans(lead(), id_)->front().version;
  ASSERT_TRUE(actions.approve(lead(), plan, seen, board, "", "Sue"));
  EXPECT_EQ(news(), Subjects{"Late: what we said we would do about “Getting here”"});
  ASSERT_TRUE(actions.move_on(lead(), bus, 1, ActionState::in_progress, "Ordered.", "Tom"));
  EXPECT_TRUE(news().empty());
  ASSERT_TRUE(actions.move_on(lead(), bus, 2, ActionState::done, "Running since 3 March.", "Tom"));
  EXPECT_EQ(news(), Subjects{"Done because of what people said about “Getting here”"});
  EXPECT_TRUE(news().empty());
}

TEST_P(HappenedTest, APromiseIsToldWhenItIsLateChangedOrKept) {
  Promises promises(stores_.main(), *record_, clock_, random_);
  const auto id = *promises.make(lead(),
                                 {.activity = id_,
                                  .words = "We write to everyone who asked",
                                  .set_off = "",
                                  .due = clock_.now() + kDayMs,
                                  .owner = "Priya"},
                                 "Priya");
  EXPECT_TRUE(news().empty());
  clock_.advance(2 * kDayMs);
  EXPECT_EQ(news(), Subjects{"We are late with a promise"});
  ASSERT_TRUE(
      promises.vary(lead(), id, 1, clock_.now() + 9 * kDayMs, "The printer broke.", "Priya"));
  EXPECT_EQ(news(), Subjects{"A promise changes"});
  ASSERT_TRUE(promises.keep(lead(), id, 2, "We wrote to 214 people.", "Priya"));
  EXPECT_EQ(news(), Subjects{"We did what we promised"});
  EXPECT_TRUE(news().empty());
}

TEST_P(HappenedTest, ADatedUpdateReachesWhoFollowsOnceAndSoDoesACorrection) {
  ASSERT_TRUE(activities_->say(lead(), id_, "Brought in from elsewhere: no page of it is public."));
  EXPECT_TRUE(news().empty());
  ASSERT_TRUE(stores_.main().write([&](store::Session& s) -> Result<> {
    TRY(s.exec("delete from activity_update where partnership_id = $1", partnership_));
    TRY(s.exec("update activity set opened_ms = $2 where partnership_id = $1", partnership_,
               clock_.now()));
    return Done{};
  }));
  ASSERT_TRUE(activities_->say(lead(), id_, "The meeting is on 4 May."));
  ASSERT_TRUE(activities_->say(lead(), id_, "Page 3 said June.", true));
  EXPECT_EQ(news(), Subjects(2, "What is new about “Getting here”"));
  EXPECT_TRUE(news().empty()) << "once";
  const ActivityId draft = *activities_->add(lead(), {.title = "Not yet"});
  ASSERT_TRUE(activities_->say(lead(), draft, "Nobody can read this."));
  EXPECT_TRUE(news().empty());
  ASSERT_TRUE(activities_->say(lead(), id_, "The hall has changed."));
  clock_.advance(3 * kDayMs);
  EXPECT_TRUE(news().empty()) << "a week after a stop it is no news";
}

}  // namespace
}  // namespace heed::act
