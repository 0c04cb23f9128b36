// Activities from a first idea to what is said about them afterwards, on both databases.
#include <gtest/gtest.h>

#include <algorithm>

#include "partners/partners.h"
#include "plan/activities.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/random.h"
#include "testing/stores.h"

namespace heed::plan {
namespace {

class PlanTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    partners::Partners partners(stores_.main(), clock_, random_);
    partnership_ = partners.create_partnership({.name = "Fenmere", .prefix = "FM"})->id;
    activities_ = std::make_unique<Activities>(stores_.main(), clock_, random_);
  }
  Scope operator_scope() const { return Scope::for_operator(partnership_); }
  Scope anyone() const { return Scope::for_public(partnership_); }
  Scope planner(PersonId person) const {
    return Scope::for_person(partnership_, person,
                             static_cast<std::uint32_t>(Capability::plan) |
                                 static_cast<std::uint32_t>(Capability::read_summary));
  }
  ActivityId ready(ActivityKind kind) {
    const ActivityId id =
        *activities_->add(operator_scope(), {.kind = kind,
                                             .title = "Evening clinics",
                                             .purpose = "When clinics run.",
                                             .decider = "The board",
                                             .closes = clock_.now() + kDayMs,
                                             .hear_by = clock_.now() + 9 * kDayMs});
    EXPECT_TRUE(activities_->set_questions(operator_scope(), id, {"How do you get home?"}));
    return id;
  }
  std::string phase(ActivityId id) { return activities_->activity(operator_scope(), id)->phase; }
  Result<> move(ActivityId id, std::string_view to, std::string_view why = "") {
    return activities_->move(operator_scope(), id, to, why);
  }

  testing::StoreSet stores_{GetParam()};
  platform::ManualClock clock_{TimeMs{1'760'000'000'000}};
  platform::SystemRandom random_;
  PartnershipId partnership_;
  std::unique_ptr<Activities> activities_;
};

TEST(Phases, EveryStepLeadsToAPhaseOfTheSameKindAndNoneIsADeadEndBeforeTheOutcome) {
  for (const ActivityKind kind : {ActivityKind::survey, ActivityKind::formal_consultation})
    for (const Phase& phase : phases_of(kind)) {
      for (const std::string_view next : phase.next)
        EXPECT_NE(phase_of(kind, next), nullptr) << phase.name << " to " << next;
      for (const std::string_view back : phase.back)
        EXPECT_NE(phase_of(kind, back), nullptr) << phase.name << " back to " << back;
      if (phase.state != ActivityState::answered) EXPECT_FALSE(phase.next.empty()) << phase.name;
    }
  EXPECT_EQ(step_between(ActivityKind::survey, "finished", "planned"), Step::none);
  EXPECT_EQ(step_between(ActivityKind::formal_consultation, "approved", "review"), Step::back);
}

