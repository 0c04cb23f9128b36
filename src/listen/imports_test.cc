// Whole files of other tools, into activities: on both databases.
#include "listen/imports.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "listen/voices.h"
#include "partners/partners.h"
#include "plan/activities.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "questions/questionnaire.h"
#include "record/keys.h"
#include "record/record.h"
#include "testing/shared_data.h"
#include "testing/stores.h"

namespace heed::listen {
namespace {

constexpr std::string_view kZone = "Europe/London";

class ImportsTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    keys_ = *record::Keys::open(stores_.keys(), random_);
    record_ = std::make_unique<record::Record>(stores_.main(), *keys_, clock_, "feedback.example");
    partners::Partners partners(stores_.main(), clock_, random_);
    partnership_ = partners.create_partnership({.name = "Fenmere", .prefix = "FM"})->id;
    activities_ = std::make_unique<plan::Activities>(stores_.main(), clock_, random_);
    imports_ = std::make_unique<Imports>(stores_.main(), *record_, *keys_, clock_, random_);
    voices_ = std::make_unique<Voices>(stores_.main());
  }
  Scope lead() const { return Scope::for_operator(partnership_); }
  Result<WholeReport> whole(std::string_view name, std::string_view bytes,
                            const WholeImport& wanted = {}) {
    return imports_->whole(*activities_, lead(), name, bytes, wanted, kZone);
  }
  std::size_t activities() { return activities_->list(lead())->size(); }

  testing::StoreSet stores_{GetParam()};
  platform::SystemRandom random_;
  platform::ManualClock clock_;
  PartnershipId partnership_;
  std::unique_ptr<record::Keys> keys_;
  std::unique_ptr<record::Record> record_;
  std::unique_ptr<plan::Activities> activities_;
  std::unique_ptr<Imports> imports_;
  std::unique_ptr<Voices> voices_;
};

TEST(Preview, AColumnThatNamesTheQuestionsIsAsManyAsItNames) {
  std::string csv = "feedback,question\n";
  for (int i = 0; i < 30; ++i)
    csv += fmt::format("What they wrote in answer number {},{}\n", i,
                       i % 3 == 0   ? "What did we do well?"
                       : i % 3 == 1 ? "What could be better?"
                                    : "Anything else?");
  const auto preview = Imports::preview("feedback.csv", csv);
  ASSERT_TRUE(preview) << preview.error().said;
  EXPECT_EQ(preview->columns[1].suggested, Role::question_text);
  EXPECT_EQ(preview->questions, 3u);
  EXPECT_EQ(questions_asked(preview->columns, {Role::answer, Role::ignore}), 1u);
  EXPECT_EQ(questions_asked(preview->columns, {Role::answer, Role::choice}), 2u);
}

TEST_P(ImportsTest, ThemesFromElsewhereAreKeptWithTheirOriginAndAreNoVoices) {
  const auto done =
      whole("coded.csv",
            "lfdn;v_1;tag\n9;No trust and no time;Trust\n9;No trust and no time;Time\n"
            "11;Too few staff;Trust\n");
  ASSERT_TRUE(done) << done.error().said;
  EXPECT_EQ(done->kind, "coded_answers");
  ASSERT_TRUE(done->rows);
  EXPECT_EQ(done->rows->responses, 2u);
  EXPECT_EQ(done->rows->voices, 2u);
  EXPECT_EQ(done->rows->themes, 3u);
  const auto themes = *imports_->themes(lead(), *done->activity);
  ASSERT_EQ(themes.size(), 2u);
  EXPECT_EQ(themes[0].theme, "Trust");
  EXPECT_EQ(themes[0].voices, 2);
  EXPECT_EQ(themes[0].heading, "tag");
  EXPECT_EQ(themes[0].file_name, "coded.csv");
}

TEST_P(ImportsTest, AFileThatIsRefusedLeavesNoActivityBehind) {
  const std::string_view bad_row =
      "Date,What would help?\n2026-03-01,A later bus on a Sunday would help\n"
      "soon,Somebody who answers the phone in the morning\n";
  std::vector<RowProblem> problems;
  EXPECT_FALSE(imports_->whole(*activities_, lead(), "x.csv", bad_row, {}, kZone, &problems));
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].line, 3u);
  EXPECT_FALSE(whole("x.lss", "a,b\n1,2\n"));
  EXPECT_FALSE(whole("x.csv", "only,headings\n"));
  EXPECT_EQ(activities(), 0u);
}

