// The thread after listening: themes, rulings, findings, responses, a published page and its Word
// appendix, on both databases.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "decide/findings.h"
#include "decide/forget.h"
#include "decide/inside/noted.h"
#include "decide/inside/said_of.h"
#include "decide/stated.h"
#include "listen/voices.h"
#include "testing/listening.h"
#include "testing/shared_data.h"
#include "understand/codes.h"
#include "understand/coding.h"
#include "understand/themes.h"

namespace heed::decide {
namespace {

using listen::Role;

TEST(Noted, IsNoAnswerHoweverItIsDressed) {
  for (const char* words : {"Noted", "NOTED!!", " noted. ", "Noted, with thanks.", "We note this"})
    EXPECT_TRUE(inside::is_only_noted(words)) << words;
  for (const char* words : {"Noted, and the bus now runs", "No", "We added a bus"})
    EXPECT_FALSE(inside::is_only_noted(words)) << words;
}

TEST(SaidBy, GoesThroughDisclosure) {
  const auto said = inside::said_by({3, 1204, 0}, 5000);
  EXPECT_EQ(said[0], "said by fewer than 8 people");
  EXPECT_EQ(said[1], "said by 1,205 people");
}

class DecideTest : public testing::ListeningTest {
 protected:
  void set_up() override {
    themes_ = std::make_unique<understand::Themes>(stores_.main(), clock_, random_);
    findings_ =
        std::make_unique<Findings>(stores_.main(), *record_, *keys_, *themes_, clock_, random_);
  }
  // Three subjects, each said often enough to be a theme.
  ActivityId read_activity(plan::ActivityKind kind = plan::ActivityKind::listening) {
    const ActivityId id = activity_of(testing::evening_csv(40), kind);
    const auto proposed = themes_->propose(lead(), id);
    EXPECT_TRUE(proposed) << proposed.error().detail;
    return id;
  }
  std::unique_ptr<understand::Themes> themes_;
  std::unique_ptr<Findings> findings_;
};

TEST_P(DecideTest, RulingsChangeWhatIsReadAndNeverWhatWasProposed) {
  const ActivityId id = read_activity();
  const auto before = themes_->frame(lead(), id);
  ASSERT_TRUE(before);
  ASSERT_GE(before->themes.size(), 3u);
  const ThemeId a = before->themes[0].id, b = before->themes[1].id;
  ASSERT_TRUE(themes_->rename(lead(), id, a, "Evening buses", "Priya"));
  ASSERT_TRUE(themes_->mark_material(lead(), id, a, true, "Jo"));
  ASSERT_TRUE(themes_->merge(lead(), id, b, a, "Priya"));
  EXPECT_TRUE(themes_->rename(lead(), id, b, "Gone", "Tom").failed_with(ErrorKind::conflict));
  const auto after = themes_->frame(lead(), id);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->themes.size(), before->themes.size() - 1);
  EXPECT_EQ(after->themes[0].name, "Evening buses");
  EXPECT_TRUE(after->themes[0].material);
  EXPECT_EQ(after->themes[0].voices, before->themes[0].voices + before->themes[1].voices);
  EXPECT_EQ(themes_->rulings(lead(), id)->size(), 3u);
  EXPECT_TRUE(themes_->propose(lead(), id).failed_with(ErrorKind::conflict))
      << "a fresh proposal would throw people's rulings away";
}

TEST_P(DecideTest, AQuoteNeedsThePersonsConsentAndSomebodysApproval) {
  const ActivityId id = read_activity();
  for (const understand::Theme& theme : themes_->frame(lead(), id)->themes) {
    for (const understand::Quote& quote : *themes_->voices_of(lead(), id, theme.id)) {
      const auto approved = themes_->approve_quote(lead(), id, theme.id, quote.voice, true, "Jo");
      EXPECT_EQ(static_cast<bool>(approved), quote.may_quote) << quote.words;
    }
    break;
  }
}

TEST_P(DecideTest, NotedIsRefusedAndAnOldVersionConflicts) {
  const ActivityId id = read_activity();
  const ThemeId theme = themes_->frame(lead(), id)->themes[0].id;
  const auto finding = findings_->approve(lead(), id, theme, "People cannot get home.", "Jo");
  ASSERT_TRUE(finding) << finding.error().detail;
  EXPECT_FALSE(
      findings_->respond(lead(), id, *finding, 0, {.what = "Noted", .because = "x"}, "Priya"));
  EXPECT_FALSE(
      findings_->respond(lead(), id, *finding, 0, {.what = "A shuttle", .because = " "}, "Priya"));
  const OurResponse good{.what = "A shuttle", .because = "Nobody could get home."};
  ASSERT_TRUE(findings_->respond(lead(), id, *finding, 0, good, "Priya"));
  EXPECT_TRUE(
      findings_->respond(lead(), id, *finding, 0, good, "Tom").failed_with(ErrorKind::conflict));
  EXPECT_TRUE(findings_->respond(lead(), id, *finding, 1, good, "Tom"));
}

TEST_P(DecideTest, WhatIsPublishedIsKeptExactlyAndShowsItsGaps) {
  const ActivityId id = read_activity();
  const auto frame = themes_->frame(lead(), id);
  ASSERT_TRUE(frame);
  EXPECT_FALSE(findings_->publish(lead(), id)) << "nothing to publish yet";
  const auto first = findings_->approve(lead(), id, frame->themes[0].id, "Buses.", "Jo");
  ASSERT_TRUE(first);
  ASSERT_TRUE(findings_->approve(lead(), id, frame->themes[1].id, "Parking.", "Jo"));
  ASSERT_TRUE(findings_->respond(lead(), id, *first, 0, {.what = "A shuttle", .because = "Of you."},
                                 "Priya"));
  EXPECT_FALSE(findings_->publish(lead(), id)) << "no sentence about what happened";
  ASSERT_TRUE(activities_->say_outcome(lead(), id, activities_->activity(lead(), id)->version,
                                       "A shuttle runs.", "Under 18s.", "It costs money."));
  EXPECT_TRUE(findings_->publish(anyone(), id).failed_with(ErrorKind::denied));
  const auto published = findings_->publish(lead(), id);
  ASSERT_TRUE(published) << published.error().detail;
  // Later changes do not change what was published.
  ASSERT_TRUE(
      findings_->respond(lead(), id, *first, 1, {.what = "No shuttle", .because = "x"}, "Priya"));
  const auto read = findings_->published(anyone(), id);
  ASSERT_TRUE(read) << read.error().detail;
  ASSERT_EQ(read->findings.size(), 2u);
  EXPECT_EQ(read->findings[0].response->what, "A shuttle");
  EXPECT_FALSE(read->findings[1].response) << "the gap is shown";
  EXPECT_EQ(read->findings[0].voices, 0) << "true counts stay inside";
  EXPECT_EQ(read->content_hash, published->content_hash);
  EXPECT_EQ(*record_->verify(partnership_), 4u) << "the import, two answers and the publication";
}

TEST_P(DecideTest, OnePersonsEvidenceIsAFindingAndTheSecretaryReadsItWithoutTheWords) {
  const ActivityId id = read_activity();
  const auto voice = *themes_->voices_of(lead(), id, themes_->frame(lead(), id)->themes[0].id);
  EXPECT_FALSE(
      findings_->approve_point(lead(), id, voice[0].voice, " ", "It goes at 4.40.", "", "Jo"));
  const auto point =
      findings_->approve_point(lead(), id, voice[0].voice, "The last bus goes at 4.40",
                               "The timetable in the paper is a year old.", "New evidence", "Jo");
  ASSERT_TRUE(point) << point.error().detail;
  ASSERT_TRUE(
      findings_->approve(lead(), id, themes_->frame(lead(), id)->themes[1].id, "Many.", "Jo"));
  const Scope secretary = someone(7, {Capability::read_summary, Capability::read_findings});
  const auto read = findings_->findings(secretary, id);
  ASSERT_TRUE(read) << read.error().detail;
  ASSERT_EQ(read->size(), 2u);
  EXPECT_EQ(read->front().id, *point) << "however few said it, it comes first";
  EXPECT_EQ(read->front().said_by, "said by fewer than 8 people");
  EXPECT_EQ(read->front().point, "New evidence");
  EXPECT_TRUE(read->front().material);
  EXPECT_TRUE(read->front().quotes.empty());
  EXPECT_EQ((*read)[1].voices, 0) << "true counts are for who reads the text";
  EXPECT_TRUE(findings_->findings(someone(8, {Capability::read_summary}), id)
                  .failed_with(ErrorKind::denied));
  EXPECT_EQ(*findings_->holding(anyone(), id, {voice[0].voice}), std::vector<FindingId>{*point});
}

TEST_P(DecideTest, SaidByCountsPeopleAndNotCommentsAndACodeIsAFindingToo) {
  // One person answers three questions; nine others one each.
  std::string csv = "a,b,c\n";
  csv += "The bus is late,The bus is never on time,Buses again\n";
  for (int i = 0; i < 9; ++i) csv += fmt::format("Bus number {} was late,,\n", i);
  const ActivityId id = *activities_->add(lead(), {.title = "Buses"});
  ASSERT_TRUE(imports_->run(
      lead(), id, "a.csv", csv,
      {{listen::Role::answer, listen::Role::answer, listen::Role::answer}, ""}, "Europe/London"));
  understand::CodeFrames frames(stores_.main(), clock_, random_);
  understand::Coding coding(stores_.main(), clock_, random_);
  const auto late = *frames.add(lead(), id, {.name = "Late buses"}, "Jo");
  listen::Voices voices(stores_.main());
  std::vector<understand::BroughtIn> rows;
  for (const listen::Voice& voice : *voices.all(lead(), id)) rows.push_back({voice.id, late});
  ASSERT_EQ(rows.size(), 12u);
  ASSERT_TRUE(coding.bring_in(lead(), id, rows, "agency.csv"));
  ASSERT_TRUE(findings_->approve_code(lead(), id, late, "Buses are late.", "Jo"));
  const auto read = *findings_->findings(lead(), id);
  ASSERT_EQ(read.size(), 1u);
  EXPECT_EQ(read[0].name, "Late buses");
  EXPECT_EQ(read[0].voices, 12);
  EXPECT_EQ(read[0].said_by, "said by 10 people");
  EXPECT_EQ(findings_->holding(anyone(), id, {rows[0].voice})->size(), 1u);
}

TEST_P(DecideTest, AnAnswerIsSignedOffBySomebodyElseInAFormalConsultation) {
  const ActivityId id = read_activity(plan::ActivityKind::formal_consultation);
  const auto finding =
      findings_->approve(lead(), id, themes_->frame(lead(), id)->themes[0].id, "Buses.", "Jo");
  using enum Capability;
  const Scope priya = someone(1, {read_text, read_findings, respond, publish});
  const Scope tom = someone(2, {read_text, read_findings, publish});
  EXPECT_FALSE(findings_->sign_off(tom, id, *finding, 0, "Tom")) << "nothing to sign";
  ASSERT_TRUE(findings_->respond(
      priya, id, *finding, 0,
      {.what = "A shuttle", .because = "Of you.", .evidence = "The March timetable"}, "Priya"));
  EXPECT_FALSE(findings_->sign_off(priya, id, *finding, 1, "Priya")) << "her own";
  ASSERT_TRUE(activities_->say_outcome(lead(), id, activities_->activity(lead(), id)->version,
                                       "A shuttle runs.", "", ""));
  EXPECT_FALSE(findings_->publish(priya, id)) << "nobody signed it";
  EXPECT_TRUE(themes_->propose(lead(), id).failed_with(ErrorKind::conflict))
      << "fresh themes would lose the finding";
  ASSERT_TRUE(findings_->sign_off(tom, id, *finding, 1, "Tom"));
  EXPECT_TRUE(findings_->publish(priya, id, std::string(64, '0')).failed_with(ErrorKind::conflict))
      << "a page that she did not see";
  EXPECT_EQ(findings_->findings(tom, id)->front().signed_by, "Tom");
  EXPECT_EQ(findings_->findings(tom, id)->front().response->evidence, "The March timetable");
  ASSERT_TRUE(findings_->respond(priya, id, *finding, 1,
                                 {.what = "No shuttle", .because = "Money."}, "Priya"));
  EXPECT_EQ(findings_->findings(tom, id)->front().signed_by, "") << "a new version stands unsigned";
}

TEST(Stated, TheExampleOfTheFormat) {
  // docs/formats/stated.md
  const Bytes finding(16, std::byte{0x11});
  EXPECT_EQ(hex(stated_commitment("heed/sign-off/v1", TimeMs{1767225600000},
                                  {{"finding", finding}, {"version", 2}, {"by", "Sue Blake"}})),
            "aa25cee987798ac74ea7e10c5d1f75d500899b9269cdb2ca4b334f98d8a8fb35");
}

TEST_P(DecideTest, TheRecordHoldsWhoAnsweredAndWhoSignedEveryVersion) {
  const ActivityId id = read_activity();
  const auto finding = findings_->approve(lead(), id, themes_->frame(lead(), id)->themes[0].id,
                                          "The bus stops early.", "Jo Archer");
  ASSERT_TRUE(finding);
  OurResponse answer{.what = "A shuttle", .because = "Nobody got home.", .owner = "Estates"};
  ASSERT_TRUE(findings_->respond(lead(), id, *finding, 0, answer, "Priya"));
  ASSERT_TRUE(findings_->sign_off(lead(), id, *finding, 1, "Tom"));
  clock_.advance(kDayMs);
  answer.progress = "Running since 3 March.";
  ASSERT_TRUE(findings_->respond(lead(), id, *finding, 1, answer, "Sue"));
  const auto history = findings_->history(lead(), id, *finding);
  ASSERT_TRUE(history);
  ASSERT_EQ(history->size(), 2u);
  EXPECT_EQ((*history)[0].person, "Sue");
  EXPECT_EQ((*history)[1].signed_by, "Tom");
  EXPECT_FALSE((*history)[0].signed_index) << "the new version is signed by nobody yet";
  for (const AnswerVersion& each : *history) {
    ASSERT_TRUE(each.log_index);
    const auto entry =
        record::decode_entry(record_->inclusion(partnership_, *each.log_index)->entry);
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->type, record::EntryType::response);
    EXPECT_EQ(entry->activity, id);
    EXPECT_EQ(
        hex(entry->commitment),
        hex(stated_commitment("heed/response/v1", each.written,
                              inside::said_of(*finding, each.version, each.response, each.person))))
        << "whoever reads the words can work it out";
  }
  EXPECT_TRUE(findings_->history(anyone(), id, *finding).failed_with(ErrorKind::denied));
}

