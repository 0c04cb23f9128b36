#include "app/house.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/control.h"
#include "app/demo.h"
#include "report/appendix.h"
#include "testing/temp_dir.h"

namespace heed::app {
namespace {

namespace fs = std::filesystem;

HouseOptions quick(const std::string& data) {
  HouseOptions options{.data = data, .unsafe_disk = true};
  options.sign_in.hash_cost = platform::kTestPasswordCost;
  return options;
}

TEST(House, HasOneOwnerAtATime) {
  const testing::TempDir folder;
  const std::string data = folder.file("data");
  const auto first = House::open(quick(data));
  ASSERT_TRUE(first) << first.error().detail;
  EXPECT_TRUE(House::open(quick(data)).failed_with(ErrorKind::busy));
}

TEST(House, ABackupIsAHouseWithTheSameRecord) {
  const testing::TempDir folder;
  const std::string data = folder.file("data"), copy = folder.file("copy");
  const auto house = House::open(quick(data));
  ASSERT_TRUE(house) << house.error().detail;
  const auto partnership = (*house)->partnership(demonstration_partnership());
  ASSERT_TRUE(partnership);
  ASSERT_TRUE(make_demonstration(**house));
  const auto entries = (*house)->record.verify(partnership->id);
  ASSERT_TRUE(entries);
  ASSERT_TRUE((*house)->backup(copy));
  EXPECT_TRUE((*house)->backup(copy).failed_with(ErrorKind::conflict)) << "never over another one";
  fs::rename(copy + "/keys/keys.sqlite", copy + "/keys.sqlite");
  const auto restored = House::open(quick(copy));
  ASSERT_TRUE(restored) << restored.error().detail;
  EXPECT_EQ(*(*restored)->record.verify(partnership->id), *entries);
}

TEST(House, TheDemonstrationIsWholeWithOneGapAndNeverLaidOverRealData) {
  const testing::TempDir folder;
  const auto house = House::open(quick(folder.file("data")));
  ASSERT_TRUE(house) << house.error().detail;
  const auto partnership = (*house)->partnership(demonstration_partnership());
  const auto made = make_demonstration(**house);
  ASSERT_TRUE(made) << made.error().detail;
  ASSERT_TRUE(make_demonstration(**house)) << "a second start changes nothing";
  const Scope anyone = Scope::for_public(partnership->id);
  const auto seen = (*house)->activities.list(anyone);
  ASSERT_TRUE(seen);
  ASSERT_EQ(seen->size(), 5u) << "the draft is nobody's business yet";
  for (const plan::Activity& activity : *seen) {
    const auto said = (*house)->voices.counts(Scope::for_operator(partnership->id), activity.id);
    ASSERT_TRUE(said);
    EXPECT_GE(said->counted, 15) << activity.details.title;
    if (activity.details.kind != plan::ActivityKind::formal_consultation) continue;
    EXPECT_EQ((*house)->governance.decisions(anyone, activity.id)->size(), 1u);
    EXPECT_EQ((*house)->actions.plans(anyone, activity.id)->front().actions.size(), 4u);
    const auto page = (*house)->findings.published(anyone, activity.id);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->findings.size(), 11u);
    EXPECT_TRUE(page->findings[0].quotes.size() + page->findings[1].quotes.size() == 1)
        << "Mr Holt's";
    EXPECT_EQ(std::count_if(page->findings.begin(), page->findings.end(),
                            [](const decide::Finding& finding) { return !finding.response; }),
              1);
    const auto docx = report::word_appendix(*page, {.partnership = partnership->name,
                                                    .zone = partnership->zone,
                                                    .activity = activity,
                                                    .method = ""});
    ASSERT_TRUE(docx);
    EXPECT_TRUE(docx->starts_with("PK"));
  }
  const auto late = (*house)->promises.promises(anyone);
  ASSERT_TRUE(late && !late->empty());
  EXPECT_EQ(late->front().days_late, 9);
  EXPECT_NE(demonstration_sign_ins(**house, "http://x").find("FM-"), std::string::npos);
  const testing::TempDir other;
  const auto real = House::open(quick(other.file("data")));
  ASSERT_TRUE((*real)->partnership({.name = "Somebody's own", .prefix = "SO"}));
  ASSERT_TRUE(do_command(**real, "user-add", {"Tom Hale", "tom@trust.example", "analyst"}));
  EXPECT_TRUE(make_demonstration(**real).failed_with(ErrorKind::conflict));
}

TEST(Control, ReachesTheHouseThatRuns) {
  const testing::TempDir folder;
  const std::string data = folder.file("data");
  const auto house = House::open(quick(data));
  ASSERT_TRUE(house) << house.error().detail;
  ASSERT_TRUE((*house)->partnership(demonstration_partnership()));
  EXPECT_FALSE(ask_running(data, "user-list", {}));
  const auto control = Control::start(data + "/heed.sock", **house);
  ASSERT_TRUE(control) << control.error().detail;
  const auto added = ask_running(data, "user-add", {"Jo Archer", "jo@agency.example", "analyst"});
  ASSERT_TRUE(added && *added);
  EXPECT_NE((*added)->find("/staff/link/"), std::string::npos);
  const auto listed = ask_running(data, "user-list", {});
  ASSERT_TRUE(listed && *listed);
  EXPECT_NE((*listed)->find("jo@agency.example"), std::string::npos);
  const auto refused = ask_running(data, "user-add", {"X", "x@y.example", "emperor"});
  ASSERT_TRUE(refused);
  EXPECT_FALSE(*refused);
  EXPECT_FALSE(*ask_running(data, "fly", {}));
}

}  // namespace
}  // namespace heed::app
