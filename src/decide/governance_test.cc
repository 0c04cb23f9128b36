// A board that decides with one gap, in public and not "complete"; who read what; and scrutiny.
#include "decide/governance.h"

#include "testing/listening.h"
#include "understand/themes.h"

namespace heed::decide {
namespace {

using enum Capability;

class GovernanceTest : public testing::ListeningTest {
 protected:
  void set_up() override {
    themes_ = std::make_unique<understand::Themes>(stores_.main(), clock_, random_);
    findings_ =
        std::make_unique<Findings>(stores_.main(), *record_, *keys_, *themes_, clock_, random_);
    scrutiny_ = std::make_unique<Scrutiny>(stores_.main(), clock_, random_);
    governance_ = std::make_unique<Governance>(stores_.main(), *record_, *findings_, *scrutiny_,
                                               clock_, random_);
    id_ = activity_of(testing::evening_csv(40));
    EXPECT_TRUE(themes_->propose(lead(), id_));
    const auto frame = *themes_->frame(lead(), id_);
    answered_ = *findings_->approve(lead(), id_, frame.themes[0].id, "Buses stop early.", "Jo");
    open_ = *findings_->approve(lead(), id_, frame.themes[1].id, "Parking is dear.", "Jo");
    EXPECT_TRUE(findings_->respond(lead(), id_, answered_, 0,
                                   {.what = "A shuttle", .because = "Nobody got home."}, "Priya"));
    board_ = *governance_->add_body(sue(), "Fenmere Board", "board");
    meeting_ = *governance_->plan_meeting(
        sue(), {.body = board_, .held = clock_.now() + 10 * kDayMs, .place = "Town Hall"});
    item_ = *governance_->add_item(sue(), meeting_, paper(), "Sue");
  }
  Scope sue() const {
    return someone(1, {read_summary, read_findings, respond, record_decision, publish});
  }
  Scope osei() const { return someone(2, {read_summary, read_findings}); }
  Item paper() const {
    return {.activity = id_,
            .title = "Getting here",
            .asked = "Decide on the shuttle.",
            .voice_section = "Most said that they cannot get home."};
  }
  NewDecision decision() {
    return {.decided = "A shuttle runs from March.",
            .reasons = "People could not get home.",
            .pack_hash = governance_->board_page(sue(), meeting_, item_)->hash};
  }
  std::unique_ptr<understand::Themes> themes_;
  std::unique_ptr<Findings> findings_;
  std::unique_ptr<Scrutiny> scrutiny_;
  std::unique_ptr<Governance> governance_;
  ActivityId id_;
  FindingId answered_, open_;
  BodyId board_;
  MeetingId meeting_;
  std::int64_t item_ = 0;
};

TEST_P(GovernanceTest, AGapIsDecidedWithItsReasonAndShownAndCannotBeCalledComplete) {
  const BoardPage page = *governance_->board_page(osei(), meeting_, item_);
  ASSERT_EQ(page.gaps.size(), 1u);
  EXPECT_EQ(page.gaps[0].id, open_);
  NewDecision wanted = decision();
  EXPECT_FALSE(governance_->decide(sue(), meeting_, item_, wanted, "Sue")) << "a gap without why";
  wanted.gap_reasons = {{open_, "The car park belongs to the council; we have asked them."}};
  wanted.complete = true;
  const auto complete = governance_->decide(sue(), meeting_, item_, wanted, "Sue");
  ASSERT_FALSE(complete);
  EXPECT_NE(complete.error().said.find("not complete"), std::string::npos);
  wanted.complete = false;
  EXPECT_TRUE(governance_->decide(osei(), meeting_, item_, wanted, "Dr Osei")
                  .failed_with(ErrorKind::denied));
  const std::uint64_t before = *record_->verify(partnership_);
  const auto id = governance_->decide(sue(), meeting_, item_, wanted, "Sue");
  ASSERT_TRUE(id) << id.error().detail;
  EXPECT_TRUE(
      governance_->decide(sue(), meeting_, item_, wanted, "Sue").failed_with(ErrorKind::conflict))
      << "a second press";
  const auto read = governance_->decision(anyone(), *id);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->decided, "A shuttle runs from March.");
  EXPECT_TRUE(read->in_public);
  EXPECT_EQ(read->body, "Fenmere Board");
  ASSERT_EQ(read->gaps.size(), 1u);
  EXPECT_NE(read->gaps[0].reason.find("council"), std::string::npos);
  EXPECT_EQ(read->pack_hash, wanted.pack_hash);
  EXPECT_EQ(*record_->verify(partnership_), before + 1) << "one entry of the record";
  EXPECT_EQ(governance_->decisions(anyone(), id_)->size(), 1u);
}

TEST_P(GovernanceTest, ADecisionIsCompleteOnlyWithADayToLookAgainOrWhyThereIsNone) {
  ASSERT_TRUE(findings_->respond(sue(), id_, open_, 0,
                                 {.what = "Fees stay", .because = "No money."}, "Sue"));
  NewDecision wanted = decision();
  wanted.complete = true;
  const auto none = governance_->decide(sue(), meeting_, item_, wanted, "Sue");
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().said.find("looked at again"), std::string::npos);
  wanted.evaluation.due = clock_.now() + 180 * kDayMs;
  EXPECT_FALSE(governance_->decide(sue(), meeting_, item_, wanted, "Sue")) << "judged by nothing";
  wanted.evaluation.aims = "People get home.";
  wanted.evaluation.measures = "Seats taken after six";
  wanted.evaluation.none_because = "It is small.";
  EXPECT_FALSE(governance_->decide(sue(), meeting_, item_, wanted, "Sue")) << "both";
  wanted.evaluation.none_because = " ";
  wanted.evaluation.due = clock_.now();
  EXPECT_FALSE(governance_->decide(sue(), meeting_, item_, wanted, "Sue")) << "not later";
  wanted.evaluation.due = clock_.now() + 180 * kDayMs;
  const auto id = governance_->decide(sue(), meeting_, item_, wanted, "Sue");
  ASSERT_TRUE(id) << id.error().detail;
  const auto read = governance_->decision(anyone(), *id);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->evaluation.due, wanted.evaluation.due);
  EXPECT_EQ(read->evaluation.aims, "People get home.");
  EXPECT_EQ(read->evaluation.measures, "Seats taken after six");
  NewDecision small = decision();
  small.complete = true;
  small.evaluation.none_because = "It is a trial of a week.";
  const auto second = governance_->add_item(sue(), meeting_, paper(), "Sue");
  ASSERT_TRUE(second) << second.error().detail;
  const auto without = governance_->decide(sue(), meeting_, *second, small, "Sue");
  ASSERT_TRUE(without) << without.error().detail;
  EXPECT_EQ(governance_->decision(anyone(), *without)->evaluation.none_because,
            "It is a trial of a week.");
}