TEST_P(DecideTest, WordsStandWithACodeOnlyWithConsentAndApprovalAndGoWhenTheyAreErased) {
  const ActivityId id = read_activity();
  understand::CodeFrames frames(stores_.main(), clock_, random_);
  understand::Coding coding(stores_.main(), clock_, random_);
  const Scope jo = someone(3, {Capability::read_text, Capability::code, Capability::read_findings,
                               Capability::approve_finding});
  const auto code = *frames.add(jo, id, {.name = "Getting home"}, "Jo");
  VoiceId bus, car;
  for (const listen::Voice& voice : *listen::Voices(stores_.main()).all(jo, id)) {
    if (bus.is_null() && voice.words.find("bus") != std::string::npos) bus = voice.id;
    if (car.is_null() && voice.words.find("car park") != std::string::npos) car = voice.id;
  }
  for (const VoiceId voice : {bus, car})
    ASSERT_TRUE(coding.save(jo, id, voice, 0, {.codes = {{.code = code}}}, "Jo"));
  const auto finding = *findings_->approve_code(jo, id, code, "People cannot get home.", "Jo");
  EXPECT_TRUE(findings_->findings(jo, id)->front().quotes.empty()) << "nobody approved one";
  ASSERT_EQ(findings_->quotable(jo, id, finding)->size(), 1u) << "the other did not agree";
  EXPECT_FALSE(findings_->approve_quote(jo, id, finding, car, true, "Jo"));
  ASSERT_TRUE(findings_->approve_quote(jo, id, finding, bus, true, "Jo"));
  ASSERT_TRUE(findings_->approve_quote(jo, id, finding, bus, true, "Jo")) << "twice is once";
  ASSERT_EQ(findings_->findings(jo, id)->front().quotes.size(), 1u);
  EXPECT_NE(findings_->findings(jo, id)->front().quotes[0].find("bus"), std::string::npos);
  const Scope reader = someone(4, {Capability::read_findings});
  EXPECT_TRUE(findings_->quotable(reader, id, finding).failed_with(ErrorKind::denied));
  ASSERT_TRUE(
      stores_.main().write([&](store::Session& s) { return forget(s, partnership_, id, {bus}); }));
  EXPECT_TRUE(findings_->findings(jo, id)->front().quotes.empty()) << "erased";
}

