// What strangers are given again, and what nobody ever is.
#include "web/server/inside/kept_pages.h"

#include <gtest/gtest.h>

#include <atomic>

#include "base/limits.h"
#include "base/mutex.h"
#include "web/server/raw_client_for_test.h"
#include "web/server/server.h"

namespace heed::web {
namespace {

std::shared_ptr<const KeptPage> page(std::string body) {
  return std::make_shared<const KeptPage>(KeptPage{"X: y\r\n", std::move(body)});
}

TEST(KeptPages, are_given_until_something_is_written) {
  std::uint64_t changes = 7;
  KeptPages pages([&] { return changes; });
  pages.keep("/", pages.since(), page("before"));
  ASSERT_TRUE(pages.find("/"));
  EXPECT_EQ(pages.find("/")->body, "before");
  EXPECT_FALSE(pages.find("/other"));
  ++changes;
  EXPECT_FALSE(pages.find("/"));
  EXPECT_EQ(pages.bytes(), 0u);
}

TEST(KeptPages, leave_out_what_was_made_before_the_last_write) {
  std::uint64_t changes = 0;
  KeptPages pages([&] { return changes; });
  const KeptPages::Since since = pages.since();
  ++changes;
  pages.keep("/", since, page("from before"));
  EXPECT_FALSE(pages.find("/"));
}

TEST(KeptPages, live_for_a_second_from_when_they_were_begun) {
  KeptPages pages([] { return 0; });
  KeptPages::Since since = pages.since();
  since.when -= std::chrono::milliseconds(limits::kKeptPageMs);
  pages.keep("/", since, page("late"));
  EXPECT_FALSE(pages.find("/"));
  // The next one takes its place.
  pages.keep("/", pages.since(), page("fresh"));
  EXPECT_EQ(pages.find("/")->body, "fresh");
}

TEST(KeptPages, hold_no_more_than_their_limit_and_let_go_of_what_is_late) {
  KeptPages pages([] { return 0; });
  KeptPages::Since late = pages.since();
  late.when -= std::chrono::milliseconds(limits::kKeptPageMs);
  const std::string much(limits::kKeptPagesBytes / 2, 'x');
  pages.keep("/late", late, page(much));
  pages.keep("/a", pages.since(), page(much));
  EXPECT_TRUE(pages.find("/a")) << "in the place of the late one";
  pages.keep("/b", pages.since(), page(much));
  EXPECT_FALSE(pages.find("/b"));
  EXPECT_TRUE(pages.find("/a"));
  EXPECT_LE(pages.bytes(), limits::kKeptPagesBytes);
}

class KeptPagesServed : public ::testing::Test {
 protected:
  KeptPagesServed() {
    const auto route = [this](std::string pattern, Reply reply, Kept kept = Kept::until_changed) {
      return Route{Method::get,
                   std::move(pattern),
                   Who::anyone,
                   Limit::no_body,
                   Safety::safe,
                   [this, reply](const Request& request, const Match&) -> Result<Reply> {
                     Reply made = reply;
                     made.body +=
                         fmt::format(" {} in {} for {}", ++made_, request.cookie("heed_language"),
                                     request.who ? request.who->person_name : "anyone");
                     if (request.path == "/numbered") made.body += request.request_id;
                     return made;
                   },
                   kept};
    };
    Reply cookie = html("a page");
    cookie.cookies.push_back({"heed_language", "cy"});
    Reply field = html("a page");
    field.headers.emplace_back("Cache-Control", "private");
    Reply packed = html(std::string(5'000, 'a'));
    packed.compress = true;
    ServerOptions options{.allowed_hosts = {"heed.example", "other.example"},
                          .public_origin = "https://heed.example"};
    options.log = [this](const Logged& line) {
      const Lock lock(mutex_);
      logged_.push_back(line);
    };
    options.changes = [this] { return changes_.load(); };
    options.language_cookie = "heed_language";
    auto server = Server::start(
        options,
        {route("/page", html("a page")), route("/not", html("a page"), Kept::no),
         route("/cookie", cookie), route("/field", field), route("/numbered", html("a page")),
         route("/gone", html("gone", 404)), route("/packed", packed)},
        [](std::string_view) {
          return std::optional<Signed>(Signed{Scope::for_person({}, {}, 0), "Priya", "token"});
        });
    server_ = *std::move(server);
  }
  std::string get(std::string_view path, std::string_view fields = "",
                  std::string_view host = "heed.example", std::string_view method = "GET") const {
    RawClient client(server_->port());
    client.send(fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\n{}\r\n", method, path, host, fields));
    return client.reply(method == "HEAD");
  }
  // How often the page was made for these two.
  int made_for(std::string_view path, std::string_view first, std::string_view second) {
    const int before = made_;
    get(path, first);
    get(path, second);
    return made_ - before;
  }

  std::atomic<int> made_ = 0;
  std::atomic<std::uint64_t> changes_ = 0;
  Mutex mutex_;
  std::vector<Logged> logged_ GUARDED_BY(mutex_);
  std::unique_ptr<Server> server_;
};

TEST_F(KeptPagesServed, a_stranger_is_given_what_the_last_one_was) {
  const std::string first = get("/page"), second = get("/page");
  EXPECT_EQ(made_, 1);
  EXPECT_EQ(first.substr(first.find("\r\n\r\n")), second.substr(second.find("\r\n\r\n")));
  for (const std::string_view line :
       {"HTTP/1.1 200 OK\r\nDate: ", "Content-Security-Policy: default-src 'none';",
        "Cache-Control: no-store\r\n",
        "Strict-Transport-Security: ", "Content-Type: text/html; charset=utf-8\r\n"})
    EXPECT_NE(second.find(line), std::string::npos) << line;
  const std::string head = get("/page", "", "heed.example", "HEAD");
  const std::size_t bytes = first.size() - first.find("\r\n\r\n") - 4;
  EXPECT_NE(head.find(fmt::format("Content-Length: {}\r\n", bytes)), std::string::npos) << head;
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  EXPECT_EQ(made_, 1);
  server_->stop();
  EXPECT_EQ(server_->counters().requests, 3u);
  const Lock lock(mutex_);
  ASSERT_EQ(logged_.size(), 3u);
  EXPECT_EQ(logged_[1].route, "/page");
  EXPECT_EQ(logged_[1].bytes_out, bytes);
  EXPECT_EQ(logged_[2].method, "HEAD");
  EXPECT_NE(logged_[0].request_id, logged_[1].request_id);
}

TEST_F(KeptPagesServed, is_made_again_once_something_was_written) {
  get("/page");
  ++changes_;
  EXPECT_NE(get("/page").find("a page 2"), std::string::npos);
}

TEST_F(KeptPagesServed, never_crosses_languages_or_hosts) {
  EXPECT_EQ(made_for("/page", "", "Cookie: heed_language=cy\r\n"), 2);
  EXPECT_NE(get("/page", "Cookie: heed_language=cy\r\n").find("in cy"), std::string::npos);
  EXPECT_EQ(get("/page").find("in cy"), std::string::npos);
  EXPECT_EQ(made_, 2);
  get("/page", "", "other.example");
  EXPECT_EQ(made_, 3);
}

TEST_F(KeptPagesServed, who_sends_any_other_cookie_is_given_none_and_leaves_none) {
  for (const std::string_view mine :
       {"Cookie: __Host-s=priya\r\n", "Cookie: heed_draft_ab=x\r\n",
        "Cookie: heed_language=cy; __Host-s=priya\r\n", "Cookie: heed_language\r\n",
        "Cookie: heed_languages=cy\r\n", "Cookie: odd\r\n", "Authorization: Basic eA==\r\n"}) {
    ++changes_;
    EXPECT_EQ(made_for("/page", mine, mine), 2) << mine;
    EXPECT_EQ(made_for("/page", "", mine), 2) << mine;
  }
  get("/page", "Cookie: __Host-s=priya\r\n");
  EXPECT_EQ(get("/page").find("Priya"), std::string::npos);
}

TEST_F(KeptPagesServed, keeps_nothing_that_a_route_did_not_offer_or_that_is_somebodys) {
  for (const std::string_view path :
       {"/not", "/cookie", "/field", "/numbered", "/gone", "/page?q=1", "/page?"})
    EXPECT_EQ(made_for(path, "", ""), 2) << path;
}

TEST_F(KeptPagesServed, who_takes_no_gzip_is_given_none) {
  const std::string packed = get("/packed", "Accept-Encoding: gzip\r\n");
  EXPECT_NE(packed.find("Content-Encoding: gzip\r\n"), std::string::npos);
  EXPECT_EQ(get("/packed").find("Content-Encoding"), std::string::npos);
  EXPECT_EQ(get("/packed", "Accept-Encoding: gzip;q=0\r\n").find("Content-Encoding"),
            std::string::npos);
  EXPECT_EQ(get("/packed", "Accept-Encoding: br, gzip\r\n").size(), packed.size());
  EXPECT_EQ(made_, 2);
}

}  // namespace
}  // namespace heed::web
