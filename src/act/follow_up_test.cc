// What follows a decision: it is looked at again against what it was for and what people were
// concerned about; workstreams say what they did; and what was learnt is shared with peers.
#include "act/evaluations.h"
#include "act/happened.h"
#include "act/learning.h"
#include "act/workstreams.h"
#include "testing/listening.h"
#include "understand/themes.h"

namespace heed::act {
namespace {

using enum Capability;

class FollowUpTest : public testing::ListeningTest {
 protected:
  void set_up() override {
    themes_ = std::make_unique<understand::Themes>(stores_.main(), clock_, random_);
    findings_ = std::make_unique<decide::Findings>(stores_.main(), *record_, *keys_, *themes_,
                                                   clock_, random_);
    scrutiny_ = std::make_unique<decide::Scrutiny>(stores_.main(), clock_, random_);
    governance_ = std::make_unique<decide::Governance>(stores_.main(), *record_, *findings_,
                                                       *scrutiny_, clock_, random_);
    evaluations_ = std::make_unique<Evaluations>(stores_.main(), *record_, *governance_, clock_);
    workstreams_ = std::make_unique<Workstreams>(stores_.main(), clock_, random_);
    learning_ = std::make_unique<Learning>(stores_.main(), clock_, random_);
    id_ = activity_of(testing::evening_csv(40));
    EXPECT_TRUE(themes_->propose(lead(), id_));
    finding_ = *findings_->approve(lead(), id_, themes_->frame(lead(), id_)->themes[0].id,
                                   "Buses stop early.", "Jo");
    EXPECT_TRUE(findings_->respond(lead(), id_, finding_, 0,
                                   {.what = "A shuttle", .because = "Nobody got home."}, "Priya"));
  }
  Scope sue() const {
    return someone(1, {read_summary, read_findings, respond, record_decision, publish});
  }
  decide::DecisionId decided() {
    const auto board = *governance_->add_body(sue(), "Fenmere Board", "board");
    const auto meeting = *governance_->plan_meeting(
        sue(), {.body = board, .held = clock_.now(), .place = "Town Hall"});
    const auto item = *governance_->add_item(
        sue(), meeting,
        {.activity = id_, .title = "Getting home", .voice_section = "They cannot get home."},
        "Sue");
    const auto page = governance_->board_page(sue(), meeting, item);
    const auto made =
        governance_->decide(sue(), meeting, item,
                            {.decided = "A shuttle runs.",
                             .reasons = "Nobody got home.",
                             .complete = true,
                             .pack_hash = page->hash,
                             .evaluation = {.due = clock_.now() + 180 * kDayMs,
                                            .aims = "People get home after six\nStaff get home too",
                                            .measures = "Seats taken after six"}},
                            "Sue");
    EXPECT_TRUE(made) << made.error().detail;
    return *made;
  }
  std::string finding_name() { return findings_->findings(sue(), id_)->front().name; }

