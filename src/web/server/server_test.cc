#include "web/server/server.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <future>
#include <stdexcept>

#include "base/mutex.h"
#include "web/server/raw_client_for_test.h"

namespace heed::web {
namespace {

constexpr std::string_view kOrigin = "https://heed.example";
constexpr std::string_view kHost = "Host: heed.example\r\n";
constexpr std::string_view kSameOrigin = "Sec-Fetch-Site: same-origin\r\n";

std::string get(std::string_view path, std::string_view fields = "") {
  return fmt::format("GET {} HTTP/1.1\r\n{}{}\r\n", path, kHost, fields);
}
std::string post(std::string_view path, std::string_view body, std::string_view fields) {
  return fmt::format(
      "POST {} HTTP/1.1\r\n{}{}Content-Type: application/x-www-form-urlencoded\r\n"
      "Content-Length: {}\r\n\r\n{}",
      path, kHost, fields, body.size(), body);
}
std::string body_of(const std::string& reply) {
  const auto blank = reply.find("\r\n\r\n");
  return blank == std::string::npos ? "" : reply.substr(blank + 4);
}

// Opened once; handlers wait on it.
class Door {
 public:
  void open() {
    {
      const Lock lock(mutex_);
      open_ = true;
    }
    changed_.notify_all();
  }
  void wait() {
    const Lock lock(mutex_);
    while (!open_) changed_.wait_for(mutex_, std::chrono::milliseconds(50));
  }

 private:
  Mutex mutex_;
  Signal changed_;
  bool open_ GUARDED_BY(mutex_) = false;
};

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() {
    options_.allowed_hosts = {"heed.example"};
    options_.public_origin = kOrigin;
  }
  ~ServerTest() override {
    door_.open();
    server_.reset();
  }

  static Result<Reply> echo(const Request& request, const Match&) {
    std::string out = request.path;
    for (const auto& [name, value] : request.query) out += "|?" + name + "=" + value;
    for (const auto& [name, value] : request.form) out += "|" + name + "=" + value;
    for (const auto& file : request.files) out += "|" + file.filename + ":" + file.bytes;
    return text(out);
  }

  // Priya plans; the cookie's value says who it is.
  static Result<std::optional<Signed>> authenticate(std::string_view cookie) {
    if (cookie == "broken") return fail(ErrorKind::storage, "sessions cannot be read");
    if (cookie != "priya") return std::optional<Signed>();
    return std::optional<Signed>(
        Signed{Scope::for_person({}, {}, static_cast<std::uint32_t>(Capability::plan)), "Priya",
               "priyas-token"});
  }

