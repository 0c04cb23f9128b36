// The thread after listening: themes, rulings, findings, responses, a published page and its Word
// appendix, on both databases.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "decide/findings.h"
#include "decide/inside/noted.h"
#include "listen/imports.h"
#include "listen/voices.h"
#include "partners/partners.h"
#include "plan/activities.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "record/keys.h"
#include "record/record.h"
#include "testing/shared_data.h"
#include "testing/stores.h"
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

class DecideTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    keys_ = *record::Keys::open(stores_.keys(), random_);
    record_ = std::make_unique<record::Record>(stores_.main(), *keys_, clock_, "feedback.example");
    partners::Partners partners(stores_.main(), clock_, random_);
    partnership_ = partners.create_partnership({.name = "Fenmere", .prefix = "FM"})->id;
    activities_ = std::make_unique<plan::Activities>(stores_.main(), clock_, random_);
    imports_ = std::make_unique<listen::Imports>(stores_.main(), *record_, *keys_, clock_, random_);
    themes_ = std::make_unique<understand::Themes>(stores_.main(), clock_, random_);
    findings_ =
        std::make_unique<Findings>(stores_.main(), *record_, *keys_, *themes_, clock_, random_);
  }
  Scope lead() const { return Scope::for_operator(partnership_); }
  Scope anyone() const { return Scope::for_public(partnership_); }

  // Three subjects, each said often enough to be a theme.
  ActivityId read_activity() {
    std::string csv = "answer,may we quote you\n";
    for (int i = 0; i < 40; ++i) {
      csv += fmt::format("The last bus home leaves too early in the evening for {} of us,yes\n", i);
      csv += fmt::format("The car park is full and parking costs {} pounds,no\n", i);
      csv += fmt::format("I waited {} minutes on the phone to the surgery,yes\n", i);
    }
    const ActivityId id = *activities_->add(lead(), {.title = "Getting here"});
    const auto done =
        imports_->run(lead(), id, "a.csv", csv, {{Role::answer, Role::may_quote}, "What is hard?"},
                      "Europe/London");
    EXPECT_TRUE(done) << done.error().detail;
    const auto proposed = themes_->propose(lead(), id);
    EXPECT_TRUE(proposed) << proposed.error().detail;
    return id;
  }

  testing::StoreSet stores_{GetParam()};
  platform::SystemRandom random_;
  platform::ManualClock clock_;
  PartnershipId partnership_;
  std::unique_ptr<record::Keys> keys_;
  std::unique_ptr<record::Record> record_;
  std::unique_ptr<plan::Activities> activities_;
  std::unique_ptr<listen::Imports> imports_;
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
  EXPECT_EQ(*record_->verify(partnership_), 2u) << "the import and the publication";
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
