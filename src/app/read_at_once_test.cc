// Pages for strangers are kept until something changes: what one person does is on the next page
// that anybody is given.
#include <gtest/gtest.h>

#include "app/demo.h"
#include "app/site.h"
#include "testing/temp_dir.h"
#include "web/server/raw_client_for_test.h"
#include "web/site/site.h"

namespace heed::app {
namespace {

using web::RawClient;

TEST(ReadAtOnce, AnUpdateIsOnTheNextPageThatAStrangerIsGiven) {
  const testing::TempDir folder;
  HouseOptions options{.data = folder.file("data"), .unsafe_disk = true};
  options.sign_in.hash_cost = platform::kTestPasswordCost;
  const auto house = House::open(options);
  ASSERT_TRUE(house) << house.error().detail;
  const auto partnership = (*house)->partnership(demonstration_partnership());
  ASSERT_TRUE(partnership);
  ASSERT_TRUE(make_demonstration(**house));
  const auto seen = (*house)->activities.list(Scope::for_public(partnership->id));
  ASSERT_TRUE(seen && !seen->empty());
  web::Services services =
      services_of(**house, {.partnership = *partnership, .public_origin = "http://127.0.0.1:1"});
  web::ServerOptions wanted{.allowed_hosts = {"127.0.0.1"}, .public_origin = "http://127.0.0.1:1"};
  wanted.changes = [&] { return (*house)->written(); };
  wanted.language_cookie = web::kLanguageCookie;
  const Scope lead = Scope::for_operator(partnership->id);
  const auto server = web::Server::start(
      wanted, routes_of(**house, services, [] { return web::Counters{}; }), [&](std::string_view) {
        return std::optional<web::Signed>(web::Signed{lead, "Priya", "token"});
      });
  ASSERT_TRUE(server) << server.error().detail;
  const std::string path = "/a/" + seen->front().id.text();
  const auto ask = [&](const std::string& bytes) {
    RawClient client((*server)->port());
    client.send(bytes);
    return client.reply(false, 20'000);
  };
  const auto page = [&] {
    return ask(fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", path));
  };
  const std::string before = page();
  EXPECT_EQ(RawClient::status(before), 200);
  for (int n = 1; n <= 20; ++n) {
    EXPECT_EQ(page().size(), page().size());
    const std::string form = fmt::format("csrf=token&words=The+bus+now+stops+at+door+{}.", n);
    const std::string kept = ask(fmt::format(
        "POST /staff{}/updates HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: heed_s=x\r\nSec-Fetch-Site: "
        "same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        "{}\r\n\r\n{}",
        "/activities" + path.substr(2), form.size(), form));
    ASSERT_EQ(RawClient::status(kept), 303) << kept;
    EXPECT_NE(page().find(fmt::format("The bus now stops at door {}.", n)), std::string::npos);
  }
}

}  // namespace
}  // namespace heed::app
