// Who was heard and who was not, on both databases: live for staff, never for the public while
// answers are taken, and never a small number.
#include "listen/reach.h"

#include <gtest/gtest.h>

#include <future>

#include "listen/intake.h"
#include "listen/own.h"
#include "questions/sample_for_test.h"
#include "store/database.h"
#include "testing/listening.h"

namespace heed::listen {
namespace {

using questions::Kind;
using questions::Question;
using Of = ReachPart::Of;

class ReachTest : public testing::ListeningTest {
 protected:
  void set_up() override {
    reach_ = std::make_unique<Reach>(stores_.main(), clock_);
    intake_ = std::make_unique<Intake>(stores_.main(), *record_, *keys_, clock_, random_);
    questions::Section section{.title = {{"en", "All"}}, .questions = {}};
    for (const Kind kind : {Kind::long_text, Kind::capacity, Kind::postcode, Kind::about}) {
      Question question = questions::sample_question(kind);
      question.id = random_.id<QuestionId>();
      section.questions.push_back(std::move(question));
    }
    asked_.sections.push_back(std::move(section));
    id_ = *activities_->add(lead(), {.title = "Getting here",
                                     .purpose = "Where the bus stops.",
                                     .decider = "The board",
                                     .closes = clock_.now() + 10 * kDayMs,
                                     .hear_by = clock_.now() + 30 * kDayMs});
    ASSERT_TRUE(activities_->set_area_postcodes(lead(), "ZZ1: Upper Fen\nZZ2: Lower Fen\n"));
    ASSERT_TRUE(activities_->set_questionnaire(lead(), id_, asked_));
    ASSERT_TRUE(activities_->open(lead(), id_));
  }
  const Question& asked(std::size_t n) const { return asked_.sections[0].questions[n]; }
  Receipt send(std::string_view capacity, std::string_view about,
               std::string_view channel = "web") {
    const auto one = [](std::string_view code) {
      return questions::write_value({{"", std::string(code)}});
    };
    questions::Answers answers = {
        {asked(0).id, "The last bus"},
        {asked(1).id, one(capacity)},
        {asked(2).id, questions::write_value({{"outward", "ZZ1"}, {"area", "Upper Fen"}})}};
    if (!about.empty()) answers.emplace_back(asked(3).id, one(about));
    auto checked = questions::check_response(asked_, random_.id<PressKey>(), answers);
    for (const Problem& problem : checked.problems) ADD_FAILURE() << problem.message_key;
    std::promise<Result<Receipt>> told;
    auto kept = told.get_future();
    EXPECT_TRUE(
        intake_->accept(anyone(), id_, *std::move(checked.response), channel,
                        [&](Result<Receipt> receipt) { told.set_value(std::move(receipt)); }));
    Result<Receipt> receipt = kept.get();
    EXPECT_TRUE(receipt);
    return receipt ? *receipt : Receipt{};
  }
  static const ReachPart* part(const Reached& reached, Of of) {
    for (const ReachPart& one : reached.parts)
      if (one.of == of) return &one;
    return nullptr;
  }
  static std::int64_t count(const ReachPart& part, std::string_view row) {
    for (std::size_t r = 0; r < part.counts->rows.size(); ++r)
      if (part.counts->rows[r] == row) return part.counts->counts[r];
    return -1;
  }

