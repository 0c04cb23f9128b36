// A stranger, and somebody of each role, at every door that there is: the table of routes is walked
// against the server itself, so that a page added tomorrow is tried too.
#include <gtest/gtest.h>

#include "app/demo.h"
#include "app/site.h"
#include "testing/temp_dir.h"
#include "web/server/raw_client_for_test.h"

namespace heed::app {
namespace {

using web::RawClient;

using partners::kRoles;
constexpr const char* kToken = "a-token-of-this-session";

struct Door {
  web::Method method;
  std::string pattern, path;
  web::Who who;
  bool csrf;
  bool by_token;  // For mail programs: whoever has the path may.
};

class Doors : public ::testing::Test {
 protected:
  void SetUp() override {
    HouseOptions options{.data = folder_.file("data"), .unsafe_disk = true};
    options.sign_in.hash_cost = platform::kTestPasswordCost;
    auto opened = House::open(options);
    ASSERT_TRUE(opened) << opened.error().detail;
    house_ = *std::move(opened);
    const auto partnership = house_->partnership(demonstration_partnership());
    ASSERT_TRUE(partnership);
    partnership_ = partnership->id;
    ASSERT_TRUE(make_demonstration(*house_));
    const auto seen = house_->activities.list(Scope::for_operator(partnership_));
    ASSERT_TRUE(seen && !seen->empty());
    services_.emplace(
        services_of(*house_, {.partnership = *partnership, .public_origin = "http://127.0.0.1:1"}));
    web::Routes routes = routes_of(*house_, *services_, [] { return web::Counters{}; });
    for (const web::Route& route : routes)
      doors_.push_back({route.method, route.pattern, filled(route.pattern, seen->front().id.text()),
                        route.who, route.safety == web::Safety::csrf_token,
                        route.safety == web::Safety::token_in_path});
    auto started = web::Server::start(
        {.allowed_hosts = {"127.0.0.1"}, .public_origin = "http://127.0.0.1:1"}, std::move(routes),
        [this](std::string_view cookie) { return who(cookie); });
    ASSERT_TRUE(started) << started.error().detail;
    server_ = *std::move(started);
  }

  // A real activity in place of {activity}; ids that name nothing elsewhere.
  static std::string filled(const std::string& pattern, const std::string& activity) {
    std::string path;
    for (std::size_t at = 0; at < pattern.size();) {
      const std::size_t open = pattern.find('{', at);
      path += pattern.substr(at, open - at);
      if (open == std::string::npos) break;
      const std::size_t close = pattern.find('}', open);
      path += pattern.substr(open, close - open) == "{activity" ? activity : std::string(32, 'a');
      at = close + 1;
    }
    return path;
  }
  static std::uint32_t role_bits(std::size_t role) {
    return partners::capabilities_of(kRoles[role]);
  }
  Result<std::optional<web::Signed>> who(std::string_view cookie) const {
    if (cookie.size() != 1 || cookie[0] < '0' || cookie[0] >= '0' + static_cast<int>(kRoles.size()))
      return std::optional<web::Signed>();
    const auto person = PersonId::from(std::array<std::byte, 16>{std::byte{1}});
    return std::optional<web::Signed>(
        web::Signed{Scope::for_person(partnership_, person,
                                      role_bits(static_cast<std::size_t>(cookie[0] - '0'))),
                    "Somebody", kToken});
  }
  std::string knock(const Door& door, std::string_view headers, std::string_view form = "") const {
    const bool get = door.method == web::Method::get;
    RawClient client(server_->port());
    client.send(fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{}{}\r\n{}",
                            get ? "GET" : "POST", door.path, headers,
                            get ? std::string()
                                : fmt::format("Content-Type: application/x-www-form-urlencoded\r\n"
                                              "Content-Length: {}\r\n",
                                              form.size()),
                            get ? "" : form));
    return client.reply(false, 20'000);
  }
  static std::string cookie(std::size_t role) { return fmt::format("Cookie: heed_s={}\r\n", role); }
  static bool opened(const std::string& reply) { return RawClient::status(reply) == 200; }