TEST_P(DecideTest, AnAdvisersDissentIsOnThePublishedPageAndCannotBeTakenAway) {
  const ActivityId id = read_activity();
  ASSERT_TRUE(
      findings_->approve(lead(), id, themes_->frame(lead(), id)->themes[0].id, "Buses.", "Jo"));
  ASSERT_TRUE(activities_->say_outcome(lead(), id, activities_->activity(lead(), id)->version,
                                       "A shuttle runs.", "", ""));
  using enum Capability;
  const Scope amina = someone(3, {read_summary, read_text, read_findings, advise_equality});
  const std::string hash = Findings::page_hash(*findings_->draft_page(amina, id));
  EXPECT_FALSE(findings_->record_view(amina, id, Satisfied::no, " ", hash, "Amina"));
  EXPECT_TRUE(findings_->record_view(amina, id, Satisfied::no, "x", std::string(64, '0'), "Amina")
                  .failed_with(ErrorKind::conflict))
      << "a page that she did not see";
  EXPECT_TRUE(findings_
                  ->record_view(someone(4, {read_findings, publish}), id, Satisfied::yes, "Fine",
                                hash, "Tom")
                  .failed_with(ErrorKind::denied));
  ASSERT_TRUE(findings_->record_view(amina, id, Satisfied::no, "Nobody asked disabled people.",
                                     hash, "Amina"));
  ASSERT_TRUE(findings_->record_view(amina, id, Satisfied::yes, "They have been asked now.", hash,
                                     "Amina"));
  ASSERT_TRUE(findings_->publish(lead(), id));
  const auto page = *findings_->published(anyone(), id);
  ASSERT_EQ(page.equality.size(), 2u) << "the earlier view stays";
  EXPECT_EQ(page.equality[0].satisfied, Satisfied::no);
  EXPECT_EQ(page.equality[0].words, "Nobody asked disabled people.");
}