TEST_P(GovernanceTest, ADecisionLeadsBackToEveryFindingThatWasBeforeIt) {
  NewDecision wanted = decision();
  wanted.gap_reasons = {{open_, "Later."}};
  const auto id = governance_->decide(sue(), meeting_, item_, wanted, "Sue");
  ASSERT_TRUE(id) << id.error().detail;
  const Decision read = *governance_->decision(anyone(), *id);
  const auto before = findings_->findings(sue(), id_);
  ASSERT_EQ(read.heard.size(), before->size());
  for (std::size_t i = 0; i < read.heard.size(); ++i) {
    EXPECT_EQ(read.heard[i].finding, (*before)[i].id);
    EXPECT_EQ(read.heard[i].theme, (*before)[i].theme);
    EXPECT_EQ(read.heard[i].said_by, (*before)[i].said_by) << "as it may be shown";
  }
}

TEST_P(GovernanceTest, WhatWasBeforeTheBoardIsWhatItDecidedOn) {
  NewDecision wanted = decision();
  wanted.gap_reasons = {{open_, "Later."}};
  ASSERT_TRUE(findings_->respond(sue(), id_, answered_, 1,
                                 {.what = "No shuttle", .because = "No money."}, "Sue"));
  EXPECT_TRUE(
      governance_->decide(sue(), meeting_, item_, wanted, "Sue").failed_with(ErrorKind::conflict));
  EXPECT_TRUE(governance_->mark_read(osei(), meeting_, item_, wanted.pack_hash, "Dr Osei")
                  .failed_with(ErrorKind::conflict));
}

