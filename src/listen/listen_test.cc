// Intake, drafts, imports and references, on both databases.
#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <future>
#include <iterator>
#include <set>
#include <stdexcept>

#include "base/text.h"
#include "listen/drafts.h"
#include "listen/imports.h"
#include "listen/intake.h"
#include "listen/voices.h"
#include "partners/partners.h"
#include "plan/activities.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "record/keys.h"
#include "record/record.h"
#include "testing/shared_data.h"
#include "testing/stores.h"

namespace heed::listen {
namespace {

class ListenTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    keys_ = *record::Keys::open(stores_.keys(), random_);
    record_ = std::make_unique<record::Record>(stores_.main(), *keys_, clock_, "feedback.example");
    partners::Partners partners(stores_.main(), clock_, random_);
    partnership_ = partners.create_partnership({.name = "Fenmere", .prefix = "FM"})->id;
    activities_ = std::make_unique<plan::Activities>(stores_.main(), clock_, random_);
    intake_ = std::make_unique<Intake>(stores_.main(), *record_, *keys_, clock_, random_);
    drafts_ = std::make_unique<Drafts>(stores_.main(), clock_, random_);
    imports_ = std::make_unique<Imports>(stores_.main(), *record_, *keys_, clock_, random_);
    voices_ = std::make_unique<Voices>(stores_.main());
  }
  Scope lead() const { return Scope::for_operator(partnership_); }
  Scope anyone() const { return Scope::for_public(partnership_); }
  ActivityId open_activity() {
    const ActivityId id = *activities_->add(lead(), {.title = "Evening clinics",
                                                     .purpose = "When clinics run.",
                                                     .decider = "The board",
                                                     .closes = clock_.now() + kDayMs,
                                                     .hear_by = clock_.now() + 30 * kDayMs});
    EXPECT_TRUE(activities_->set_questions(lead(), id, {"How do you get home?", "Anything else?"}));
    EXPECT_TRUE(activities_->open(lead(), id));
    return id;
  }
  questions::CheckedResponse response(ActivityId id, PressKey press, const std::string& words) {
    const auto asked = *activities_->questionnaire(anyone(), id);
    auto checked = questions::check_response(asked, press, {{asked.questions()[0]->id, words}});
    CHECK(checked.response.has_value());
    return *std::move(checked.response);
  }
  Result<Receipt> send(ActivityId id, PressKey press, const std::string& words) {
    std::promise<Result<Receipt>> told;
    auto later = told.get_future();
    Result<> queued =
        intake_->accept(anyone(), id, response(id, press, words), "web",
                        [&](Result<Receipt> receipt) { told.set_value(std::move(receipt)); });
    if (!queued) return Error(queued.error());
    return later.get();
  }
  Result<ImportReport> bring_in(ActivityId id, std::string_view csv, std::vector<Role> roles,
                                std::vector<RowProblem>* problems = nullptr) {
    return imports_->run(lead(), id, "survey.csv", csv, {std::move(roles), "What would help?"},
                         "Europe/London", problems);
  }
  std::int64_t visible(ActivityId id) { return voices_->counts(lead(), id)->received; }

  testing::StoreSet stores_{GetParam()};
  platform::SystemRandom random_;
  platform::ManualClock clock_;
  PartnershipId partnership_;
  std::unique_ptr<record::Keys> keys_;
  std::unique_ptr<record::Record> record_;
  std::unique_ptr<plan::Activities> activities_;
  std::unique_ptr<Intake> intake_;
  std::unique_ptr<Drafts> drafts_;
  std::unique_ptr<Imports> imports_;
  std::unique_ptr<Voices> voices_;
};

TEST_P(ListenTest, ASentAnswerHasAReferenceAndALineInTheRecord) {
  const ActivityId id = open_activity();
  const auto receipt = send(id, random_.id<PressKey>(), "The last bus goes at 4.40");
  ASSERT_TRUE(receipt) << receipt.error().detail;
  EXPECT_TRUE(receipt->reference.starts_with("FM-"));
  EXPECT_EQ(visible(id), 1);
  const auto verified = record_->verify(partnership_);
  ASSERT_TRUE(verified) << verified.error().detail;
  EXPECT_EQ(*verified, 1u);
}

