// Code frames and coding: two people at once, blind double coding, undoing, and what an outsider
// and a method may not do.
#include "understand/coding.h"
#include "understand/coded_file.h"

#include "testing/listening.h"
#include "understand/themes.h"

namespace heed::understand {
namespace {

using enum Capability;
constexpr auto kLeast = partners::Role::decision_secretary;  // Reads no words by itself.

class CodingTest : public testing::ListeningTest {
 protected:
  void set_up() override {
    frames_ = std::make_unique<CodeFrames>(stores_.main(), clock_, random_);
    coding_ = std::make_unique<Coding>(stores_.main(), clock_, random_);
    id_ = activity_of(testing::evening_csv(4));
    buses_ = *frames_->add(jo(), id_, {.name = "Buses", .definition = "Getting home by bus"}, "Jo");
    cars_ = *frames_->add(jo(), id_, {.name = "Parking"}, "Jo");
  }
  Scope jo() const { return someone(1, {read_summary, read_text, code}); }
  Scope priya() const { return someone(2, {read_summary, read_text, code, approve_finding}); }
  VoiceId next(const Scope& scope, std::int64_t after = 0) {
    const auto found = coding_->next(scope, id_, after);
    EXPECT_TRUE(found && *found);
    return **found;
  }
  std::vector<VoiceId> in_order() {
    std::vector<VoiceId> all;
    std::int64_t after = 0;
    for (;;) {
      const auto found = *coding_->next(someone(99, {read_text, code}), id_, after);
      if (!found) return all;
      all.push_back(*found);
      after = coding_->voice(jo(), id_, *found)->number;
    }
  }
  std::unique_ptr<CodeFrames> frames_;
  std::unique_ptr<Coding> coding_;
  ActivityId id_;
  CodeId buses_, cars_;
};

TEST_P(CodingTest, AFrameIsATreeWithVersionsAndAnOldOneStillReads) {
  const auto sunday = frames_->add(
      jo(), id_,
      {.parent = buses_, .name = "Sundays", .includes = "No bus at all", .excludes = "Late buses"},
      "Jo");
  ASSERT_TRUE(sunday) << sunday.error().detail;
  const CodeTree before = *frames_->tree(jo(), id_);
  EXPECT_EQ(before.version, 3);
  ASSERT_EQ(before.codes.size(), 3u);
  EXPECT_EQ(before.codes[1].id, *sunday) << "under its parent";
  EXPECT_EQ(before.codes[1].depth, 1);
  ASSERT_TRUE(
      frames_->change(jo(), id_, *sunday, 3, {.parent = cars_, .name = "Sunday travel"}, "Priya"));
  EXPECT_TRUE(frames_->change(jo(), id_, *sunday, 3, {.name = "Sundays"}, "Jo")
                  .failed_with(ErrorKind::conflict));
  EXPECT_EQ(frames_->tree(jo(), id_)->find(*sunday)->text.name, "Sunday travel");
  EXPECT_EQ(frames_->tree(jo(), id_, 3)->find(*sunday)->text.includes, "No bus at all");
  EXPECT_EQ(frames_->history(jo(), id_, *sunday)->size(), 2u);
  EXPECT_FALSE(frames_->change(jo(), id_, cars_, 2, {.parent = *sunday, .name = "Parking"}, "Jo"))
      << "a code under itself";
  EXPECT_TRUE(frames_->add(jo(), id_, {.name = "parking"}, "Jo").failed_with(ErrorKind::conflict));
  ASSERT_TRUE(frames_->retire(jo(), id_, cars_, 2, true, "Jo"));
  EXPECT_TRUE(frames_->tree(jo(), id_)->find(cars_)->retired);
  EXPECT_TRUE(frames_->add(anyone(), id_, {.name = "x"}, "Dev").failed_with(ErrorKind::denied));
}

TEST_P(CodingTest, SpansStanceAndSeveralCodesAreKeptWithTheFramesVersion) {
  const VoiceId voice = next(jo());
  const VoiceToCode before = *coding_->voice(jo(), id_, voice);
  const Markings wanted{
      .codes = {{buses_, 4, 17, Stance::against}, {cars_, 0, 0, Stance::none}},
      .flags = {{Flag::new_evidence, "A timetable we had not seen"}, {Flag::material}}};
  ASSERT_TRUE(coding_->save(jo(), id_, voice, before.version, wanted, "Jo"));
  const VoiceToCode after = *coding_->voice(jo(), id_, voice);
  EXPECT_EQ(after.markings.codes, wanted.codes);
  EXPECT_EQ(after.markings.flags, wanted.flags);
  EXPECT_TRUE(after.read);
  EXPECT_NE(next(jo()), voice) << "read, so it does not come again";
  const auto counts = *coding_->counts(jo(), id_);
  ASSERT_EQ(counts.size(), 2u);
  EXPECT_EQ(counts[0].voices, 1);
  EXPECT_EQ(coding_->flagged(jo(), id_)->size(), 2u);
  EXPECT_EQ(coding_->history(jo(), id_, voice)->back().sentence,
            "Jo put “Buses” on it (on some of the words), against, under version 2 of the codes.");
  EXPECT_FALSE(coding_->save(jo(), id_, next(jo()), 0, {.codes = {{buses_, 4, 9'999}}}, "Jo"))
      << "past the end of the words";
  EXPECT_FALSE(coding_->save(jo(), id_, next(jo()), 0, {.flags = {{Flag::outside_scope}}}, "Jo"))
      << "sent nowhere";
}

TEST_P(CodingTest, TwoAnalystsAtOnceLoseNothing) {
  const VoiceId voice = next(jo());
  const std::int64_t seen = coding_->voice(jo(), id_, voice)->version;
  ASSERT_TRUE(coding_->save(jo(), id_, voice, seen, {.codes = {{buses_}}}, "Jo"));
  EXPECT_TRUE(coding_->save(priya(), id_, voice, seen, {.codes = {{cars_}}}, "Priya")
                  .failed_with(ErrorKind::conflict));
  const VoiceToCode now = *coding_->voice(priya(), id_, voice);
  EXPECT_EQ(now.by, "Jo");
  ASSERT_EQ(now.markings.codes.size(), 1u) << "hers are shown";
  ASSERT_TRUE(
      coding_->save(priya(), id_, voice, now.version, {.codes = {{buses_}, {cars_}}}, "Priya"));
  EXPECT_EQ(coding_->voice(jo(), id_, voice)->markings.codes.size(), 2u);
}

TEST_P(CodingTest, AnUndoIsARulingAndCanItselfBeUndone) {
  const VoiceId voice = next(jo());
  ASSERT_TRUE(coding_->save(jo(), id_, voice, 0, {.codes = {{buses_}}}, "Jo"));
  const auto history = *coding_->history(jo(), id_, voice);
  const auto made = std::find_if(history.begin(), history.end(),
                                 [](const RulingOnVoice& line) { return line.can_reverse; });
  ASSERT_NE(made, history.end());
  ASSERT_TRUE(coding_->reverse(jo(), id_, made->number, "Priya"));
  EXPECT_TRUE(coding_->voice(jo(), id_, voice)->markings.codes.empty());
  EXPECT_TRUE(coding_->reverse(jo(), id_, made->number, "Jo").failed_with(ErrorKind::conflict));
  const auto back = *coding_->history(jo(), id_, voice);
  ASSERT_TRUE(coding_->reverse(jo(), id_, back[0].number, "Jo"));
  EXPECT_EQ(coding_->voice(jo(), id_, voice)->markings.codes.size(), 1u);
  EXPECT_EQ(coding_->history(jo(), id_, voice)->size(), 4u) << "everything stays in the history";
}

TEST_P(CodingTest, ASampleIsCodedTwiceBlindAndWhereTwoDifferAPersonSettlesIt) {
  ASSERT_EQ(*coding_->draw_sample(jo(), id_, 100), 12);
  const std::vector<VoiceId> voices = in_order();
  ASSERT_EQ(voices.size(), 12u);
  for (const VoiceId voice : voices)
    ASSERT_TRUE(coding_->save(jo(), id_, voice, 0, {.codes = {{buses_}}}, "Jo"));
  EXPECT_FALSE(*coding_->next(jo(), id_, 0)) << "nobody codes their own twice";
  for (std::size_t i = 0; i < voices.size(); ++i) {
    const VoiceToCode blind = *coding_->voice(priya(), id_, next(priya()));
    EXPECT_EQ(blind.pass, Pass::second);
    EXPECT_TRUE(blind.markings.codes.empty()) << "she must not see Jo's";
    EXPECT_TRUE(coding_->history(priya(), id_, blind.voice)->empty());
    ASSERT_TRUE(coding_->save(priya(), id_, blind.voice, blind.version,
                              {.codes = {{i < 3 ? cars_ : buses_}}}, "Priya"));
  }
  EXPECT_FALSE(*coding_->next(priya(), id_, 0));
  const Agreement agreement = *coding_->agreement(jo(), id_);
  EXPECT_EQ(agreement.voices, 12);
  EXPECT_NEAR(agreement.percent, 75, 1e-9);
  // Jo never used the other code, so all that agrees is what chance would bring.
  EXPECT_NEAR(agreement.kappa.value_or(-1), 0, 1e-9);
  const auto differ = *coding_->disagreements(jo(), id_);
  ASSERT_EQ(differ.size(), 3u);
  EXPECT_EQ(differ[0].first_by, "Jo");
  EXPECT_EQ(differ[0].second_by, "Priya");
  ASSERT_TRUE(
      coding_->settle(jo(), id_, differ[0].voice, differ[0].version, {.codes = {{cars_}}}, "Tom"));
  EXPECT_EQ(coding_->disagreements(jo(), id_)->size(), 2u);
  std::int64_t cars = 0;
  for (const CodeCount& count : *coding_->counts(jo(), id_))
    if (count.code == cars_) cars = count.voices;
  EXPECT_EQ(cars, 1) << "the settled one counts, the second reader's others do not";
  const Progress progress = *coding_->progress(jo(), id_);
  EXPECT_EQ(progress.read, 12);
  EXPECT_EQ(progress.voices, 12);
  EXPECT_EQ(progress.coded_twice, 12);
  EXPECT_EQ(progress.differ, 2);
}

TEST_P(CodingTest, ProposalsAreOffForAFormalConsultationUntilSomebodySaysOtherwise) {
  Themes themes(stores_.main(), clock_, random_);
  for (const auto kind : {plan::ActivityKind::listening, plan::ActivityKind::formal_consultation}) {
    const ActivityId id = activity_of(testing::evening_csv(40), kind);
    ASSERT_TRUE(themes.propose(lead(), id));
    ASSERT_TRUE(frames_->make_from_themes(jo(), id, "Jo"));
    const VoiceToCode voice = *coding_->voice(jo(), id, **coding_->next(jo(), id, 0));
    const bool formal = kind == plan::ActivityKind::formal_consultation;
    EXPECT_EQ(voice.proposed.empty(), formal);
    EXPECT_EQ(voice.proposed_by, formal ? "" : "Heed themes 1") << "always labelled";
    EXPECT_TRUE(voice.markings.codes.empty()) << "a proposal is no coding";
    if (!formal) continue;
    ASSERT_TRUE(coding_->show_proposals(jo(), id, true, "Jo"));
    EXPECT_FALSE(coding_->voice(jo(), id, voice.voice)->proposed.empty());
  }
}

TEST_P(CodingTest, TheUsualCodesBeginWithWhatKeepsPeopleFromAService) {
  const ActivityId id = activity_of(testing::evening_csv(3), plan::ActivityKind::listening);
  EXPECT_FALSE(frames_->make_usual(someone(3, {read_summary, read_text}), id, "Tom"));
  ASSERT_TRUE(frames_->make_usual(jo(), id, "Jo"));
  const CodeTree tree = *frames_->tree(jo(), id);
  const auto named = [&](std::string_view name) {
    return *std::ranges::find(tree.codes, name, [](const Code& code) { return code.text.name; });
  };
  const Code access = named("Getting the service");
  EXPECT_TRUE(access.text.parent.is_null());
  for (const char* barrier : {"Travel", "Cost", "Opening times", "Online only"})
    EXPECT_EQ(named(barrier).text.parent, access.id) << barrier;
  for (const Code& code : tree.codes) EXPECT_FALSE(code.text.definition.empty()) << code.text.name;
  // Theirs from here on: changed like any other, and made once.
  ASSERT_TRUE(frames_->change(jo(), id, access.id, access.version,
                              {.name = "Reaching the clinic", .definition = "As we mean it"},
                              "Jo"));
  const auto again = frames_->make_usual(jo(), id, "Jo");
  ASSERT_FALSE(again);
  EXPECT_TRUE(again.failed_with(ErrorKind::conflict));
}

TEST_P(CodingTest, WhatIsOutsideTheScopeReachesThePersonItWasSentTo) {
  const auto tom = partners_->add_person(
      lead(), {.name = "Tom Hale", .email = "Tom@trust.example", .roles = {kLeast}});
  ASSERT_TRUE(tom) << tom.error().detail;
  const VoiceId voice = next(jo());
  ASSERT_TRUE(coding_->save(jo(), id_, voice, 0,
                            {.flags = {{Flag::outside_scope, "tom@Trust.example"}}}, "Jo"));
  const auto his = *coding_->sent_to(Scope::for_person(partnership_, *tom, 0));
  ASSERT_EQ(his.size(), 1u);
  EXPECT_EQ(his[0].voice, voice);
  EXPECT_TRUE(coding_->sent_to(priya())->empty()) << "nobody else's";
}

TEST_P(CodingTest, AnOutsideAnalystReadsOneActivityUntilADate) {
  const auto jo_outside = partners_->add_person(
      lead(), {.name = "Jo Reed", .email = "jo@agency.example", .roles = {kLeast}});
  ASSERT_TRUE(jo_outside);
  const Scope bare = Scope::for_person(partnership_, *jo_outside, 0);
  EXPECT_TRUE(coding_->next(bare, id_, 0).failed_with(ErrorKind::denied));
  const TimeMs ends = clock_.now() + 7 * kDayMs;
  ASSERT_TRUE(coding_->note_workspace(lead(), id_, *jo_outside, "Agreement of 3 May", ends, "Ada"));
  ASSERT_TRUE(partners_->grant(lead(), {.person = *jo_outside,
                                        .activity = id_,
                                        .capabilities = static_cast<std::uint32_t>(code) |
                                                        static_cast<std::uint32_t>(read_text),
                                        .expires = ends}));
  const Scope granted = *partners_->scope_for(bare, id_);
  EXPECT_TRUE(coding_->next(granted, id_, 0));
  EXPECT_EQ(coding_->my_workspaces(bare)->front().agreement, "Agreement of 3 May");
  const ActivityId other = activity_of(testing::evening_csv(2));
  EXPECT_TRUE(
      coding_->next(*partners_->scope_for(bare, other), other, 0).failed_with(ErrorKind::denied));
  clock_.advance(8 * kDayMs);
  EXPECT_TRUE(
      coding_->next(*partners_->scope_for(bare, id_), id_, 0).failed_with(ErrorKind::denied));
  EXPECT_TRUE(coding_->my_workspaces(bare)->empty());
}

TEST_P(CodingTest, CodingsMadeElsewhereAreAnImportsAndNobodysReading) {
  std::vector<BroughtIn> rows;
  for (const VoiceId voice : in_order()) rows.push_back({voice, buses_, Stance::against});
  ASSERT_EQ(*coding_->bring_in(jo(), id_, rows, "agency.xlsx"), 12);
  EXPECT_EQ(coding_->counts(jo(), id_)->front().against, 12);
  EXPECT_EQ(coding_->progress(jo(), id_)->read, 0);
  EXPECT_EQ(coding_->by_grouping(jo(), id_)->front().voices, 12);
  EXPECT_EQ(coding_->voices_with(jo(), id_, buses_)->size(), 12u);
}

TEST_P(CodingTest, ACodedFileIsComparedBeforeItIsMergedAndTellsNothingOfWho) {
  listen::Voices voices(stores_.main());
  const std::string csv = comments_csv(*voices.all(jo(), id_));
  EXPECT_TRUE(csv.starts_with("comment,question,words,code,stance\r\n"));
  EXPECT_EQ(csv.find("web"), std::string::npos);
  const auto order = in_order();
  ASSERT_TRUE(coding_->save(jo(), id_, order[0], 0,
                            {.codes = {{.code = buses_, .stance = Stance::against}}}, "Jo"));
  std::string back = "Comment,Code,Stance\n";
  const std::string buses = frames_->tree(jo(), id_)->find(buses_)->text.name;
  back += order[0].text() + "," + buses + ",against\n";
  back += order[1].text() + "," + buses + ",for\n";
  back += order[2].text() + ",No such code,\n";
  back += order[3].text() + ",,\n";
  back += "not-a-comment," + buses + ",\n";
  const auto table = formats::read_table("agency.csv", back);
  ASSERT_TRUE(table);
  const auto theirs = compare(*coding_, *frames_, voices, jo(), id_, *table);
  ASSERT_TRUE(theirs) << theirs.error().said;
  EXPECT_EQ(theirs->rows, 5);
  EXPECT_EQ(theirs->comments, 4);
  EXPECT_EQ(theirs->unknown_codes, std::vector<std::string>{"No such code"});
  EXPECT_EQ(theirs->unknown_comments, std::vector<std::string>{"not-a-comment"});
  EXPECT_EQ(theirs->already, 1);
  EXPECT_EQ(theirs->coded_both, 1);
  EXPECT_EQ(theirs->same, 1);
  ASSERT_EQ(theirs->fresh.size(), 1u);
  EXPECT_EQ(theirs->fresh[0].voice, order[1]);
  ASSERT_TRUE(coding_->bring_in(jo(), id_, theirs->fresh, "agency.csv"));
  EXPECT_TRUE(compare(*coding_, *frames_, voices, jo(), id_, *table)->fresh.empty())
      << "merged once";
  EXPECT_EQ(coding_->progress(jo(), id_)->read, 1) << "a file is nobody's reading";
  const auto unheaded = formats::read_table("a.csv", "what,code\nx,y\n");
  EXPECT_FALSE(compare(*coding_, *frames_, voices, jo(), id_, *unheaded));
}

INSTANTIATE_TEST_SUITE_P(On, CodingTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::understand
