// Actions over several organisations, promises in public, and words that have gone stale.
#include "act/actions.h"

#include "act/promises.h"
#include "testing/listening.h"
#include "understand/themes.h"

namespace heed::act {
namespace {

using enum Capability;

class ActionsTest : public testing::ListeningTest {
 protected:
  void set_up() override {
    themes_ = std::make_unique<understand::Themes>(stores_.main(), clock_, random_);
    findings_ = std::make_unique<decide::Findings>(stores_.main(), *record_, *keys_, *themes_,
                                                   clock_, random_);
    scrutiny_ = std::make_unique<decide::Scrutiny>(stores_.main(), clock_, random_);
    governance_ = std::make_unique<decide::Governance>(stores_.main(), *record_, *findings_,
                                                       *scrutiny_, clock_, random_);
    actions_ = std::make_unique<Actions>(stores_.main(), *record_, *findings_, clock_, random_);
    promises_ = std::make_unique<Promises>(stores_.main(), *record_, clock_, random_);
    id_ = activity_of(testing::evening_csv(40));
    EXPECT_TRUE(themes_->propose(lead(), id_));
    finding_ = *findings_->approve(lead(), id_, themes_->frame(lead(), id_)->themes[0].id,
                                   "Buses stop early.", "Jo");
    EXPECT_TRUE(findings_->respond(lead(), id_, finding_, 0,
                                   {.what = "A shuttle", .because = "Nobody got home."}, "Priya"));
    group_ = *governance_->add_body(sue(), "Implementation group", "group");
    leaders_ = *governance_->add_body(sue(), "Leadership team", "committee");
  }
  Scope sue() const {
    return someone(1, {read_summary, read_findings, respond, record_decision, publish});
  }
  NewAction shuttle(const char* organisation = "Fenmere Council") const {
    return {.finding = finding_,
            .commitment = "An evening shuttle",
            .what = "Hire a bus and a driver",
            .owner = "Tom Hale",
            .organisation = organisation,
            .due = clock_.now() + 30 * kDayMs};
  }
  Plan plan_now(PlanId) const { return actions_->plans(sue(), id_)->front(); }