TEST_P(ListenTest, PressingSendTwiceIsOneResponseWithTheSameReceipt) {
  const ActivityId id = open_activity();
  const auto press = random_.id<PressKey>();
  const auto first = send(id, press, "Evenings");
  const auto again = send(id, press, "Evenings");
  ASSERT_TRUE(first);
  ASSERT_TRUE(again) << again.error().detail;
  EXPECT_EQ(first->reference, again->reference);
  EXPECT_EQ(first->private_part, again->private_part);
  EXPECT_EQ(visible(id), 1);
  EXPECT_EQ(*record_->verify(partnership_), 1u);
}

TEST_P(ListenTest, AfterClosingAndItsGraceNothingIsTaken) {
  const ActivityId id = open_activity();
  clock_.advance(kDayMs + 10 * kMinuteMs);
  EXPECT_TRUE(send(id, random_.id<PressKey>(), "Just in time"));
  clock_.advance(10 * kMinuteMs);
  const auto late = send(id, random_.id<PressKey>(), "Too late");
  EXPECT_TRUE(late.failed_with(ErrorKind::closed));
  EXPECT_EQ(visible(id), 1);
}

TEST_P(ListenTest, WhatIsSuspendedTakesNothingFromAFormThatIsOpen) {
  const ActivityId id = *activities_->add(lead(), {.kind = plan::ActivityKind::formal_consultation,
                                                   .title = "Evening clinics",
                                                   .purpose = "When clinics run.",
                                                   .decider = "The board",
                                                   .closes = clock_.now() + kDayMs,
                                                   .hear_by = clock_.now() + 9 * kDayMs});
  ASSERT_TRUE(activities_->set_questions(lead(), id, {"How do you get home?"}));
  for (const char* to : {"review", "approved", "open"})
    ASSERT_TRUE(activities_->move(lead(), id, to));
  EXPECT_TRUE(send(id, random_.id<PressKey>(), "Before"));
  ASSERT_TRUE(activities_->move(lead(), id, "suspended", "A question was wrong."));
  EXPECT_TRUE(send(id, random_.id<PressKey>(), "Meanwhile").failed_with(ErrorKind::closed));
  ASSERT_TRUE(activities_->move(lead(), id, "open"));
  EXPECT_TRUE(send(id, random_.id<PressKey>(), "After"));
  EXPECT_EQ(visible(id), 2);
}

TEST_P(ListenTest, WhatWasSentIsNotChangedInItsDraftWithoutAWord) {
  const ActivityId id = open_activity();
  const auto draft = drafts_->start(anyone(), id);
  ASSERT_TRUE(draft) << draft.error().detail;
  const auto question = activities_->questionnaire(anyone(), id)->questions()[0]->id;
  ASSERT_TRUE(drafts_->save(anyone(), draft->token, {{question, "Evenings"}}));
  ASSERT_TRUE(send(id, draft->press_key, "Evenings")) << "and its reply is lost";
  EXPECT_TRUE(drafts_->save(anyone(), draft->token, {{question, "Mornings"}})
                  .failed_with(ErrorKind::conflict));
}

TEST_P(ListenTest, ThePrivatePartIsShownForFifteenMinutesAndNeverAfter) {
  const ActivityId id = open_activity();
  const auto press = random_.id<PressKey>();
  ASSERT_TRUE(send(id, press, "Evenings"));
  EXPECT_FALSE(intake_->receipt(anyone(), id, press)->private_part.empty());
  clock_.advance(16 * kMinuteMs);
  const auto later = intake_->receipt(anyone(), id, press);
  ASSERT_TRUE(later);
  EXPECT_FALSE(later->reference.empty());
  EXPECT_TRUE(later->private_part.empty());
}