TEST_P(GovernanceTest, AMeetingOutsideThePublicSaysWhyAndItsDecisionToo) {
  EXPECT_FALSE(governance_->plan_meeting(
      sue(), {.body = board_, .held = clock_.now(), .in_public = false, .closed_reason = " "}));
  const auto closed =
      governance_->plan_meeting(sue(), {.body = board_,
                                        .held = clock_.now(),
                                        .in_public = false,
                                        .closed_reason = "It names members of staff."});
  ASSERT_TRUE(closed);
  const auto item = governance_->add_item(sue(), *closed, paper(), "Sue");
  NewDecision wanted = decision();
  wanted.gap_reasons = {{open_, "Later."}};
  const auto id = governance_->decide(sue(), *closed, *item, wanted, "Sue");
  ASSERT_TRUE(id) << id.error().detail;
  EXPECT_EQ(governance_->decision(anyone(), *id)->closed_reason, "It names members of staff.");
  EXPECT_FALSE(governance_->decision(anyone(), *id)->in_public);
}

TEST_P(GovernanceTest, MinutesAreKeptOnceAndNobodyWritesOverAnothers) {
  const auto seen = governance_->meeting(sue(), meeting_)->version;
  ASSERT_TRUE(governance_->keep_minutes(sue(), meeting_, seen, " The board agreed. "));
  EXPECT_TRUE(governance_->keep_minutes(sue(), meeting_, seen, "It did not.")
                  .failed_with(ErrorKind::conflict));
  EXPECT_EQ(governance_->meeting(sue(), meeting_)->minutes, "The board agreed.");
}

TEST_P(GovernanceTest, NoPaperLeavesOutWhatPeopleSaidAndReadersAreKnown) {
  Item empty = paper();
  empty.voice_section = "  ";
  EXPECT_FALSE(governance_->add_item(sue(), meeting_, empty, "Sue"));
  const std::string hash = governance_->board_page(osei(), meeting_, item_)->hash;
  ASSERT_TRUE(governance_->mark_read(osei(), meeting_, item_, hash, "Dr Osei"));
  ASSERT_TRUE(governance_->mark_read(osei(), meeting_, item_, hash, "Dr Osei"));
  const auto readers = *governance_->readers(osei(), meeting_);
  ASSERT_EQ(readers.size(), 1u);
  EXPECT_EQ(readers[0].person, "Dr Osei");
  EXPECT_EQ(readers[0].pack_hash, hash);
  EXPECT_EQ(readers[0].when, clock_.now());
}

TEST_P(GovernanceTest, ThePublicSeesAMeetingOnceItsNoticeIsOut) {
  EXPECT_TRUE(governance_->meetings(anyone())->empty());
  EXPECT_TRUE(governance_->meeting(anyone(), meeting_).failed_with(ErrorKind::not_found));
  ASSERT_TRUE(governance_->publish_notice(sue(), meeting_, 1));
  EXPECT_TRUE(governance_->publish_notice(sue(), meeting_, 1).failed_with(ErrorKind::conflict));
  const auto seen = *governance_->meetings(anyone());
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].items[0].title, "Getting here");
  EXPECT_TRUE(governance_->board_page(anyone(), meeting_, item_).failed_with(ErrorKind::denied));
}

TEST_P(GovernanceTest, AnAdvisersDissentReachesTheBoardAndTheDecision) {
  const Scope amina = someone(3, {read_summary, read_text, read_findings, advise_equality});
  const std::string hash = Findings::page_hash(*findings_->draft_page(amina, id_));
  ASSERT_TRUE(
      findings_->record_view(amina, id_, Satisfied::no, "Nobody asked carers.", hash, "Amina"));
  const BoardPage page = *governance_->board_page(osei(), meeting_, item_);
  ASSERT_EQ(page.page.equality.size(), 1u);
  EXPECT_EQ(page.page.equality[0].satisfied, Satisfied::no);
  NewDecision wanted = decision();
  wanted.gap_reasons = {{open_, "Later."}};
  const auto id = governance_->decide(sue(), meeting_, item_, wanted, "Sue");
  ASSERT_TRUE(id);
  EXPECT_EQ(governance_->decision(anyone(), *id)->equality[0].words, "Nobody asked carers.");
}

