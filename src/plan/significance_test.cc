// What is asked of a change, and what somebody's judgement of it suggests.
#include "plan/significance.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "plan/involvement.h"

namespace heed::plan {
namespace {

std::vector<DomainJudged> no_impact() {
  std::vector<DomainJudged> all;
  for (const DomainAsked& each : domains())
    all.push_back({.domain = each.domain, .impact = Impact::none, .evidence = "Counted in May."});
  return all;
}
std::vector<DomainJudged> with(Domain domain, Impact impact, Direction direction) {
  auto all = no_impact();
  DomainJudged& one = *std::ranges::find(all, domain, &DomainJudged::domain);
  one.impact = impact;
  one.direction = direction;
  one.likelihood = Likelihood::likely;
  return all;
}
std::vector<std::string_view> prompts_of(Domain domain) {
  std::vector<std::string_view> all;
  for (const Prompt& each : asked_of(domain).prompts) all.push_back(each.name);
  return all;
}
InvolvementJudged not_one() {
  InvolvementJudged out;
  for (const TriggerAsked& each : triggers())
    out.triggers.push_back(
        {.name = std::string(each.name), .applies = false, .because = "Nothing changes."});
  return out;
}

TEST(Significance, TheFourDomainsAskWhatTheSourceAsks) {
  ASSERT_EQ(domains().size(), 4u);
  using Names = std::vector<std::string_view>;
  EXPECT_EQ(prompts_of(Domain::access), (Names{"location", "opening_times"}));
  EXPECT_EQ(prompts_of(Domain::wider_community), (Names{"economic", "transport", "regeneration"}));
  EXPECT_EQ(prompts_of(Domain::patients_or_users), (Names{"current", "future"}));
  EXPECT_EQ(prompts_of(Domain::service_delivery), (Names{"methods", "relocation"}));
}

TEST(Significance, OneSubstantialDomainSuggestsSignificantWhicheverItIs) {
  EXPECT_FALSE(suggested(no_impact()).yes);
  for (const DomainAsked& each : domains()) {
    EXPECT_FALSE(suggested(with(each.domain, Impact::minor, Direction::reduction)).yes);
    const auto judged = with(each.domain, Impact::substantial, Direction::reduction);
    ASSERT_TRUE(wrong_with(judged).empty()) << wrong_with(judged).front().said;
    const Suggestion suggests = suggested(judged);
    EXPECT_TRUE(suggests.yes) << each.name;
    EXPECT_EQ(suggests.because,
              fmt::format("One domain was judged substantial: {} (a reduction, likely). One is "
                          "enough, so significant is suggested.",
                          each.called));
  }
}

TEST(Significance, AnIncreaseCountsAsMuchAsAReduction) {
  const Suggestion suggests =
      suggested(with(Domain::access, Impact::substantial, Direction::increase));
  EXPECT_TRUE(suggests.yes);
  EXPECT_NE(suggests.because.find("an increase"), std::string::npos) << suggests.because;
}

TEST(Significance, EveryDomainNeedsAnAnswerAndWhatShowsIt) {
  EXPECT_EQ(wrong_with(std::vector<DomainJudged>{}).size(), 4u);
  auto judged = no_impact();
  judged[0].evidence = "  ";
  judged[1].impact = Impact::minor;
  judged[2].touches = {"regeneration"};
  const auto wrong = wrong_with(judged);
  ASSERT_EQ(wrong.size(), 4u);
  EXPECT_EQ(wrong[0].field, "evidence-access");
  EXPECT_EQ(wrong[1].field, "direction-wider_community");
  EXPECT_EQ(wrong[2].field, "likelihood-wider_community");
  EXPECT_EQ(wrong[3].field, "touches-patients_or_users") << "another domain's prompt";
}

TEST(Involvement, EachTriggerAloneSuggestsThatTheDutyApplies) {
  EXPECT_FALSE(suggested(not_one()).yes);
  EXPECT_TRUE(wrong_with(not_one()).empty()) << "nobody is to be involved in nothing";
  ASSERT_EQ(triggers().size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    InvolvementJudged judged = not_one();
    judged.triggers[i].applies = true;
    EXPECT_TRUE(suggested(judged).yes);
    EXPECT_NE(suggested(judged).because.find(fmt::format("({})", triggers()[i].letter)),
              std::string::npos);
  }
  std::vector<std::string_view> names;
  for (const Prompt& each : triggers()[0].prompts) names.push_back(each.name);
  EXPECT_EQ(names,
            (std::vector<std::string_view>{"resources", "needs_assessment", "specification"}));
}

TEST(Involvement, WhereItAppliesSomebodySaysHowCarersAreInvolved) {
  InvolvementJudged judged = not_one();
  judged.triggers[1].applies = true;
  judged.audiences = {{"public", "Two open meetings."}, {"patients", "A survey in the clinic."}};
  const auto wrong = wrong_with(judged);
  ASSERT_EQ(wrong.size(), 1u);
  EXPECT_EQ(wrong[0].field, "how-carers");
  judged.audiences.push_back({"carers", "Carers' groups were rung."});
  EXPECT_TRUE(wrong_with(judged).empty());
  judged.triggers[2].applies = std::nullopt;
  EXPECT_EQ(wrong_with(judged).front().field, "applies-decisions");
}

}  // namespace
}  // namespace heed::plan