TEST_P(PlanTest, AConsultationGoesThroughItsStatesAndEachStepIsKept) {
  const ActivityId id = ready(ActivityKind::formal_consultation);
  EXPECT_EQ(phase(id), "draft");
  EXPECT_FALSE(move(id, "open")) << "nothing opens that was not approved";
  ASSERT_TRUE(move(id, "review"));
  ASSERT_TRUE(move(id, "approved"));
  ASSERT_TRUE(move(id, "scheduled"));
  EXPECT_TRUE(activities_->activity(anyone(), id)) << "announced: the public sees it";
  ASSERT_TRUE(move(id, "open"));
  EXPECT_FALSE(activities_->move(operator_scope(), id, "extended", "Snow.", clock_.now()));
  ASSERT_TRUE(activities_->move(operator_scope(), id, "extended", "Snow closed the halls.",
                                clock_.now() + 5 * kDayMs));
  const Activity open = *activities_->activity(anyone(), id);
  EXPECT_EQ(open.details.closes, clock_.now() + 5 * kDayMs);
  EXPECT_TRUE(takes_answers(open, clock_.now()));
  ASSERT_TRUE(move(id, "suspended", "A question was wrong."));
  EXPECT_FALSE(takes_answers(*activities_->activity(anyone(), id), clock_.now()));
  ASSERT_TRUE(move(id, "open"));
  ASSERT_TRUE(move(id, "closed"));
  ASSERT_TRUE(move(id, "late_window"));
  ASSERT_TRUE(move(id, "analysing"));
  EXPECT_FALSE(move(id, "closed")) << "a step back needs a reason";
  ASSERT_TRUE(move(id, "closed", "Two letters were found."));
  const auto steps = *activities_->steps(operator_scope(), id);
  EXPECT_EQ(steps.size(), 11u);
  EXPECT_TRUE(steps.front().back);
  EXPECT_EQ(steps.front().reason, "Two letters were found.");
  const auto updates = *activities_->updates(anyone(), id);
  ASSERT_FALSE(updates.empty());
  EXPECT_TRUE(std::ranges::any_of(updates, [](const Update& one) {
    return one.words == "The closing date has moved. Snow closed the halls.";
  })) << "an extension is said in public";
}

TEST_P(PlanTest, QuestionsAreReadOnceAndOtherQuestionsAreSeenAtOnce) {
  const ActivityId id = ready(ActivityKind::survey);
  const auto first = activities_->with_questionnaire(operator_scope(), id);
  ASSERT_TRUE(first) << first.error().detail;
  EXPECT_EQ(first->activity.details.title, "Evening clinics");
  EXPECT_EQ(activities_->with_questionnaire(operator_scope(), id)->questionnaire,
            first->questionnaire)
      << "the same one";
  EXPECT_TRUE(activities_->with_questionnaire(anyone(), id).failed_with(ErrorKind::not_found))
      << "a draft is nobody's business, however often it was read";
  ASSERT_TRUE(activities_->set_questions(operator_scope(), id, {"When?", "Where?"}));
  EXPECT_EQ(
      activities_->with_questionnaire(operator_scope(), id)->questionnaire->questions().size(), 2u);
  EXPECT_EQ(first->questionnaire->questions().size(), 1u) << "whoever still holds it";
}