TEST_P(GovernanceTest, ScrutinyKeepsBothDatesWhatACommitteeSaidAndTheDisagreement) {
  const auto item = scrutiny_->start(
      sue(), id_, {.authority = "Fenmere Council", .committee = "Health scrutiny"});
  ASSERT_TRUE(item) << item.error().detail;
  EXPECT_FALSE(scrutiny_->publish_dates(sue(), *item)) << "no dates yet";
  const TimeMs comments = clock_.now() + 20 * kDayMs, decided = clock_.now() + 40 * kDayMs;
  EXPECT_FALSE(scrutiny_->set_dates(sue(), *item, 1, decided, comments, "x", "Sue"));
  ASSERT_TRUE(scrutiny_->set_dates(sue(), *item, 1, comments, decided, "First dates.", "Sue"));
  EXPECT_TRUE(scrutiny_->items(anyone(), id_)->empty()) << "not public yet";
  ASSERT_TRUE(scrutiny_->publish_dates(sue(), *item));
  ASSERT_TRUE(scrutiny_->say(sue(), *item, ScrutinyKind::recommendation, "Run a shuttle.", true,
                             "Leah Ward"));
  ASSERT_TRUE(
      scrutiny_->say(sue(), *item, ScrutinyKind::disagreement, "It costs too much.", false, "Sue"));
  ASSERT_TRUE(scrutiny_->say(sue(), *item, ScrutinyKind::step, "We meet on Friday.", false, "Sue"));
  const auto seen = *scrutiny_->items(anyone(), id_);
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].events.size(), 4u);
  EXPECT_EQ(seen[0].details.comments_due, comments);
  EXPECT_TRUE(governance_->board_page(sue(), meeting_, item_)->before_comments_due);
}

TEST_P(GovernanceTest, OnceThereIsAJointCommitteeOnlyItComments) {
  const auto one = *scrutiny_->start(sue(), id_, {.authority = "Fenmere Council"});
  const auto joint = *scrutiny_->start(sue(), id_, {.authority = "Both councils", .joint = true});
  EXPECT_FALSE(scrutiny_->say(sue(), one, ScrutinyKind::comment, "No.", true, "Leah"));
  EXPECT_TRUE(scrutiny_->say(sue(), joint, ScrutinyKind::comment, "Yes.", true, "Leah"));
  EXPECT_TRUE(scrutiny_->say(sue(), one, ScrutinyKind::view, "Not substantial.", true, "Leah"));
}

TEST_P(GovernanceTest, ARecommendationSaysWhatSpeaksForItAndAgainstItAndIsPartOfThePack) {
  Recommendations recommendations(stores_.main(), clock_, random_);
  const std::string before = governance_->board_page(osei(), meeting_, item_)->hash;
  EXPECT_FALSE(recommendations.add(sue(), id_, {.words = "A shuttle."}, "Sue")) << "no finding";
  EXPECT_FALSE(recommendations.add(
      sue(), id_, {.words = "A shuttle.", .in_favour = {open_}, .against = {open_}}, "Sue"))
      << "one finding on both sides";
  EXPECT_FALSE(recommendations.add(
      sue(), id_, {.words = "A shuttle.", .in_favour = {random_.id<FindingId>()}}, "Sue"));
  const NewRecommendation shuttle{
      .words = "A shuttle.", .in_favour = {answered_}, .against = {open_}};
  EXPECT_TRUE(recommendations.add(osei(), id_, shuttle, "Osei").failed_with(ErrorKind::denied));
  const auto id = recommendations.add(sue(), id_, shuttle, "Sue");
  ASSERT_TRUE(id) << id.error().detail;
  const BoardPage page = *governance_->board_page(osei(), meeting_, item_);
  ASSERT_EQ(page.recommendations.size(), 1u);
  EXPECT_EQ(page.recommendations[0].details.in_favour, std::vector{answered_});
  EXPECT_EQ(page.recommendations[0].details.against, std::vector{open_});
  EXPECT_NE(page.hash, before) << "what is recommended is part of what was before them";
  EXPECT_TRUE(recommendations.all(anyone(), id_)->empty()) << "not public before it is answered";
  ASSERT_TRUE(recommendations.change(
      sue(), id_, *id, 1, {.words = "A shuttle for a year.", .against = {open_}}, "Sue"));
  EXPECT_TRUE(
      recommendations.change(sue(), id_, *id, 1, shuttle, "Tom").failed_with(ErrorKind::conflict));
  ASSERT_TRUE(recommendations.withdraw(sue(), id_, *id, 2));
  EXPECT_EQ(governance_->board_page(osei(), meeting_, item_)->hash, before);
}

INSTANTIATE_TEST_SUITE_P(On, GovernanceTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::decide