TEST_P(ImportsTest, WhatWasPickedIsAResponseWithoutAVoice) {
  const auto done = whole(
      "forms.csv",
      "Id,Start time,Completion time,Email,Name,Do you drive?,What would help you to get there?\n"
      "1,2026-03-05 10:00,2026-03-05 10:04,,,Yes,A later bus on a Sunday would help me a lot\n"
      "2,2026-03-05 11:00,2026-03-05 11:04,,,No,\n");
  ASSERT_TRUE(done) << done.error().said;
  EXPECT_EQ(done->rows->responses, 2u);
  EXPECT_EQ(done->rows->voices, 1u);
  const auto asked = *activities_->questionnaire(lead(), *done->activity);
  ASSERT_EQ(asked.questions().size(), 2u);
  const questions::Question& drive = *asked.questions()[0];
  EXPECT_EQ(drive.kind, questions::Kind::choose_one);
  const auto picks = *stores_.main().read([&](store::Session& s) {
    return s.all(
        "select code from answer where partnership_id = $1 and question_id = $2 order by "
        "code",
        [](const store::Row& row) { return row.text(0); }, partnership_, drive.id);
  });
  EXPECT_EQ(picks, (std::vector<std::string>{"no", "yes"}));
}

TEST_P(ImportsTest, WhatIsFromAfterItClosedIsKeptAndWaitsToBeAccepted) {
  const TimeMs closes = clock_.now() + kDayMs;
  const ActivityId id = *activities_->add(lead(), {.title = "Evening clinics",
                                                   .purpose = "When clinics run.",
                                                   .decider = "The board",
                                                   .closes = closes,
                                                   .hear_by = closes + 30 * kDayMs,
                                                   .late_until = closes + 5 * kDayMs});
  ASSERT_TRUE(activities_->set_questions(lead(), id, {"What is hard?"}));
  ASSERT_TRUE(activities_->open(lead(), id));
  clock_.advance(3 * kDayMs);
  ASSERT_TRUE(activities_->close(lead(), id));
  const auto run = [&](std::string_view csv, std::vector<Role> roles) {
    return *imports_->run(lead(), id, "post.csv", csv, {std::move(roles), "What is hard?"}, kZone);
  };
  const auto dated = run("What is hard?,Date\nIn time,2026-01-01\nToo late,2026-01-03\n",
                         {Role::answer, Role::date});
  EXPECT_EQ(dated.responses, 2u);
  EXPECT_EQ(dated.late, 1u);
  EXPECT_EQ(run("What is hard?\nIn the window\n", {Role::answer}).late, 0u);
  clock_.advance(10 * kDayMs);
  EXPECT_EQ(run("What is hard?\nAfter the window\n", {Role::answer}).late, 1u);
  const auto counts = *voices_->counts(lead(), id);
  EXPECT_EQ(counts.received, 4);
  EXPECT_EQ(counts.counted, 2);
  EXPECT_EQ(counts.late, 2);
  std::vector<std::string> read;
  for (const Voice& voice : *voices_->all(lead(), id)) read.push_back(voice.words);
  std::ranges::sort(read);  // Two imports at one moment have no order.
  EXPECT_EQ(read, (std::vector<std::string>{"In the window", "In time"}));
}

TEST_P(ImportsTest, ARegisterMakesDraftsOnceAndNotTwice) {
  const std::string_view rows =
      "kind,title,publisher,opens,closes,url\n"
      "survey,Leg ulcer clinics,A trust,2026-03-01,2026-04-01,https://a.example/1\n"
      "listening,Evening buses,A council,,,https://a.example/2\n";
  const auto first = whole("register.csv", rows);
  ASSERT_TRUE(first) << first.error().said;
  EXPECT_EQ(first->made.size(), 2u);
  const auto clinics = *activities_->activity(lead(), first->made[0]);
  EXPECT_EQ(clinics.details.link, "https://a.example/1");
  EXPECT_EQ(clinics.details.closes, *from_local_date("2026-04-01", kZone, DayEdge::end));
  EXPECT_EQ(clinics.state, plan::ActivityState::draft);
  const auto again = whole("register.csv", rows);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->made.empty());
  EXPECT_EQ(activities(), 2u);
}

TEST_P(ImportsTest, EveryLimeSurveyBecomesAQuestionnaireThatCanBeAsked) {
  const auto data = testing::shared_data();
  if (!data) GTEST_SKIP() << "no shared data";
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*data / "limesurvey_lss")) {
    if (entry.path().extension() != ".lss") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto done = whole(entry.path().filename().string(), bytes);
    ASSERT_TRUE(done) << entry.path() << ": " << done.error().said;
    const auto asked = *activities_->questionnaire(lead(), *done->activity);
    EXPECT_EQ(asked.questions().size(), done->questions);
    EXPECT_GT(done->questions, 0u);
    EXPECT_TRUE(questions::check_questionnaire(asked).empty()) << entry.path();
    ++seen;
  }
  EXPECT_EQ(seen, 9);
}

INSTANTIATE_TEST_SUITE_P(On, ImportsTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::listen