  std::unique_ptr<understand::Themes> themes_;
  std::unique_ptr<decide::Findings> findings_;
  std::unique_ptr<decide::Scrutiny> scrutiny_;
  std::unique_ptr<decide::Governance> governance_;
  std::unique_ptr<Actions> actions_;
  std::unique_ptr<Promises> promises_;
  ActivityId id_;
  FindingId finding_;
  decide::BodyId group_, leaders_;
};

TEST_P(ActionsTest, OneGroupDraftsAnotherApprovesAndBeforeThatNothingIsDone) {
  const auto plan = actions_->draft(sue(), id_, "Getting home", group_, "Sue");
  ASSERT_TRUE(plan) << plan.error().detail;
  ASSERT_TRUE(actions_->consider(sue(), *plan, group_, "We read the report.", "Sue"));
  NewAction wrong = shuttle();
  wrong.finding = random_.id<FindingId>();
  EXPECT_FALSE(actions_->add(sue(), *plan, wrong, "Sue")) << "it answers nothing";
  const auto action = actions_->add(sue(), *plan, shuttle(), "Sue");
  ASSERT_TRUE(action) << action.error().detail;
  EXPECT_FALSE(actions_->move_on(sue(), *action, 1, ActionState::in_progress, "", "Tom"))
      << "not approved yet";
  const std::int64_t seen = plan_now(*plan).version;
  EXPECT_FALSE(actions_->approve(sue(), *plan, seen, group_, "", "Sue")) << "its own drafters";
  EXPECT_FALSE(actions_->send_back(sue(), *plan, seen, leaders_, " ", "Sue")) << "without why";
  ASSERT_TRUE(actions_->send_back(sue(), *plan, seen, leaders_, "Cost it.", "Sue"));
  EXPECT_EQ(plan_now(*plan).state, PlanState::sent_back);
  EXPECT_TRUE(
      actions_->approve(sue(), *plan, seen, leaders_, "", "Sue").failed_with(ErrorKind::conflict));
  EXPECT_TRUE(actions_->plans(anyone(), id_)->empty()) << "not public before it is approved";
  ASSERT_TRUE(actions_->approve(sue(), *plan, seen + 1, leaders_, "Agreed.", "Sue"));
  ASSERT_TRUE(actions_->move_on(sue(), *action, 1, ActionState::in_progress,
                                "Running since 3 March.", "Tom"));
  const Plan shown = actions_->plans(anyone(), id_)->front();
  EXPECT_EQ(shown.actions[0].progress, "Running since 3 March.");
  ASSERT_EQ(shown.steps.size(), 4u);
  EXPECT_EQ(shown.steps[1].kind, "considered");
  EXPECT_EQ(shown.steps[2].words, "Cost it.");
  EXPECT_FALSE(actions_->move_on(sue(), *action, 2, ActionState::stopped, "", "Tom"))
      << "stopped without why";
}

TEST_P(ActionsTest, ProgressIsSeenByPartnerAndACommitmentWithoutAnActionIsListed) {
  EXPECT_EQ(actions_->without_action(sue(), id_)->size(), 1u);
  const auto plan = *actions_->draft(sue(), id_, "Getting home", group_, "Sue");
  const auto bus = *actions_->add(sue(), plan, shuttle(), "Sue");
  ASSERT_TRUE(actions_->add(sue(), plan, shuttle("Tarn Valley Trust"), "Sue"));
  EXPECT_TRUE(actions_->without_action(sue(), id_)->empty());
  ASSERT_TRUE(actions_->approve(sue(), plan, plan_now(plan).version, leaders_, "", "Sue"));
  ASSERT_TRUE(actions_->move_on(sue(), bus, 1, ActionState::done, "It runs.", "Tom"));
  clock_.advance(60 * kDayMs);
  const auto partners = *actions_->by_partner(sue());
  ASSERT_EQ(partners.size(), 2u);
  EXPECT_EQ(partners[0].organisation, "Fenmere Council");
  EXPECT_EQ(partners[0].done, 1);
  EXPECT_EQ(partners[0].overdue, 0);
  EXPECT_EQ(partners[1].overdue, 1) << "its date has passed and nobody said anything";
}

TEST_P(ActionsTest, APromiseIsLateByItselfAndVariedOnlyInPublicWithWhy) {
  EXPECT_FALSE(promises_->make(sue(), {.words = "We will write again", .due = clock_.now()}, "Sue"))
      << "nobody owns it";
  const std::uint64_t before = *record_->verify(partnership_);
  const auto id = promises_->make(sue(),
                                  {.activity = id_,
                                   .words = "We will write again",
                                   .set_off = "Once the board has decided",
                                   .due = clock_.now() + 10 * kDayMs,
                                   .owner = "Priya Shah"},
                                  "Sue");
  ASSERT_TRUE(id) << id.error().detail;
  EXPECT_EQ(promises_->promises(anyone())->front().state, PromiseState::made);
  clock_.advance(18 * kDayMs + kHourMs);
  Promise seen = promises_->promises(anyone())->front();
  EXPECT_EQ(seen.state, PromiseState::late);
  EXPECT_EQ(seen.days_late, 9);
  const TimeMs later = clock_.now() + 5 * kDayMs;
  EXPECT_FALSE(promises_->vary(sue(), *id, 1, later, " ", "Sue"));
  ASSERT_TRUE(promises_->vary(sue(), *id, 1, later, "The board met late.", "Sue"));
  EXPECT_TRUE(promises_->keep(sue(), *id, 1, "Done.", "Sue").failed_with(ErrorKind::conflict));
  seen = promises_->promises(anyone())->front();
  EXPECT_EQ(seen.state, PromiseState::varied);
  EXPECT_EQ(seen.steps[1].words, "The board met late.");
  EXPECT_LT(seen.steps[0].due, seen.steps[1].due) << "the first date stays to be read";
  ASSERT_TRUE(promises_->hand_over(sue(), *id, 2, "Tom Hale", "Sue"));
  ASSERT_TRUE(promises_->keep(sue(), *id, 3, "We wrote to 214 people.", "Tom"));
  EXPECT_EQ(promises_->promises(anyone())->front().state, PromiseState::kept);
  EXPECT_EQ(promises_->promises(anyone())->front().details.owner, "Tom Hale");
  EXPECT_TRUE(promises_->vary(sue(), *id, 4, later, "x", "Sue").failed_with(ErrorKind::conflict));
  EXPECT_EQ(*record_->verify(partnership_), before + 3) << "made, varied and kept";
}

INSTANTIATE_TEST_SUITE_P(On, ActionsTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

TEST(PastDates, ASentenceThatPromisesWhatHasGoneByIsFlagged) {
  const TimeMs now = *from_local_date("2026-04-10", "Europe/London", DayEdge::start);
  const auto stale = [&](std::string_view text) {
    return speaks_of_the_past(text, now, "Europe/London");
  };
  EXPECT_EQ(stale("We listened. The shuttle will start on 3 March 2026. It is free."),
            std::vector<std::string>{"The shuttle will start on 3 March 2026."});
  EXPECT_EQ(stale("The clinic opens in March 2026.").size(), 1u);
  for (const char* fine :
       {"The shuttle will start on 3 May 2026.", "The shuttle started on 3 March 2026.",
        "Running since 3 March 2026.", "We will write again.", "You may march in March."})
    EXPECT_TRUE(stale(fine).empty()) << fine;
}

}  // namespace
}  // namespace heed::act