TEST_P(PlanTest, AnotherClosingDateOfAnOpenOneIsAPublicCorrectionWithItsReason) {
  const ActivityId id = ready(ActivityKind::survey);
  const auto changed = [&](std::optional<TimeMs> closes, std::string_view why) {
    const Activity now = *activities_->activity(operator_scope(), id);
    ActivityDetails details = now.details;
    details.closes = closes;
    return activities_->change(operator_scope(), id, now.version, details, why, "Europe/London");
  };
  ASSERT_TRUE(changed(clock_.now() + 9 * kDayMs, "")) << "nobody was told the date of a draft";
  ASSERT_TRUE(activities_->open(operator_scope(), id));
  const Activity before = *activities_->activity(anyone(), id);
  const auto refused = changed(clock_.now() + 12 * kDayMs, "  ");
  ASSERT_TRUE(refused.failed_with(ErrorKind::invalid));
  EXPECT_NE(refused.error().said.find("Say why it moves"), std::string::npos);
  EXPECT_EQ(activities_->activity(anyone(), id)->details.closes, before.details.closes);
  EXPECT_TRUE(activities_->updates(anyone(), id)->empty());

  ASSERT_TRUE(changed(clock_.now() + 12 * kDayMs, "The hall was flooded."));
  const auto updates = *activities_->updates(anyone(), id);
  ASSERT_EQ(updates.size(), 1u);
  EXPECT_TRUE(updates[0].correction);
  EXPECT_EQ(updates[0].at, clock_.now());
  EXPECT_EQ(updates[0].words,
            fmt::format("The closing date has moved from {} to {}. The hall was flooded.",
                        show_date(*before.details.closes, "Europe/London"),
                        show_date(clock_.now() + 12 * kDayMs, "Europe/London")));
  ASSERT_TRUE(changed(clock_.now() + 12 * kDayMs + 60'000, "")) << "the same day is no other date";
  EXPECT_EQ(activities_->updates(anyone(), id)->size(), 1u);
  EXPECT_EQ(activities_->activity(anyone(), id)->details.closes, clock_.now() + 12 * kDayMs);
}

TEST_P(PlanTest, WhatWasOpenedAsASurveyIsNeverCalledAFormalConsultation) {
  const ActivityId id = ready(ActivityKind::survey);
  const auto called = [&](ActivityId which, ActivityKind kind) {
    const Activity now = *activities_->activity(operator_scope(), which);
    ActivityDetails details = now.details;
    details.kind = kind;
    return activities_->change(operator_scope(), which, now.version, details);
  };
  ASSERT_TRUE(called(id, ActivityKind::formal_consultation)) << "a draft has its gates before it";
  ASSERT_TRUE(called(id, ActivityKind::survey));
  ASSERT_TRUE(activities_->open(operator_scope(), id));
  EXPECT_TRUE(called(id, ActivityKind::formal_consultation).failed_with(ErrorKind::invalid));
  EXPECT_EQ(activities_->activity(anyone(), id)->details.kind, ActivityKind::survey);
  EXPECT_TRUE(called(id, ActivityKind::listening)) << "both have the same gates";
  const ActivityId other = ready(ActivityKind::formal_consultation);
  ASSERT_TRUE(move(other, "review"));
  ASSERT_TRUE(move(other, "approved"));
  ASSERT_TRUE(move(other, "open"));
  EXPECT_TRUE(called(other, ActivityKind::survey).failed_with(ErrorKind::invalid));
}

TEST_P(PlanTest, ACouncilOwnsAProjectAboutSocialCareAndThePublicSeesThatItDoes) {
  const ActivityId id =
      *activities_->add(operator_scope(), {.title = "Home care in the evening",
                                           .purpose = "Which hours home care is given.",
                                           .decider = "The cabinet of Tarn Valley Council",
                                           .owner_name = "Tarn Valley Council, adult social care",
                                           .hear_by = clock_.now() + 9 * kDayMs,
                                           .deliverer = "Fenmere Voices",
                                           .topics = "social care"});
  ASSERT_TRUE(activities_->set_questions(operator_scope(), id, {"When do you need help?"}));
  ASSERT_TRUE(activities_->open(operator_scope(), id));
  const Activity seen = *activities_->activity(anyone(), id);
  EXPECT_EQ(seen.details.owner_name, "Tarn Valley Council, adult social care");
  EXPECT_EQ(seen.details.deliverer, "Fenmere Voices");
  EXPECT_EQ(seen.details.topics, "social care");
  for (const Missing& one : *activities_->missing(operator_scope(), id))
    EXPECT_NE(one.field, "owner") << one.said;
}

TEST_P(PlanTest, WhoSentAConsultationForReviewDoesNotApproveIt) {
  const ActivityId id = ready(ActivityKind::formal_consultation);
  const auto priya = random_.id<PersonId>(), tom = random_.id<PersonId>();
  ASSERT_TRUE(activities_->move(planner(priya), id, "review"));
  EXPECT_FALSE(activities_->move(planner(priya), id, "approved"));
  EXPECT_TRUE(activities_->open(planner(priya), id).failed_with(ErrorKind::conflict))
      << "nor is there a way round";
  EXPECT_TRUE(activities_->move(planner(tom), id, "approved"));
  EXPECT_TRUE(activities_->open(planner(priya), id));
}

TEST_P(PlanTest, ASurveyNeedsOneLeadAloneAndCannotEndWithoutAnOutcome) {
  const ActivityId id = ready(ActivityKind::survey);
  ASSERT_TRUE(move(id, "announced"));
  ASSERT_TRUE(move(id, "live"));
  ASSERT_TRUE(move(id, "finished"));
  EXPECT_FALSE(move(id, "outcome_published")) << "only a publication does that";
  EXPECT_EQ(phase(id), "finished");
}

TEST_P(PlanTest, ActivitiesFromBeforePhasesWereKeptFollowTheirState) {
  const ActivityId id = ready(ActivityKind::formal_consultation);
  ASSERT_TRUE(move(id, "review"));
  ASSERT_TRUE(move(id, "approved"));
  ASSERT_TRUE(activities_->open(operator_scope(), id));
  EXPECT_EQ(phase(id), "open");
  ASSERT_TRUE(stores_.main().write([&](store::Session& s) -> Result<> {
    TRY(s.exec("update activity set state = 'answered' where id = $1", id));
    return Done{};
  }));
  EXPECT_EQ(phase(id), "response_published");
}

TEST_P(PlanTest, WhatIsFixedChangesOnlyAsAPublicCorrection) {
  const ActivityId id = ready(ActivityKind::survey);
  const Activities::NewDocument summary{.title = "Summary",
                                        .format = "easy_read",
                                        .language = "en",
                                        .file_name = "summary.pdf",
                                        .bytes = "%PDF-1.7 easy"};
  const auto first = activities_->add_document(operator_scope(), id, summary);
  ASSERT_TRUE(first) << first.error().said;
  ASSERT_TRUE(move(id, "live"));
  EXPECT_FALSE(activities_->set_questions(operator_scope(), id, {"Another question?"}));
  EXPECT_FALSE(activities_->withdraw_document(operator_scope(), id, *first));
  ASSERT_TRUE(activities_->withdraw_document(operator_scope(), id, *first, "A wrong date."));
  const auto updates = *activities_->updates(anyone(), id);
  ASSERT_EQ(updates.size(), 1u);
  EXPECT_TRUE(updates[0].correction);
  EXPECT_EQ(updates[0].words, "Withdrew “Summary”. A wrong date.");
  const auto [kept, bytes] = *activities_->document(anyone(), id, *first);
  EXPECT_EQ(kept.hash, platform::sha256(summary.bytes));
  EXPECT_TRUE(kept.withdrawn) << "what was withdrawn stays where it was";
}

TEST_P(PlanTest, APageOrAScriptIsNoDocument) {
  const ActivityId id = ready(ActivityKind::survey);
  for (const char* name : {"page.html", "picture.svg", "notes.pdf"}) {
    const auto added = activities_->add_document(
        operator_scope(), id,
        {.title = "x", .format = "standard", .file_name = name, .bytes = "<script>1</script>"});
    EXPECT_FALSE(added) << name;
  }
}

TEST_P(PlanTest, MissingFormatsAndAStageWithoutPeopleAreNamedAndFewStopIt) {
  const ActivityId id = *activities_->add(operator_scope(), {.title = "Beds"});
  ASSERT_TRUE(activities_->set_stages(operator_scope(), id,
                                      {{"Options", "A workshop with patients"}, {"Contract", ""}}));
  const auto missing = *activities_->missing(operator_scope(), id);
  const auto says = [&](std::string_view text) {
    return std::ranges::any_of(missing, [&](const Missing& one) { return one.said == text; });
  };
  EXPECT_TRUE(says("Nobody is involved in the stage “Contract”."));
  EXPECT_FALSE(says("Nobody is involved in the stage “Options”."));
  EXPECT_TRUE(says("There is no Easy Read version."));
  EXPECT_EQ(std::ranges::count_if(missing, &Missing::stops), 4);
  const auto opened = activities_->open(operator_scope(), id);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().said, "Write at least one question before opening.");
}

TEST_P(PlanTest, WordsThatAskForTooMuchOfAReaderAreSaidWithTheirHardestSentence) {
  const auto hard = [&](const std::string& purpose) {
    const ActivityId id =
        *activities_->add(operator_scope(), {.title = "Beds", .purpose = purpose});
    const auto missing = *activities_->missing(operator_scope(), id);
    return std::ranges::any_of(missing, [](const Missing& one) {
      return one.said.starts_with("What people will read asks for a reading age of");
    });
  };
  EXPECT_TRUE(
      hard("The reconfiguration of community rehabilitation provision necessitates comprehensive "
           "consideration of interdependent organisational responsibilities, notwithstanding the "
           "sustainability of contractual arrangements."));
  EXPECT_FALSE(
      hard("We want to know where the clinic should be. Tell us how you get there. Tell us "
           "what is hard."));
}

TEST_P(PlanTest, AQuestionIsPublishedWithItsAnswerAndTheTimeItTook) {
  const ActivityId id = ready(ActivityKind::survey);
  ASSERT_TRUE(move(id, "live"));
  ASSERT_TRUE(activities_->ask(anyone(), id, "Will the bus go there?"));
  EXPECT_TRUE(activities_->asked(anyone(), id)->empty()) << "nothing unread is public";
  const auto waiting = *activities_->asked(operator_scope(), id);
  ASSERT_EQ(waiting.size(), 1u);
  clock_.advance(2 * kDayMs);
  EXPECT_FALSE(activities_->answer_question(anyone(), id, waiting[0].id, "No.", true));
  ASSERT_TRUE(activities_->answer_question(operator_scope(), id, waiting[0].id, "Yes.", true));
  const auto shown = *activities_->asked(anyone(), id);
  ASSERT_EQ(shown.size(), 1u);
  EXPECT_EQ(shown[0].answer, "Yes.");
  EXPECT_EQ(Activities::usual_reply_ms(shown), 2 * kDayMs);
}

TEST_P(PlanTest, ThereIsAlwaysSomewhereToTellUsSomethingElse) {
  const ActivityId id = *activities_->something_else(partnership_);
  EXPECT_EQ(*activities_->something_else(partnership_), id);
  EXPECT_TRUE(takes_answers(*activities_->activity(anyone(), id), clock_.now()));
  EXPECT_EQ(activities_->questionnaire(anyone(), id)->questions().size(), 1u);
}

TEST_P(PlanTest, APostcodeFindsTheAreaByTheLongestPrefixAndIsNotKept) {
  ASSERT_TRUE(activities_->set_area_postcodes(operator_scope(),
                                              "ZZ: Tarn Valley\nZZ1: Fenmere\nzz1 4: Fen End\n"));
  EXPECT_EQ(*activities_->area_of(anyone(), "zz1 4ab"), "Fen End");
  EXPECT_EQ(*activities_->area_of(anyone(), "ZZ1"), "Fenmere");
  EXPECT_EQ(*activities_->area_of(anyone(), "ZZ12 1AB"), "Tarn Valley");
  EXPECT_TRUE(activities_->area_of(anyone(), "AB1 1AB").failed_with(ErrorKind::not_found));
  EXPECT_EQ(activities_->area_of(anyone(), "nonsense").error().said,
            "We don't recognise that postcode. Check it, or choose an area.");
  EXPECT_FALSE(activities_->set_area_postcodes(operator_scope(), "ZZ1 Fenmere"));
}

TEST_P(PlanTest, OnlyAnEmptyDraftIsDiscarded) {
  const ActivityId empty = *activities_->add(operator_scope(), {.title = "Made for a file"});
  ASSERT_TRUE(activities_->discard(operator_scope(), empty));
  EXPECT_TRUE(activities_->activity(operator_scope(), empty).failed_with(ErrorKind::not_found));
  const ActivityId live = ready(ActivityKind::survey);
  ASSERT_TRUE(move(live, "live"));
  EXPECT_FALSE(activities_->discard(operator_scope(), live));
}

INSTANTIATE_TEST_SUITE_P(Both, PlanTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::plan
