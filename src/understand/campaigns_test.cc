// A campaign of postcards and a petition are one object each, and what people added is coded.
#include "understand/campaigns.h"

#include "testing/listening.h"

namespace heed::understand {
namespace {

using enum Capability;

class CampaignsTest : public testing::ListeningTest {
 protected:
  void set_up() override {
    campaigns_ = std::make_unique<Campaigns>(stores_.main(), clock_, random_);
    coding_ = std::make_unique<Coding>(stores_.main(), clock_, random_);
    frames_ = std::make_unique<CodeFrames>(stores_.main(), clock_, random_);
  }
  Scope jo() const { return someone(1, {read_summary, read_text, code}); }
  // Forty identical postcards, two with words of their own, and what twenty others wrote.
  ActivityId postcards() {
    const std::string letter =
        "Please keep the stroke beds open at the community hospital because families must be able "
        "to visit every day and the journey to the city takes two hours by bus each way";
    std::string csv = "answer,may we quote you\n";
    for (int i = 0; i < 40; ++i) csv += letter + ",no\n";
    csv += letter + " My husband died waiting for the transfer ambulance in January,no\n";
    csv += letter + " I drive a taxi and the ring road floods every winter,no\n";
    const char* others[] = {"Parking", "Food", "Nurses", "Signs", "Waiting"};
    for (int i = 0; i < 20; ++i)
      csv += fmt::format("{} could be better on ward {} and nobody answers letter {},no\n",
                         others[i % 5], i * 7, i);
    return activity_of(csv);
  }
  std::unique_ptr<Campaigns> campaigns_;
  std::unique_ptr<Coding> coding_;
  std::unique_ptr<CodeFrames> frames_;
};

TEST_P(CampaignsTest, ACampaignIsOneObjectReadOnceAndWhatPeopleAddedIsReadOneByOne) {
  const ActivityId id = postcards();
  ASSERT_EQ(*campaigns_->find(jo(), id), 1);
  const Campaign found = campaigns_->all(jo(), id)->front();
  EXPECT_EQ(found.size, 42);
  EXPECT_EQ(found.with_words, 2);
  EXPECT_EQ(found.method, "Heed campaigns 1") << "always labelled";
  const auto own = *campaigns_->own_words(jo(), found.id);
  ASSERT_EQ(own.size(), 2u);
  EXPECT_NE(own[0].words.find("transfer ambulance"), std::string::npos);
  EXPECT_EQ(own[0].words.find("stroke beds"), std::string::npos) << "the letter's text is not his";
  ASSERT_TRUE(campaigns_->name(jo(), found.id, 1, "Save our beds"));
  EXPECT_TRUE(campaigns_->name(jo(), found.id, 1, "x").failed_with(ErrorKind::conflict));
  ASSERT_TRUE(campaigns_->read_once(jo(), id, found.id, "Jo"));
  EXPECT_EQ(coding_->progress(jo(), id)->read, 40) << "the two with words of their own wait";
  ASSERT_EQ(*campaigns_->find(jo(), id), 1) << "named and read, so it stays";
  EXPECT_EQ(campaigns_->all(jo(), id)->front().organiser, "Save our beds");
}

TEST_P(CampaignsTest, ResultsAreShownWithAndWithoutACampaign) {
  const ActivityId id = postcards();
  ASSERT_TRUE(campaigns_->find(jo(), id));
  const CodeId beds = *frames_->add(jo(), id, {.name = "Keep the beds"}, "Jo");
  std::vector<BroughtIn> rows;
  for (std::int64_t after = 0;;) {
    const auto next = *coding_->next(jo(), id, after);
    if (!next) break;
    after = coding_->voice(jo(), id, *next)->number;
    if (rows.size() < 45) rows.push_back({*next, beds});
  }
  ASSERT_TRUE(coding_->bring_in(jo(), id, rows, "a file"));
  const auto counts = *campaigns_->with_and_without(jo(), id);
  ASSERT_EQ(counts.size(), 1u);
  EXPECT_EQ(counts[0].all, 45);
  EXPECT_EQ(counts[0].without, 3);
}

TEST_P(CampaignsTest, APetitionIsOneObjectAndNoResponse) {
  const ActivityId id = activity_of(testing::evening_csv(2));
  EXPECT_FALSE(campaigns_->add_petition(jo(), id, "Friends", "Keep the beds", 0));
  EXPECT_FALSE(campaigns_->add_petition(jo(), id, " ", "Keep the beds", 12'000));
  ASSERT_TRUE(
      campaigns_->add_petition(jo(), id, "Friends of the hospital", "Keep the beds", 12'000));
  EXPECT_EQ(campaigns_->all(jo(), id)->front().size, 12'000);
  EXPECT_TRUE(campaigns_->all(jo(), id)->front().petition);
  EXPECT_EQ(coding_->progress(jo(), id)->voices, 6) << "signatures are no responses";
  ASSERT_TRUE(campaigns_->find(jo(), id));
  EXPECT_EQ(campaigns_->all(jo(), id)->size(), 1u) << "finding campaigns leaves it alone";
}

INSTANTIATE_TEST_SUITE_P(On, CampaignsTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::understand