TEST_P(ListenTest, AReferenceNeverShowsWordsWithoutThePrivatePart) {
  const ActivityId id = open_activity();
  const auto receipt = send(id, random_.id<PressKey>(), "Only for my eyes");
  const auto other = send(id, random_.id<PressKey>(), "Somebody else's");
  ASSERT_TRUE(receipt && other);
  const auto followed = voices_->follow(anyone(), receipt->reference);
  ASSERT_TRUE(followed) << followed.error().detail;
  EXPECT_TRUE(followed->words.empty());
  EXPECT_FALSE(voices_->follow(anyone(), receipt->reference, other->private_part));
  EXPECT_FALSE(voices_->follow(anyone(), "FM-0000-0000-0"));
  const auto mine = voices_->follow(anyone(), receipt->reference, receipt->private_part);
  ASSERT_TRUE(mine);
  ASSERT_EQ(mine->words.size(), 1u);
  EXPECT_EQ(mine->words[0].second, "Only for my eyes");
}

TEST_P(ListenTest, ADraftComesBackByItsCodeHoweverItIsTyped) {
  const ActivityId id = open_activity();
  const auto started = drafts_->start(anyone(), id);
  ASSERT_TRUE(started) << started.error().detail;
  const auto question = activities_->questionnaire(anyone(), id)->questions()[0]->id;
  ASSERT_TRUE(drafts_->save(anyone(), started->token, {{question, "Half an answ"}}));
  std::string typed;
  for (const char c : started->code) typed += c == '-' ? ' ' : static_cast<char>(std::tolower(c));
  const auto back = drafts_->by_code(anyone(), typed);
  ASSERT_TRUE(back) << back.error().detail;
  EXPECT_EQ(back->token, started->token);
  EXPECT_EQ(back->code, started->code);
  EXPECT_EQ(back->press_key, started->press_key);
  ASSERT_EQ(back->answers.size(), 1u);
  EXPECT_EQ(back->answers[0].second, "Half an answ");
  EXPECT_TRUE(drafts_->by_code(anyone(), "0000-0000-0000").failed_with(ErrorKind::not_found));
  clock_.advance(31 * kDayMs);
  EXPECT_FALSE(drafts_->by_code(anyone(), started->code));
  EXPECT_EQ(*drafts_->sweep(lead()), 1);
}

TEST_P(ListenTest, AnImportIsAllInOrNothingInAndEachBadRowIsNamed) {
  const ActivityId id = *activities_->add(lead(), {.title = "Spring survey"});
  std::vector<RowProblem> problems;
  const auto failed = bring_in(id, "When,What would help?\n1/3/2026,Buses\n,Parking\nsoon,Phones\n",
                               {Role::date, Role::answer}, &problems);
  ASSERT_FALSE(failed);
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].line, 3u);
  EXPECT_EQ(failed.error().said,
            "Row 3 has no date. Nothing was imported. Fix it or choose another column.");
  EXPECT_EQ(visible(id), 0);
  EXPECT_EQ(activities_->activity(lead(), id)->state, plan::ActivityState::draft);

  const auto done = bring_in(id, "When,What would help?,Ward\n1/3/2026,Buses,A\n2/3/2026, ,B\n",
                             {Role::date, Role::answer, Role::ignore});
  ASSERT_TRUE(done) << done.error().detail;
  EXPECT_EQ(done->rows, 2u);
  EXPECT_EQ(done->responses, 1u);
  EXPECT_EQ(done->empty, 1u);
  EXPECT_EQ(done->not_mapped, std::vector<std::string>{"Ward"});
  EXPECT_EQ(visible(id), 1);
  EXPECT_EQ(activities_->activity(lead(), id)->state, plan::ActivityState::closed);
  EXPECT_EQ(*record_->verify(partnership_), 1u) << "an import is one entry";
}