  Routes routes() {
    const auto waits = [this](const Request& request, const Match& match) -> Result<Reply> {
      ++waiting_;
      door_.wait();
      return echo(request, match);
    };
    return {
        {Method::get, "/", Who::anyone, Limit::no_body, Safety::safe, echo},
        {Method::post, "/say", Who::anyone, Limit{1'000}, Safety::origin_only, echo},
        {Method::post, "/file", Who::anyone, Limit::upload, Safety::origin_only, echo},
        {Method::get, "/a/{name}", Who::anyone, Limit::no_body, Safety::safe,
         [](const Request&, const Match& match) -> Result<Reply> {
           return text("name " + std::string(match["name"]));
         }},
        {Method::get, "/a/word", Who::anyone, Limit::no_body, Safety::safe,
         [](const Request&, const Match&) -> Result<Reply> { return text("the word"); }},
        {Method::get, "/wait", Who::anyone, Limit::no_body, Safety::safe, waits},
        {Method::post, "/wait", Who::anyone, Limit::form, Safety::origin_only, waits, Kept::no,
         [](const Request& request) {
           return html("your words: " + std::string(request.field("words")), 503);
         }},
        {Method::get, "/throws", Who::anyone, Limit::no_body, Safety::safe,
         [](const Request&, const Match&) -> Result<Reply> { throw std::runtime_error("oh"); }},
        {Method::get, "/later", Who::anyone, Limit::no_body, Safety::safe,
         [this](const Request&, const Match&, ReplyLater later) { later_.push_back(later); }},
        {Method::get, "/dropped", Who::anyone, Limit::no_body, Safety::safe,
         [](const Request&, const Match&, ReplyLater) {}},
        {Method::get, "/bent", Who::anyone, Limit::no_body, Safety::safe,
         [](const Request&, const Match&) -> Result<Reply> {
           Reply reply = see_other("/x\r\nSet-Cookie: evil=1");
           reply.cookies.push_back({"s", "v\r\nX: y"});
           reply.headers.emplace_back("Content-Security-Policy", "default-src *");
           return reply;
         }},
        {Method::get, "/asset", Who::anyone, Limit::no_body, Safety::safe,
         [](const Request&, const Match&) -> Result<Reply> {
           return asset("text/css", std::string(5'000, 'a'));
         }},
        {Method::get, "/staff/things", Who::may(Capability::plan), Limit::no_body, Safety::safe,
         [](const Request& request, const Match&) -> Result<Reply> {
           return text("hello " + request.signed_in().person_name);
         }},
        {Method::get, "/staff/people", Who::may(Capability::manage_people), Limit::no_body,
         Safety::safe, echo},
        {Method::post, "/staff/things", Who::may(Capability::plan), Limit::form, Safety::csrf_token,
         echo},
    };
  }

  void start() {
    auto server = Server::start(options_, routes(), authenticate);
    ASSERT_TRUE(server) << server.error().detail;
    server_ = *std::move(server);
  }
  std::string ask(std::string_view bytes) {
    RawClient client(server_->port());
    client.send(bytes);
    return client.reply();
  }
  int status(std::string_view bytes) { return RawClient::status(ask(bytes)); }
  void wait_until_waiting(int handlers) {
    for (int i = 0; i < 500 && waiting_ < handlers; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ASSERT_EQ(waiting_, handlers);
  }

  ServerOptions options_;
  Door door_;
  std::atomic<int> waiting_ = 0;
  std::vector<ReplyLater> later_;
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, every_reply_carries_the_default_headers) {
  start();
  for (const std::string& reply : {ask(get("/")), ask(get("/no-such-page"))}) {
    for (const std::string_view line :
         {"Content-Security-Policy: default-src 'none'; script-src 'self';",
          "X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: same-origin\r\n",
          "Cross-Origin-Opener-Policy: same-origin\r\n",
          "Cross-Origin-Resource-Policy: same-origin\r\n",
          "Permissions-Policy: ", "Cache-Control: no-store\r\n",
          "Strict-Transport-Security: max-age=63072000\r\n", "Date: "}) {
      EXPECT_NE(reply.find(line), std::string::npos) << line;
    }
    EXPECT_EQ(reply.find("Server:"), std::string::npos);
  }
}

TEST_F(ServerTest, a_page_cannot_add_a_header_line_nor_weaken_a_default) {
  start();
  const std::string reply = ask(get("/bent"));
  EXPECT_EQ(RawClient::status(reply), 303);
  EXPECT_EQ(reply.find("\r\nSet-Cookie: evil"), std::string::npos);
  EXPECT_EQ(reply.find("\r\nX: y"), std::string::npos);
  EXPECT_EQ(reply.find("default-src *"), std::string::npos);
  EXPECT_NE(reply.find("; Path=/; HttpOnly; SameSite=Lax; Secure"), std::string::npos);
}

TEST_F(ServerTest, a_head_request_gets_the_header_of_the_page_and_no_body) {
  start();
  RawClient client(server_->port());
  client.send(fmt::format("HEAD /a/x HTTP/1.1\r\n{}\r\n", kHost) + get("/a/yy"));
  const std::string head = client.reply(true);
  EXPECT_NE(head.find("Content-Length: 6\r\n"), std::string::npos);
  EXPECT_EQ(body_of(head), "");
  EXPECT_EQ(body_of(client.reply()), "name yy");
}

TEST_F(ServerTest, pipelined_requests_are_answered_each_and_in_order) {
  start();
  RawClient client(server_->port());
  client.send(get("/a/1") + post("/say", "x=2", kSameOrigin) + get("/a/3") + get("/a/word"));
  EXPECT_EQ(body_of(client.reply()), "name 1");
  EXPECT_EQ(body_of(client.reply()), "/say|x=2");
  EXPECT_EQ(body_of(client.reply()), "name 3");
  EXPECT_EQ(body_of(client.reply()), "the word");
}

TEST_F(ServerTest, absolute_form_is_the_same_page) {
  start();
  EXPECT_EQ(body_of(ask(get("http://heed.example/a/x"))), "name x");
}

TEST_F(ServerTest, expect_100_continue_is_answered_before_the_body_or_refused) {
  start();
  const auto header = [](int length) {
    return fmt::format(
        "POST /say HTTP/1.1\r\n{}{}Expect: 100-continue\r\nContent-Length: {}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n",
        kHost, kSameOrigin, length);
  };
  RawClient client(server_->port());
  client.send(header(3));
  EXPECT_EQ(client.reply(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("a=b");
  EXPECT_EQ(body_of(client.reply()), "/say|a=b");
  EXPECT_EQ(status(header(1'001)), 413);
}

TEST_F(ServerTest, paths_are_decoded_once_and_tricks_with_them_refused) {
  start();
  EXPECT_EQ(body_of(ask(get("/a/caf%C3%A9"))), "name café");
  EXPECT_EQ(body_of(ask(get("/a/a%2525"))), "name a%25");
  EXPECT_EQ(body_of(ask(get("/?q=a+b%26&r"))), "/|?q=a b&|?r=");
  for (const std::string_view path : {"/a/%2e%2e", "/a/../b", "/a/b%2fc", "/a/%00", "/a/%ff",
                                      "/a/%zz", "/a/%0d%0a", "/a/x%5cy"}) {
    EXPECT_EQ(status(get(path)), 400) << path;
  }
  EXPECT_EQ(status(get("/a/")), 404);
}

TEST_F(ServerTest, an_unknown_path_is_404_and_a_known_one_by_another_method_405) {
  start();
  EXPECT_EQ(status(get("/nothing")), 404);
  const std::string reply = ask(get("/say"));
  EXPECT_EQ(RawClient::status(reply), 405);
  EXPECT_NE(reply.find("Allow: POST\r\n"), std::string::npos);
}

TEST_F(ServerTest, a_host_that_is_not_ours_is_421) {
  start();
  EXPECT_EQ(status("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"), 421);
  EXPECT_EQ(server_->counters().gate_refused, 1u);
}

TEST_F(ServerTest, a_body_over_the_routes_limit_is_413_and_the_answer_arrives) {
  start();
  // Larger than the socket's buffers, so that a reset would swallow the reply.
  RawClient client(server_->port());
  client.send(
      fmt::format("POST /say HTTP/1.1\r\n{}{}Content-Length: 600000\r\n\r\n", kHost, kSameOrigin));
  client.send(std::string(600'000, 'x'));
  EXPECT_EQ(RawClient::status(client.reply()), 413);
}

TEST_F(ServerTest, an_upload_comes_apart_into_fields_and_files) {
  start();
  const std::string big(300'000, 'z');
  const std::string body =
      "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.csv\"\r\n\r\n" +
      big + "\r\n--b--\r\n";
  const auto send = [&](std::string_view sent) {
    return ask(
        fmt::format("POST /file HTTP/1.1\r\n{}{}Content-Type: multipart/form-data; "
                    "boundary=b\r\nContent-Length: {}\r\n\r\n{}",
                    kHost, kSameOrigin, sent.size(), sent));
  };
  EXPECT_EQ(body_of(send(body)), "/file|a=1|x.csv:" + big);
  EXPECT_EQ(RawClient::status(send(body.substr(0, 90))), 400);
}

TEST_F(ServerTest, uploads_beyond_what_memory_is_given_are_told_to_come_back) {
  options_.limits.held_upload_bytes = 2'000'000;
  start();
  const auto promise = [](int bytes) {
    return fmt::format("POST /file HTTP/1.1\r\n{}{}Content-Length: {}\r\n\r\n", kHost, kSameOrigin,
                       bytes);
  };
  {
    RawClient first(server_->port());
    first.send(promise(1'500'000) + "x");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const std::string reply = ask(promise(1'500'000));
    EXPECT_EQ(RawClient::status(reply), 503);
    EXPECT_NE(reply.find("Retry-After: 5\r\n"), std::string::npos);
  }
  // What the first held is given back when it goes away.
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  RawClient third(server_->port());
  third.send(promise(1'500'000) + std::string(1'500'000, 'x'));
  EXPECT_EQ(RawClient::status(third.reply()), 200);
}

TEST_F(ServerTest, a_form_from_another_site_or_from_nowhere_is_403) {
  start();
  const std::string ours = fmt::format("Origin: {}\r\n", kOrigin);
  const std::string theirs = "Origin: https://evil.example\r\n";
  const auto fetched = [](std::string_view site) {
    return fmt::format("Sec-Fetch-Site: {}\r\n", site);
  };
  const std::vector<std::pair<std::string, int>> matrix = {
      {fetched("same-origin"), 200},
      {fetched("none"), 200},
      {fetched("same-site"), 403},
      {fetched("cross-site"), 403},
      {fetched("cross-site") + ours, 403},
      {ours, 200},
      {theirs, 403},
      {"Origin: null\r\n", 403},
      {"Origin: https://heed.example.evil.example\r\n", 403},
      {"", 403},
  };
  for (const auto& [fields, wanted] : matrix) {
    EXPECT_EQ(status(post("/say", "x=y", fields)), wanted) << fields;
  }
  EXPECT_EQ(server_->counters().forged, 7u);
}

TEST_F(ServerTest, a_staff_form_needs_the_sessions_token_as_well) {
  start();
  const std::string priya = fmt::format("{}Cookie: a=b; __Host-s=priya\r\n", kSameOrigin);
  EXPECT_EQ(status(post("/staff/things", "csrf=priyas-token&x=1", priya)), 200);
  EXPECT_EQ(status(post("/staff/things", "csrf=priyas-tokem", priya)), 403);
  EXPECT_EQ(status(post("/staff/things", "csrf=", priya)), 403);
  EXPECT_EQ(status(post("/staff/things", "x=1", priya)), 403);
  EXPECT_EQ(status(post("/staff/things", "csrf=priyas-token", "Cookie: __Host-s=priya\r\n")), 403);
}

TEST_F(ServerTest, a_stranger_on_a_staff_page_is_asked_to_sign_in_and_brought_back) {
  start();
  const std::string reply = ask(get("/staff/things?page=2"));
  EXPECT_EQ(RawClient::status(reply), 303);
  EXPECT_NE(reply.find("Location: /staff/sign-in?next=%2Fstaff%2Fthings%3Fpage%3D2\r\n"),
            std::string::npos);
  EXPECT_EQ(status(post("/staff/things", "csrf=x", kSameOrigin)), 303);
}

TEST_F(ServerTest, a_page_beyond_ones_role_is_as_if_it_were_not_there) {
  start();
  const std::string_view priya = "Cookie: __Host-s=priya\r\n";
  EXPECT_EQ(body_of(ask(get("/staff/things", priya))), "hello Priya");
  EXPECT_EQ(status(get("/staff/people", priya)), 404);
  // A broken session store stops staff, not the public.
  EXPECT_EQ(status(get("/staff/things", "Cookie: __Host-s=broken\r\n")), 500);
  EXPECT_EQ(status(get("/", "Cookie: __Host-s=broken\r\n")), 200);
}

TEST_F(ServerTest, a_header_that_drips_in_is_cut_however_busy_it_looks) {
  options_.limits.header_wait_ms = 300;
  start();
  RawClient client(server_->port());
  const auto began = std::chrono::steady_clock::now();
  client.send("GET / HTTP/1.1\r\nX: ");
  while (client.send("x") && std::chrono::steady_clock::now() - began < std::chrono::seconds(3)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(2));
  EXPECT_EQ(server_->counters().cut_slow, 1u);
}

TEST_F(ServerTest, a_body_that_does_not_come_is_cut_and_an_idle_connection_closed) {
  options_.limits.body_wait_ms = 200;
  options_.limits.idle_wait_ms = 200;
  start();
  RawClient body(server_->port());
  body.send(
      fmt::format("POST /say HTTP/1.1\r\n{}{}Content-Length: 9\r\n\r\nx", kHost, kSameOrigin));
  EXPECT_TRUE(body.closed(2'000));
  RawClient idle(server_->port());
  idle.send(get("/"));
  EXPECT_EQ(RawClient::status(idle.reply()), 200);
  EXPECT_TRUE(idle.closed(2'000));
}

TEST_F(ServerTest, when_the_handlers_queue_is_full_the_person_gets_their_words_back) {
  options_.limits.handler_threads = 1;
  options_.limits.handler_queue_max = 1;
  start();
  RawClient running(server_->port());
  running.send(get("/wait"));
  wait_until_waiting(1);
  RawClient queued(server_->port());
  queued.send(get("/wait"));
  while (server_->counters().handlers_waiting < 1) std::this_thread::yield();

  const std::string plain = ask(get("/wait"));
  EXPECT_EQ(RawClient::status(plain), 503);
  EXPECT_NE(plain.find("Retry-After: 5\r\n"), std::string::npos);
  const std::string kept = ask(post("/wait", "words=The+lift+is+broken", kSameOrigin));
  EXPECT_EQ(RawClient::status(kept), 503);
  EXPECT_EQ(body_of(kept), "your words: The lift is broken");
  EXPECT_EQ(server_->counters().busy, 2u);

  door_.open();
  EXPECT_EQ(RawClient::status(running.reply()), 200);
  EXPECT_EQ(RawClient::status(queued.reply()), 200);
}

TEST_F(ServerTest, a_handler_that_throws_is_one_500_and_is_logged_without_the_query) {
  Mutex mutex;
  std::vector<Logged> logged;
  options_.log = [&](const Logged& line) {
    const Lock lock(mutex);
    logged.push_back(line);
  };
  start();
  const std::string reply = ask(get("/throws?who=Amina"));
  EXPECT_EQ(RawClient::status(reply), 500);
  server_->stop();
  const Lock lock(mutex);
  ASSERT_EQ(logged.size(), 1u);
  EXPECT_EQ(logged[0].route, "/throws");
  EXPECT_EQ(logged[0].status, 500);
  EXPECT_NE(logged[0].problem.find("oh"), std::string::npos);
  EXPECT_NE(reply.find(logged[0].request_id), std::string::npos);
}

TEST_F(ServerTest, a_later_reply_may_come_from_any_thread_and_counts_once) {
  options_.limits.handler_threads = 1;
  start();
  RawClient client(server_->port());
  client.send(get("/later"));
  EXPECT_EQ(status(get("/")), 200);  // One thread: the first handler has returned.
  ASSERT_EQ(later_.size(), 1u);
  std::thread other([this] {
    later_[0](text("at last"));
    later_[0](text("and again"));
  });
  EXPECT_EQ(body_of(client.reply()), "at last");
  other.join();
  EXPECT_EQ(status(get("/dropped")), 500);
}

TEST_F(ServerTest, a_later_reply_that_comes_after_the_server_is_gone_hurts_nobody) {
  options_.limits.handler_threads = 1;
  options_.limits.drain_wait_ms = 100;
  start();
  RawClient client(server_->port());
  client.send(get("/later"));
  EXPECT_EQ(status(get("/")), 200);
  server_.reset();
  ASSERT_EQ(later_.size(), 1u);
  later_[0](text("too late"));
  EXPECT_TRUE(client.closed());
}

TEST_F(ServerTest, stopping_finishes_what_was_begun_and_closes_what_is_idle) {
  start();
  RawClient idle(server_->port());
  idle.send(get("/"));
  EXPECT_EQ(RawClient::status(idle.reply()), 200);
  RawClient busy(server_->port());
  busy.send(get("/wait"));
  wait_until_waiting(1);
  auto stopped = std::async(std::launch::async, [this] { server_->stop(); });
  EXPECT_TRUE(idle.closed());
  door_.open();
  const std::string reply = busy.reply();
  EXPECT_EQ(RawClient::status(reply), 200);
  EXPECT_NE(reply.find("Connection: close\r\n"), std::string::npos);
  busy.done_sending();
  stopped.get();
  EXPECT_EQ(server_->counters().connections_open, 0u);
}

TEST_F(ServerTest, one_address_cannot_take_every_connection) {
  options_.limits.connections_per_address_max = 2;
  start();
  RawClient one(server_->port());
  RawClient two(server_->port());
  one.send(get("/"));
  two.send(get("/"));
  EXPECT_EQ(RawClient::status(one.reply()), 200);
  EXPECT_EQ(RawClient::status(two.reply()), 200);
  RawClient three(server_->port());
  EXPECT_TRUE(three.closed());
  EXPECT_EQ(server_->counters().connections_turned_away, 1u);
}

TEST_F(ServerTest, half_sent_headers_by_the_hundred_keep_nobody_out) {
  start();
  std::vector<std::unique_ptr<RawClient>> half;
  for (int i = 0; i < 300; ++i) {
    half.push_back(std::make_unique<RawClient>(server_->port()));
    half.back()->send("GET / HTTP/1.1\r\nHos");
  }
  EXPECT_EQ(status(get("/")), 200);
}

TEST_F(ServerTest, an_asset_is_compressed_when_the_browser_takes_it_and_kept_for_a_year) {
  start();
  const std::string plain = ask(get("/asset"));
  EXPECT_EQ(body_of(plain), std::string(5'000, 'a'));
  EXPECT_NE(plain.find("immutable"), std::string::npos);
  EXPECT_EQ(body_of(ask(get("/asset", "Accept-Encoding: gzip;q=0\r\n"))).size(), 5'000u);
  const std::string packed = ask(get("/asset", "Accept-Encoding: br, gzip\r\n"));
  EXPECT_NE(packed.find("Content-Encoding: gzip\r\n"), std::string::npos);
  const std::string bytes = body_of(packed);
  std::string out(6'000, '\0');
  z_stream stream{};
  ASSERT_EQ(inflateInit2(&stream, 16 + MAX_WBITS), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  EXPECT_EQ(out, std::string(5'000, 'a'));
}

TEST_F(ServerTest, a_taken_port_is_an_error_and_not_a_crash) {
  start();
  options_.port = server_->port();
  EXPECT_TRUE(Server::start(options_, routes(), authenticate).failed_with(ErrorKind::unavailable));
}

TEST(Http, only_paths_of_this_site_are_gone_to) {
  EXPECT_EQ(same_site_path("/staff/x?y=1", "/"), "/staff/x?y=1");
  for (const std::string_view bad :
       {"", "staff", "//evil.example", "/\\evil.example", "/\t/evil.example",
        "https://evil.example", "/x\r\nSet-Cookie: a=b"}) {
    EXPECT_EQ(same_site_path(bad, "/staff"), "/staff") << bad;
  }
}

TEST(Http, a_download_is_named_for_old_and_new_programs) {
  const Reply reply = download("Ä \"x\".csv", "text/csv", "a");
  EXPECT_EQ(reply.headers.at(0).second,
            "attachment; filename=\"__ _x_.csv\"; filename*=UTF-8''%C3%84%20%22x%22.csv");
}

TEST(Http, a_network_is_what_one_person_can_choose_addresses_in) {
  EXPECT_EQ(network_of("2001:db8:1:2:aaaa::1"), network_of("2001:db8:1:2:bbbb::2"));
  EXPECT_NE(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
  EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.7");
  EXPECT_NE(network_of("::ffff:192.0.2.7"), network_of("::ffff:192.0.2.8"));
}

TEST(Http, the_session_cookie_is_host_bound_behind_tls) {
  EXPECT_EQ(session_cookie_name("https://heed.example"), "__Host-s");
  EXPECT_EQ(session_cookie_name("http://127.0.0.1:8080"), "heed_s");
}

}  // namespace
}  // namespace heed::web