  testing::TempDir folder_;
  std::unique_ptr<House> house_;
  PartnershipId partnership_;
  std::optional<web::Services> services_;
  std::vector<Door> doors_;
  std::unique_ptr<web::Server> server_;
};

constexpr const char* kOurs = "Sec-Fetch-Site: same-origin\r\n";
constexpr const char* kTheirs = "Sec-Fetch-Site: cross-site\r\nOrigin: https://evil.example\r\n";

TEST_F(Doors, AStrangerIsSentToSignInFromEveryStaffDoor) {
  std::size_t tried = 0;
  for (const Door& door : doors_) {
    if (!door.who.must_sign_in()) continue;
    const std::string reply = knock(door, kOurs);
    EXPECT_EQ(RawClient::status(reply), 303) << door.pattern;
    EXPECT_NE(reply.find("/staff/sign-in"), std::string::npos) << door.pattern;
    ++tried;
  }
  EXPECT_GT(tried, 20u);
}

TEST_F(Doors, NothingUnderStaffIsOpenToAnyoneButTheWaysIn) {
  for (const Door& door : doors_) {
    if (!door.pattern.starts_with("/staff") || door.who.must_sign_in()) continue;
    const bool way_in = door.pattern.starts_with("/staff/sign-in") ||
                        door.pattern.starts_with("/staff/link/") ||
                        door.pattern.starts_with("/staff/forgotten");
    EXPECT_TRUE(way_in) << door.pattern;
  }
}

TEST_F(Doors, AFormFromAnotherSiteIsRefusedAtEveryDoor) {
  for (const Door& door : doors_) {
    if (door.method == web::Method::get || door.by_token) continue;
    for (std::size_t role = 0; role < kRoles.size(); ++role) {
      const std::string reply =
          knock(door, std::string(kTheirs) + cookie(role), "csrf=" + std::string(kToken));
      EXPECT_EQ(RawClient::status(reply), 403) << door.pattern;
      if (!door.who.must_sign_in()) break;
    }
  }
}

TEST_F(Doors, ARoleThatMayNotSeesTheSameAsANameThatIsNotThere) {
  for (const Door& door : doors_) {
    const auto wanted = door.who.capability();
    if (!wanted) continue;
    for (std::size_t role = 0; role < kRoles.size(); ++role) {
      if ((role_bits(role) & static_cast<std::uint32_t>(*wanted)) != 0) continue;
      const std::string reply = knock(door, kOurs + cookie(role), "csrf=" + std::string(kToken));
      EXPECT_EQ(RawClient::status(reply), 404) << door.pattern << " as role " << role;
    }
  }
}

TEST_F(Doors, AnOutsideAnalystReadsNoAnswersBeforeAnActivityIsOpenedToThem) {
  const auto outside = static_cast<std::size_t>(
      std::ranges::find(kRoles, partners::Role::outside_analyst) - kRoles.begin());
  const Scope operators = Scope::for_operator(partnership_);
  std::size_t tried = 0;
  for (const plan::Activity& activity : *house_->activities.list(operators)) {
    const auto voices = house_->voices.all(operators, activity.id);
    if (voices->empty()) continue;
    for (Door door : doors_) {
      if (door.method != web::Method::get || !door.pattern.starts_with("/staff")) continue;
      door.path = filled(door.pattern, activity.id.text());
      const std::string reply = knock(door, kOurs + cookie(outside));
      for (std::size_t i = 0; i < std::min<std::size_t>(voices->size(), 20); ++i)
        EXPECT_EQ(reply.find((*voices)[i].words.substr(0, 25)), std::string::npos) << door.pattern;
      ++tried;
    }
    break;
  }
  EXPECT_GT(tried, 20u);
}

TEST_F(Doors, AFormWithoutTheSessionsTokenChangesNothing) {
  for (const Door& door : doors_) {
    if (!door.csrf) continue;
    for (std::size_t role = 0; role < kRoles.size(); ++role) {
      const std::string reply = knock(door, kOurs + cookie(role), "csrf=another");
      EXPECT_FALSE(opened(reply)) << door.pattern;
      EXPECT_TRUE(RawClient::status(reply) == 403 || RawClient::status(reply) == 404)
          << door.pattern;
    }
  }
}

TEST_F(Doors, EveryPageThatARoleMayOpenAnswersAndNamesNoFault) {
  for (const Door& door : doors_) {
    if (door.method != web::Method::get) continue;
    for (std::size_t role = 0; role < kRoles.size(); ++role) {
      const std::string reply = knock(door, kOurs + cookie(role));
      EXPECT_GE(RawClient::status(reply), 200) << door.pattern;
      EXPECT_LT(RawClient::status(reply), 500) << door.pattern << " as role " << role;
    }
  }
}

}  // namespace
}  // namespace heed::app