TEST_P(ListenTest, AStoppedImportLeavesNothingBehind) {
  const ActivityId id = *activities_->add(lead(), {.title = "Stopped"});
  std::string csv = "answer\n";
  for (int i = 0; i < 700; ++i) csv += fmt::format("Comment {}\n", i);
  // The process dies between two chunks: the second chunk never comes.
  EXPECT_THROW(
      (void)imports_->run(lead(), id, "a.csv", csv, {{Role::answer}, ""}, "Europe/London", nullptr,
                          [](std::size_t, std::size_t) { throw std::runtime_error("killed"); }),
      std::runtime_error);
  EXPECT_EQ(visible(id), 0);
  EXPECT_EQ(voices_->page(lead(), id, 0, 10)->total, 0);
  ASSERT_TRUE(imports_->sweep(lead()));
  ASSERT_TRUE(bring_in(id, csv, {Role::answer}));
  EXPECT_EQ(visible(id), 700);
}

TEST_P(ListenTest, NaughtyStringsComeBackByteForByte) {
  const auto data = testing::shared_data();
  if (!data) GTEST_SKIP() << "the shared data folder is absent";
  std::ifstream file(*data / "naughty_strings" / "blns.txt");
  if (!file) GTEST_SKIP() << "naughty_strings/blns.txt is absent";
  const ActivityId id = open_activity();
  std::vector<std::string> kept;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#' || trimmed(line).empty()) continue;
    const auto sent = send(id, random_.id<PressKey>(), line);
    ASSERT_TRUE(sent) << sent.error().detail << ": " << line;
    kept.push_back(line);
  }
  ASSERT_GT(kept.size(), 400u);
  std::multiset<std::string> wanted(kept.begin(), kept.end()), found;
  for (const Voice& voice : *voices_->all(lead(), id)) found.insert(voice.words);
  EXPECT_EQ(found, wanted);
}

TEST_P(ListenTest, TheEdinburghSurveyKeepsItsTenChannels) {
  const auto data = testing::shared_data();
  if (!data) GTEST_SKIP() << "the shared data folder is absent";
  std::ifstream file(*data / "edinburgh_survey" / "Survey_Data.csv", std::ios::binary);
  if (!file) GTEST_SKIP() << "edinburgh_survey/Survey_Data.csv is absent";
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  const auto preview = Imports::preview("Survey_Data.csv", bytes);
  ASSERT_TRUE(preview) << preview.error().detail;
  EXPECT_EQ(preview->rows, 2955u);
  std::vector<Role> roles;
  for (const Column& column : preview->columns) {
    if (column.heading.find("Allocated") != std::string::npos)
      roles.push_back(Role::answer);
    else if (column.heading.find("Data") != std::string::npos)
      roles.push_back(Role::channel);
    else
      roles.push_back(Role::ignore);
  }
  const ActivityId id = *activities_->add(lead(), {.title = "Neighbourhoods"});
  const auto done = bring_in(id, bytes, roles);
  ASSERT_TRUE(done) << done.error().detail;
  EXPECT_EQ(done->responses + done->empty, 2955u);
  EXPECT_EQ(voices_->counts(lead(), id)->by_channel.size(), 10u);
}

TEST_P(ListenTest, AStrangerReadsNoWords) {
  const ActivityId id = open_activity();
  ASSERT_TRUE(send(id, random_.id<PressKey>(), "Evenings"));
  EXPECT_TRUE(voices_->page(anyone(), id, 0, 10).failed_with(ErrorKind::denied));
  EXPECT_TRUE(voices_->all(anyone(), id).failed_with(ErrorKind::denied));
  EXPECT_TRUE(voices_->counts(anyone(), id).failed_with(ErrorKind::denied));
  EXPECT_TRUE(imports_->run(anyone(), id, "a.csv", "a\nb\n", {{Role::answer}, ""}, "Europe/London")
                  .failed_with(ErrorKind::denied));
  const ActivityId draft = *activities_->add(lead(), {.title = "Not yet"});
  EXPECT_TRUE(activities_->activity(anyone(), draft).failed_with(ErrorKind::not_found));
}

INSTANTIATE_TEST_SUITE_P(On, ListenTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::listen