  std::unique_ptr<understand::Themes> themes_;
  std::unique_ptr<decide::Findings> findings_;
  std::unique_ptr<decide::Scrutiny> scrutiny_;
  std::unique_ptr<decide::Governance> governance_;
  std::unique_ptr<Evaluations> evaluations_;
  std::unique_ptr<Workstreams> workstreams_;
  std::unique_ptr<Learning> learning_;
  ActivityId id_;
  FindingId finding_;
};

TEST_P(FollowUpTest, ADecisionIsLookedAtAgainAgainstEveryAimAndEveryConcern) {
  const auto id = decided();
  auto due = evaluations_->due(sue());
  ASSERT_TRUE(due) << due.error().detail;
  ASSERT_EQ(due->size(), 1u);
  EXPECT_EQ((*due)[0].decision, id);
  EXPECT_FALSE((*due)[0].overdue);
  EXPECT_TRUE(evaluations_->due(anyone()).failed_with(ErrorKind::denied));
  clock_.advance(181 * kDayMs);
  EXPECT_TRUE(evaluations_->due(sue())->front().overdue);
  auto judged = to_judge(*governance_->decision(anyone(), id));
  ASSERT_EQ(judged.size(), 3u) << "two aims and one concern";
  EXPECT_EQ(judged[0].name, "People get home after six");
  EXPECT_EQ(judged[2].finding, finding_);
  for (Judgement& each : judged) each = {each.finding, each.name, Judged::met, "We counted."};
  NewEvaluation lacking{.judgements = {judged[0], judged[1]}};
  const auto without = evaluations_->keep(sue(), id, 0, lacking, "Sue");
  ASSERT_FALSE(without) << "the concern was left out";
  EXPECT_NE(without.error().said.find(finding_name()), std::string::npos) << without.error().said;
  judged[1].evidence = " ";
  EXPECT_FALSE(evaluations_->keep(sue(), id, 0, {.judgements = judged}, "Sue")) << "shown by what";
  judged[1].judged = Judged::too_early;
  EXPECT_TRUE(evaluations_->keep(anyone(), id, 0, {.judgements = judged}, "Dev")
                  .failed_with(ErrorKind::denied));
  const std::uint64_t before = *record_->verify(partnership_);
  const auto kept = evaluations_->keep(sue(), id, 0, {judged, "The shuttle goes on."}, "Sue");
  ASSERT_TRUE(kept) << kept.error().detail;
  EXPECT_EQ(*record_->verify(partnership_), before + 1) << "one entry of the record";
  EXPECT_TRUE(
      evaluations_->keep(sue(), id, 0, {judged, "Mine"}, "Tom").failed_with(ErrorKind::conflict));
  judged[0].judged = Judged::partly;
  ASSERT_TRUE(evaluations_->keep(sue(), id, 1, {judged, "Fewer than we thought."}, "Tom"));
  const auto read = *evaluations_->of(anyone(), id);
  ASSERT_EQ(read.size(), 2u) << "the first stays";
  EXPECT_EQ(read[0].details.judgements[0].judged, Judged::partly);
  EXPECT_EQ(read[0].by, "Tom");
  EXPECT_EQ(read[1].details.words, "The shuttle goes on.");
  EXPECT_EQ(read[1].details.judgements[1].judged, Judged::too_early);
  EXPECT_TRUE(evaluations_->due(sue())->empty());
}

TEST_P(FollowUpTest, FromAFindingOneReachesTheWorkstreamsAndWhatTheyDid) {
  const auto buses = workstreams_->add(
      sue(), {.organisation = "Fenmere Council", .name = "Bus contract", .lead = "Tom"}, "Sue");
  ASSERT_TRUE(buses) << buses.error().detail;
  EXPECT_TRUE(
      workstreams_->add(sue(), {.organisation = "Fenmere Council", .name = "Bus contract"}, "Tom")
          .failed_with(ErrorKind::conflict));
  EXPECT_FALSE(workstreams_->add(sue(), {.organisation = "Fenmere Council", .name = " "}, "Tom"));
  EXPECT_TRUE(workstreams_->add(anyone(), {.organisation = "X", .name = "Y"}, "Dev")
                  .failed_with(ErrorKind::denied));
  const auto rota =
      *workstreams_->add(sue(), {.organisation = "Tarn Trust", .name = "Rota"}, "Sue");
  ASSERT_TRUE(workstreams_->send(sue(), id_, finding_, *buses, "It is renewed in May.", "Sue"));
  ASSERT_TRUE(workstreams_->send(sue(), id_, finding_, rota, "", "Sue"));
  EXPECT_TRUE(
      workstreams_->send(sue(), id_, finding_, rota, "", "Sue").failed_with(ErrorKind::conflict));
  EXPECT_FALSE(workstreams_->send(sue(), id_, random_.id<FindingId>(), rota, "", "Sue"));
  EXPECT_FALSE(workstreams_->say(sue(), *buses, finding_, 0, Influence::changed, " ", "Tom"));
  ASSERT_TRUE(
      workstreams_->say(sue(), *buses, finding_, 0, Influence::considered, "We cost it.", "Tom"));
  EXPECT_TRUE(workstreams_->say(sue(), *buses, finding_, 0, Influence::changed, "Done.", "Tom")
                  .failed_with(ErrorKind::conflict));
  clock_.advance(kDayMs);
  ASSERT_TRUE(
      workstreams_->say(sue(), *buses, finding_, 1, Influence::changed, "A bus at 9.", "Tom"));
  const auto from = workstreams_->sent_from(sue(), id_);
  ASSERT_TRUE(from) << from.error().detail;
  ASSERT_EQ(from->size(), 2u);
  const auto bus = std::ranges::find(*from, *buses, &SentTo::workstream);
  ASSERT_NE(bus, from->end());
  EXPECT_EQ(bus->influence(), Influence::changed);
  ASSERT_EQ(bus->said.size(), 2u) << "what was said before stays";
  EXPECT_EQ(bus->said[0].words, "A bus at 9.");
  EXPECT_EQ(bus->said[1].words, "We cost it.");
  EXPECT_EQ(std::ranges::find(*from, rota, &SentTo::workstream)->influence(), Influence::waiting);
  const auto back = *workstreams_->sent_to(sue(), *buses);
  ASSERT_EQ(back.size(), 1u);
  EXPECT_EQ(back[0].finding, finding_) << "and back to what people said";
  EXPECT_EQ(back[0].activity, id_);
  EXPECT_TRUE(workstreams_->sent_from(anyone(), id_)->empty()) << "not before it is published";
  ASSERT_TRUE(workstreams_->end(sue(), rota));
  EXPECT_TRUE(workstreams_->all(anyone())->back().ended);
  const auto another =
      *findings_->approve(lead(), id_, themes_->frame(lead(), id_)->themes[1].id, "Parking.", "Jo");
  EXPECT_FALSE(workstreams_->send(sue(), id_, another, rota, "", "Sue")) << "it has ended";
}

TEST_P(FollowUpTest, WhatWasLearntIsSearchedAndReachesPeersWhoFollowOnce) {
  Told told(stores_.identity(), clock_, random_);
  Happened happened(stores_.main(), clock_);
  const auto id = learning_->add(sue(), id_, {.words = "Ask when the last bus goes."}, "Sue");
  ASSERT_TRUE(id) << id.error().detail;
  EXPECT_FALSE(learning_->add(sue(), id_, {.words = " ", .evidence = "x"}, "Sue"));
  EXPECT_FALSE(learning_->publish(sue(), *id, 1)) << "no evidence yet";
  ASSERT_TRUE(learning_->change(sue(), *id, 1,
                                {.words = "Ask when the last bus goes.",
                                 .evidence = "One timetable was a year old.",
                                 .elsewhere = "Any clinic in the evening.",
                                 .topics = "transport"},
                                "Sue"));
  EXPECT_TRUE(
      learning_->change(sue(), *id, 1, {.words = "Mine"}, "Tom").failed_with(ErrorKind::conflict));
  EXPECT_TRUE(learning_->search(anyone(), "")->empty()) << "not published";
  EXPECT_EQ(happened.events(lead())->size(), 0u);
  EXPECT_TRUE(learning_->publish(anyone(), *id, 2).failed_with(ErrorKind::denied));
  // A partner elsewhere follows everything, by letter: nothing to confirm.
  ASSERT_TRUE(told.ask(
      anyone(), {.way = Way::letter, .name = "Westmoor Partnership", .postal = "1 High St"}, ""));
  ASSERT_TRUE(learning_->publish(sue(), *id, 2));
  EXPECT_TRUE(
      learning_->change(sue(), *id, 3, {.words = "Other"}, "Sue").failed_with(ErrorKind::conflict))
      << "peers have read it";
  EXPECT_EQ(learning_->search(anyone(), "BUS timetable")->size(), 1u);
  EXPECT_EQ(learning_->search(anyone(), "bus chiropody")->size(), 0u);
  EXPECT_EQ(learning_->of(anyone(), id_)->front().details.elsewhere, "Any clinic in the evening.");
  EXPECT_EQ(*happened.tell(lead(), told), 1);
  EXPECT_EQ(*happened.tell(lead(), told), 0) << "once";
  const std::string sheets =
      *told.print_run(lead(), {.origin = "https://heed.example", .partnership = "Fenmere"});
  EXPECT_NE(sheets.find("Westmoor Partnership"), std::string::npos);
  EXPECT_NE(sheets.find("Any clinic in the evening."), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(On, FollowUpTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::act
