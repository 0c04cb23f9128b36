// Papers through the pages: the demonstration's published activity, read, downloaded and bundled.
#include <gtest/gtest.h>

#include <filesystem>

#include "app/demo.h"
#include "app/house.h"
#include "app/site.h"
#include "partners/role.h"
#include "testing/temp_dir.h"

namespace heed::app {
namespace {

class Papers : public ::testing::Test {
 protected:
  void SetUp() override {
    HouseOptions options{.data = folder_.file("data"), .unsafe_disk = true};
    options.sign_in.hash_cost = platform::kTestPasswordCost;
    auto opened = House::open(options);
    ASSERT_TRUE(opened) << opened.error().detail;
    house_ = std::move(*opened);
    const auto partnership = house_->partnership(demonstration_partnership());
    ASSERT_TRUE(partnership && make_demonstration(*house_));
    services_.emplace(services_of(*house_, {.partnership = *partnership}));
    routes_ = routes_of(*house_, *services_, [] { return web::Counters{}; });
    const auto seen = house_->activities.list(Scope::for_public(partnership->id));
    ASSERT_TRUE(seen);
    for (const plan::Activity& activity : *seen)
      if (activity.state == plan::ActivityState::answered) activity_ = activity.id.text();
    ASSERT_FALSE(activity_.empty());
  }

  Result<web::Reply> get(partners::Role role, std::string_view paper, std::string_view why = "") {
    web::Request request{.path = "/staff"};
    if (!why.empty()) request.query.emplace_back("why", why);
    request.who =
        web::Signed{Scope::for_person(services_->partnership,
                                      PersonId::from(std::array<std::byte, 16>{std::byte{9}}),
                                      partners::capabilities_of(role)),
                    "Priya Shah", "token"};
    const std::string pattern = paper.empty() ? "/staff/activities/{activity}/papers"
                                              : "/staff/activities/{activity}/papers/{paper}";
    for (const web::Route& route : routes_)
      if (route.pattern == pattern && route.method == web::Method::get)
        return std::get<web::Answer>(route.handler.run())(
            request, web::Match({{"activity", activity_}, {"paper", std::string(paper)}}));
    return fail(ErrorKind::not_found, "no such route");
  }

  testing::TempDir folder_;
  std::unique_ptr<House> house_;
  std::optional<web::Services> services_;
  web::Routes routes_;
  std::string activity_;
};

TEST_F(Papers, EveryFormatOfEveryPaperComesDown) {
  for (const char* paper : {"findings-report", "board-paper", "response-register"}) {
    for (const auto& [ending, start] : std::vector<std::pair<std::string, std::string>>{
             {"", "<!"}, {".docx", "PK"}, {".xlsx", "PK"}, {".pdf", "%PDF"}, {".html", "<!"}}) {
      const auto reply = get(partners::Role::engagement_lead, paper + ending, "nobody said yes");
      ASSERT_TRUE(reply) << paper << ending << " " << reply.error().detail;
      EXPECT_EQ(reply->status, 200);
      EXPECT_TRUE(reply->body.starts_with(start)) << paper << ending;
    }
  }
  const auto bundle =
      get(partners::Role::engagement_lead, "evidence-bundle.zip", "nobody said yes");
  ASSERT_TRUE(bundle) << bundle.error().detail;
  EXPECT_TRUE(bundle->body.starts_with("PK"));
  EXPECT_TRUE(
      get(partners::Role::engagement_lead, "anything.pdf").failed_with(ErrorKind::not_found));
  EXPECT_TRUE(get(partners::Role::engagement_lead, "board-paper.exe", "x")
                  .failed_with(ErrorKind::not_found));
}

TEST_F(Papers, ThePreviewWorksEveryFigureOutAgainAndNamesTheRecord) {
  const auto page = get(partners::Role::engagement_lead, "findings-report", "nobody said yes");
  ASSERT_TRUE(page) << page.error().detail;
  EXPECT_NE(page->body.find("[F1]"), std::string::npos);
  EXPECT_NE(page->body.find("heard_from"), std::string::npos);
  EXPECT_NE(page->body.find("the hash over them is"), std::string::npos);
  EXPECT_NE(page->body.find("worked out again"), std::string::npos);
}

TEST_F(Papers, ThePageOfPapersOffersTheBundle) {
  const auto page = get(partners::Role::engagement_lead, "", "nobody said yes");
  ASSERT_TRUE(page) << page.error().detail;
  EXPECT_NE(page->body.find("evidence-bundle.zip"), std::string::npos);
  EXPECT_NE(page->body.find("board-paper.pdf"), std::string::npos);
}

}  // namespace
}  // namespace heed::app
