// Replies that are made while they are sent: whole, in order and bounded; cut off, never ended,
// when they cannot be made to the end; and stopped when nobody reads any more.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "web/server/raw_client_for_test.h"
#include "web/server/server.h"

namespace heed::web {
namespace {

constexpr std::size_t kLines = 400'000;
// Half a gigabyte: more than the kernel keeps for any connection.
constexpr std::size_t kLargePieces = 8'192, kLargePieceBytes = 64 * 1024;

std::string line(std::size_t n) { return fmt::format("{:09}\n", n); }

class PiecesTest : public ::testing::Test {
 protected:
  PiecesTest() {
    const auto route = [](std::string pattern, std::function<Result<>(const Piece&)> make) {
      return Route{Method::get,
                   std::move(pattern),
                   Who::anyone,
                   Limit::no_body,
                   Safety::safe,
                   [make](const Request&, const Match&) {
                     return Result<Reply>(download("all.csv", "text/csv", make));
                   }};
    };
    ServerOptions options{.allowed_hosts = {"heed.example"},
                          .public_origin = "https://heed.example"};
    options.limits.reply_wait_ms = 1'000;
    auto server = Server::start(options,
                                {route("/whole",
                                       [this](const Piece& piece) -> Result<> {
                                         for (std::size_t n = 0; n < kLines; ++n) {
                                           TRY(piece(line(n)));
                                           made_ = n + 1;
                                         }
                                         return Done{};
                                       }),
                                 route("/large",
                                       [this](const Piece& piece) -> Result<> {
                                         const std::string bytes(kLargePieceBytes, 'x');
                                         for (std::size_t n = 0; n < kLargePieces; ++n) {
                                           TRY(piece(bytes));
                                           made_ = n + 1;
                                         }
                                         return Done{};
                                       }),
                                 route("/half",
                                       [](const Piece& piece) -> Result<> {
                                         for (std::size_t n = 0; n < kLines / 2; ++n)
                                           TRY(piece(line(n)));
                                         return fail(ErrorKind::storage, "the disk is gone");
                                       })},
                                [](std::string_view) { return std::optional<Signed>(); });
    server_ = *std::move(server);
  }
  static std::string get(std::string_view path, std::string_view version = "1.1",
                         std::string_view method = "GET") {
    return fmt::format("{} {} HTTP/{}\r\nHost: heed.example\r\n\r\n", method, path, version);
  }
  // Everything until the server closes, or `wait_ms` without a byte.
  static std::string all_of(RawClient& client, int wait_ms = 2'000) {
    return client.everything(wait_ms);
  }
  static std::string unchunked(std::string_view body, bool& ended) {
    std::string whole;
    ended = false;
    for (;;) {
      const std::size_t end = body.find("\r\n");
      if (end == std::string_view::npos) return whole;
      const std::size_t size = std::strtoul(std::string(body.substr(0, end)).c_str(), nullptr, 16);
      if (size == 0) {
        ended = true;
        return whole;
      }
      if (body.size() < end + 2 + size) return whole;
      whole += body.substr(end + 2, size);
      body.remove_prefix(std::min(body.size(), end + 2 + size + 2));
    }
  }
  static std::string body_of(const std::string& reply) {
    return reply.substr(std::min(reply.find("\r\n\r\n") + 4, reply.size()));
  }
  static std::string expected(std::size_t lines) {
    std::string all;
    for (std::size_t n = 0; n < lines; ++n) all += line(n);
    return all;
  }

  std::atomic<std::size_t> made_ = 0;
  std::unique_ptr<Server> server_;
};

TEST_F(PiecesTest, ArriveWholeAndInOrderAndTheConnectionGoesOn) {
  RawClient client(server_->port());
  client.send(get("/whole"));
  bool ended = false;
  const std::string reply = all_of(client, 500);
  EXPECT_NE(reply.find("Transfer-Encoding: chunked"), std::string::npos);
  EXPECT_EQ(reply.find("Content-Length"), std::string::npos);
  EXPECT_TRUE(unchunked(body_of(reply), ended) == expected(kLines));
  EXPECT_TRUE(ended);
  client.send(get("/nothing"));
  EXPECT_EQ(RawClient::status(client.reply()), 404);
}

TEST_F(PiecesTest, ComeWithoutChunksToAnOldClient) {
  RawClient client(server_->port());
  client.send(get("/whole", "1.0"));
  const std::string reply = all_of(client);
  EXPECT_EQ(reply.find("Transfer-Encoding"), std::string::npos);
  EXPECT_TRUE(body_of(reply) == expected(kLines));
}

TEST_F(PiecesTest, AreCutOffAndNotEndedWhenTheyCannotBeMade) {
  RawClient client(server_->port());
  client.send(get("/half"));
  bool ended = true;
  (void)unchunked(body_of(all_of(client)), ended);
  EXPECT_FALSE(ended) << "half a file must not look whole";
}

TEST_F(PiecesTest, AreNotMadeForHead) {
  RawClient client(server_->port());
  client.send(get("/whole", "1.1", "HEAD"));
  EXPECT_EQ(RawClient::status(client.reply(true)), 200);
  EXPECT_EQ(made_, 0u);
}

TEST_F(PiecesTest, WaitForASlowReaderAndStopWhenNobodyReads) {
  {
    RawClient client(server_->port());
    client.send(get("/large"));
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    EXPECT_LT(made_, kLargePieces) << "what nobody has read yet is not made";
  }
  const std::size_t before = made_;
  std::this_thread::sleep_for(std::chrono::milliseconds(1'500));
  const std::size_t after = made_;
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_EQ(made_, after) << "from " << before;
  EXPECT_LT(made_, kLargePieces);
}

TEST_F(PiecesTest, TheServerStopsThoughSomebodyReadsSlowly) {
  RawClient client(server_->port());
  client.send(get("/large"));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  const auto began = std::chrono::steady_clock::now();
  server_->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(15));
}

}  // namespace
}  // namespace heed::web