  std::unique_ptr<Reach> reach_;
  std::unique_ptr<Intake> intake_;
  questions::Questionnaire asked_;
  ActivityId id_;
};

TEST_P(ReachTest, StaffSeeWhoWasHeardAsItComesAndWhoIsMissing) {
  for (int i = 0; i < 33; ++i)
    send(i < 3 ? "walk" : "bus", i < 31 ? "bus" : "", i < 5 ? "phone" : "web");
  clock_.advance(2 * kDayMs);
  send("bus", "bus");
  const auto reached = reach_->reached(lead(), id_, "Europe/London");
  ASSERT_TRUE(reached) << reached.error().detail;
  EXPECT_EQ(disclosure::describe_total(reached->all), "34");
  const ReachPart* const channel = part(*reached, Of::channel);
  EXPECT_EQ(count(*channel, "Phone call"), 5);
  const ReachPart* const time = part(*reached, Of::time);
  ASSERT_EQ(time->counts->counts, (std::vector<std::int64_t>{33, 0, 1})) << "a day without anybody";
  const ReachPart* const capacity = part(*reached, Of::capacity);
  EXPECT_TRUE(capacity->several);
  EXPECT_EQ(count(*capacity, "On foot"), 3);
  EXPECT_EQ(capacity->few, std::vector<std::string>{"On foot"});
  EXPECT_EQ(capacity->nobody.size(), 2u);
  const ReachPart* const area = part(*reached, Of::area);
  EXPECT_EQ(count(*area, "Upper Fen"), 34);
  EXPECT_EQ(count(*area, "Lower Fen"), 0) << "an area that nobody answered from";
  EXPECT_NE(std::ranges::find(area->nobody, "Lower Fen"), area->nobody.end());
  // About themselves: kept apart, for everybody.
  const ReachPart* const about = part(*reached, Of::about);
  ASSERT_NE(about, nullptr);
  EXPECT_FALSE(about->counts);
  EXPECT_EQ(about->answered, 0);
}

TEST_P(ReachTest, WhoWasHeardStandsBesideWhoLivesThereAndNothingSmallShows) {
  Population& population = reach_->population();
  const std::string csv =
      "area,characteristic,code,share,count,source,date\n"
      "Upper Fen,people,,,60000,Census,2021\n"
      "Lower Fen,people,,,\"40,000\",Census,2021\n"
      ",travel,bus,30,,\"Travel survey, wave 2\",2024-03\n"
      ",travel,walk,62.5%,,\"Travel survey, wave 2\",2024-03\n";
  ASSERT_TRUE(population.set(lead(), "profile.csv", csv));
  // Of 60 people 4 walk, and 6 do not say; nobody from Lower Fen.
  for (int i = 0; i < 60; ++i) send("bus", i < 4 ? "walk" : i < 54 ? "bus" : "");
  const auto reached = reach_->reached(lead(), id_, "Europe/London");
  ASSERT_TRUE(reached) << reached.error().detail;
  const ReachPart* const area = part(*reached, Of::area);
  ASSERT_TRUE(area->beside);
  EXPECT_EQ(area->beside->source, "Census");
  EXPECT_EQ(area->beside->as_of, "2021");
  const auto row = [](const ReachPart& of, std::string_view label) {
    const auto found = std::ranges::find(of.beside->rows, label, &Beside::row);
    return found == of.beside->rows.end() ? Beside{.row = "missing"} : *found;
  };
  EXPECT_EQ(row(*area, "Upper Fen").heard, 100);
  EXPECT_NEAR(row(*area, "Upper Fen").population, 60, 0.001);
  EXPECT_EQ(row(*area, "Lower Fen").heard, 0);
  EXPECT_TRUE(row(*area, "Lower Fen").less) << "nobody of two fifths of the people";
  const ReachPart* const about = part(*reached, Of::about);
  ASSERT_TRUE(about->beside) << "of everywhere, as there is none of the activity's own area";
  EXPECT_FALSE(about->counts);
  EXPECT_EQ(about->beside->source, "Travel survey, wave 2");
  EXPECT_NEAR(row(*about, "On foot").population, 62.5, 0.001);
  EXPECT_FALSE(row(*about, "On foot").heard) << "four people are not shown as a share either";
  for (std::size_t r = 0; r < about->shown.rows().size(); ++r)
    if (std::holds_alternative<disclosure::Hidden>(about->shown.cell(r)))
      EXPECT_FALSE(row(*about, about->shown.rows()[r]).heard) << about->shown.rows()[r];

  // The same file again is the same profile; none at all takes it away.
  const std::string again = *population.csv(lead());
  ASSERT_TRUE(population.set(lead(), "again.csv", again));
  EXPECT_EQ(*population.csv(lead()), again);
  ASSERT_TRUE(population.set(lead(), "rows.csv", ""));
  for (const ReachPart& one : reach_->reached(lead(), id_, "Europe/London")->parts)
    EXPECT_FALSE(one.beside);
}

TEST_P(ReachTest, APopulationWithOneWrongRowSaysWhichAndKeepsWhatThereWas) {
  Population& population = reach_->population();
  const std::string head = "area,characteristic,code,share,count,source,date\n";
  ASSERT_TRUE(population.set(lead(), "a.csv", head + "Fen,age-band,85plus,4,,Census,2021\n"));
  const std::string before = *population.csv(lead());
  const std::pair<std::string, std::string> wrong[] = {
      {"Fen,age-band,85+,4,,Census,2021\n", "Line 2: “85+” is no code of “age-band”."},
      {"Fen,age-band,85plus,104,,Census,2021\n", "Line 2: the share is a number from 0 to 100."},
      {"Fen,age-band,85plus,-4,,Census,2021\n", "Line 2: the share is a number from 0 to 100."},
      {"Fen,age-band,85plus,,4.5,Census,2021\n", "Line 2: the count is a whole number."},
      {"Fen,age-band,85plus,,,Census,2021\n", "Line 2: give a share or a count."},
      {"Fen,age-band,85plus,4,,,2021\n", "Line 2: say where the number is from."},
      {"Fen,age-band,85plus,4,,Census,last year\n", "Line 2: give the date of the source as"},
      {"Fen,age-band,,4,,Census,2021\n", "Line 2: say which code it is."},
      {"Fen,people,,4,,Census,2021\n", "Line 2: “people” is a count."},
      {"Fen,age-band,85plus,4,,Census,2021\nFen,age-band,85plus,5,,Census,2021\n",
       "Line 3: this is there twice."}};
  for (const auto& [rows, said] : wrong) {
    const auto refused = population.set(lead(), "b.csv", head + rows);
    ASSERT_TRUE(refused.failed_with(ErrorKind::invalid)) << rows;
    EXPECT_TRUE(refused.error().said.starts_with(said)) << refused.error().said;
  }
  EXPECT_TRUE(
      population.set(lead(), "b.csv", "area,code\nFen,x\n").failed_with(ErrorKind::invalid));
  EXPECT_TRUE(population.set(someone(1, {Capability::read_summary}), "b.csv", head)
                  .failed_with(ErrorKind::denied));
  EXPECT_EQ(*population.csv(lead()), before);
}

TEST_P(ReachTest, WhoMayNotReadTheWordsSeesOnlyWhatIsDisclosed) {
  for (int i = 0; i < 20; ++i) send(i < 3 ? "walk" : "bus", "bus");
  const auto reached =
      reach_->reached(someone(1, {Capability::read_summary}), id_, "Europe/London");
  ASSERT_TRUE(reached) << reached.error().detail;
  for (const ReachPart& one : reached->parts) EXPECT_FALSE(one.counts);
  const ReachPart* const capacity = part(*reached, Of::capacity);
  for (std::size_t r = 0; r < capacity->shown.rows().size(); ++r)
    EXPECT_NE(disclosure::describe(capacity->shown.cell(r)), "3");
}

TEST_P(ReachTest, ThePublicSeesNoTallyWhileAnswersAreTaken) {
  for (int i = 0; i < 20; ++i) send("bus", "bus");
  EXPECT_TRUE(reach_->reached(anyone(), id_, "Europe/London").failed_with(ErrorKind::closed));
  ASSERT_TRUE(activities_->close(lead(), id_));
  const auto reached = reach_->reached(anyone(), id_, "Europe/London");
  ASSERT_TRUE(reached) << reached.error().detail;
  for (const ReachPart& one : reached->parts) EXPECT_FALSE(one.counts);
}

// Else whoever sent ten of them could take back one after the other and see a row fall from 10 to
// "not shown" when it holds exactly 7.
TEST_P(ReachTest, WhoTakesBackTheirAnswersAfterClosingChangesNoPublicNumber) {
  Own own(stores_.main(), *record_, *keys_, clock_, random_);
  std::vector<Receipt> mine;
  for (int i = 0; i < 12; ++i) send("bus", "bus");
  for (int i = 0; i < 10; ++i) mine.push_back(send("walk", "walk"));
  send("walk", "walk");
  ASSERT_TRUE(stores_.main().write([&](store::Session& s) -> Result<> {
    TRY(s.exec(
        "update response set state = 'quarantined' where partnership_id = $1 and log_index = "
        "(select max(log_index) from response where partnership_id = $1)",
        partnership_));
    return Done{};
  }));
  ASSERT_TRUE(activities_->close(lead(), id_));
  const auto said = [&](const Scope& scope, std::string_view language = "en") {
    const auto reached = reach_->reached(scope, id_, "Europe/London", language);
    EXPECT_TRUE(reached) << reached.error().detail;
    std::string all = disclosure::describe_total(reached->all);
    for (const ReachPart& one : reached->parts)
      for (std::size_t r = 0; r < one.shown.rows().size(); ++r)
        all += "\n" + one.shown.rows()[r] + ": " + disclosure::describe(one.shown.cell(r));
    return all;
  };
  const std::string before = said(anyone());
  EXPECT_TRUE(before.starts_with("22\n")) << before;
  for (const Receipt& each : mine)
    ASSERT_TRUE(own.withdraw(anyone(), each.reference, each.private_part));
  EXPECT_EQ(said(anyone()), before);
  ASSERT_TRUE(stores_.main().write([&](store::Session& s) -> Result<> {
    TRY(
        s.exec("update response set state = 'withdrawn' where partnership_id = $1 and state = "
               "'quarantined'",
               partnership_));
    return Done{};
  })) << "one that had been set aside, taken back";
  EXPECT_EQ(said(anyone()), before);
  EXPECT_EQ(said(anyone(), "cy").substr(0, 3), "22\n") << "in any language";
  EXPECT_TRUE(said(lead()).starts_with("12\n")) << "staff see how it stands";
  // What staff bring in, such as forms that came by the last post, is counted, and all else anew.
  const auto brought = imports_->run(lead(), id_, "post.csv", "answer\nThe last bus\n",
                                     {{Role::answer}, "What is hard?"}, "Europe/London");
  ASSERT_TRUE(brought) << brought.error().detail;
  EXPECT_TRUE(said(anyone()).starts_with("13\n"));
}

INSTANTIATE_TEST_SUITE_P(On, ReachTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::listen