TEST_P(DecideTest, TheTenThousandCommentsOfTheFriendsAndFamilyTestReachAPage) {
  const auto data = testing::shared_data();
  if (!data) GTEST_SKIP() << "the shared data folder is absent";
  std::ifstream file(*data / "nhs_fft_phase1" / "text_data.csv", std::ios::binary);
  if (!file) GTEST_SKIP() << "nhs_fft_phase1/text_data.csv is absent";
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  const auto preview = listen::Imports::preview("text_data.csv", bytes);
  ASSERT_TRUE(preview) << preview.error().detail;
  EXPECT_EQ(preview->rows, 10334u);
  listen::Mapping mapping;
  for (const listen::Column& column : preview->columns) mapping.roles.push_back(column.suggested);
  EXPECT_EQ(preview->columns[3].suggested, Role::answer) << "feedback";
  EXPECT_EQ(preview->columns[6].suggested, Role::question_text) << "question";
  EXPECT_EQ(preview->columns[5].suggested, Role::grouping) << "organization";
  const ActivityId id = *activities_->add(lead(), {.title = "Friends and family"});
  const auto done = imports_->run(lead(), id, "text_data.csv", bytes, mapping, "Europe/London");
  ASSERT_TRUE(done) << done.error().detail;
  EXPECT_EQ(done->responses + done->empty, 10334u);
  ASSERT_TRUE(themes_->propose(lead(), id));
  const auto frame = themes_->frame(lead(), id);
  ASSERT_TRUE(frame);
  EXPECT_GE(frame->themes.size(), 9u);
  EXPECT_EQ(frame->voices, static_cast<std::int64_t>(done->voices));
  ASSERT_TRUE(findings_->approve(lead(), id, frame->themes[0].id, "What most people said.", "Jo"));
  ASSERT_TRUE(activities_->say_outcome(lead(), id, activities_->activity(lead(), id)->version,
                                       "It was read.", "", ""));
  const auto page = findings_->publish(lead(), id);
  ASSERT_TRUE(page) << page.error().detail;
  EXPECT_EQ(page->heard_from, inside::with_commas(static_cast<std::int64_t>(done->responses)));
  EXPECT_NE(page->heard_from.find(','), std::string::npos);
  EXPECT_TRUE(page->findings[0].quotes.empty()) << "no column says that anybody may be quoted";
}

INSTANTIATE_TEST_SUITE_P(On, DecideTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::decide
