// The published framing attacks, against a live server: each whole and byte by byte.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>

#include "testing/shared_data.h"
#include "web/server/gate.h"
#include "web/server/raw_client_for_test.h"
#include "web/server/server.h"

namespace heed::web {
namespace {

// What we answer. Chunked bodies that others accept are 411 here: no browser sends them in a form.
const std::map<std::string, int> kAnswers = {
    {"plain_get", 200},
    {"post_chunked", 411},
    {"te_then_cl", 411},
    {"te_gzip_only", 411},
    {"te_identity_cl", 411},
    {"te_chunked_chunked", 411},
    {"te_vt_chunked", 400},
    {"te_http10", 411},
    {"cl_twice_same", 400},
    {"cl_plus", 400},
    {"cl_hex", 400},
    {"cl_overflow", 400},
    {"cl_space_colon", 400},
    {"chunk_0x", 411},
    {"chunk_overflow", 411},
    {"chunk_bare_lf_last", 411},
    {"chunk_ext_quoted_crlf", 411},
    {"chunk_ext_ok", 411},
    {"chunk_trailer_cl", 411},
    {"chunk_trailer_auth", 411},
    {"bare_lf_one", 400},
    {"nul_value", 400},
    {"obs_fold", 400},
    {"first_header_ws", 400},
    {"no_colon", 400},
    {"no_host_11", 400},
    {"host_bad", 400},
    {"ver_1_32", 505},
    {"ver_lower", 400},
    {"sp_twice", 400},
    {"method_bad", 400},
    {"uri_bang", 400},
    {"uri_8bit", 400},
    {"get_body_smuggle", 200},
    {"upgrade_h2c", 200},
};

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    switch (const char c = text[++i]) {
      case 'r':
        out += '\r';
        break;
      case 'n':
        out += '\n';
        break;
      case '0':
        out += '\0';
        break;
      case 'x':
        out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
        i += 2;
        break;
      default:
        out += c;
    }
  }
  return out;
}

struct Case {
  std::string name, verdict, bytes;
};

std::vector<Case> cases() {
  std::vector<Case> out;
  const auto folder = testing::shared_data();
  if (!folder) return out;
  std::ifstream file(*folder / "http_framing_cases.tsv");
  for (std::string line; std::getline(file, line);) {
    const auto first = line.find('\t');
    const auto second = line.find('\t', first + 1);
    if (second == std::string::npos) continue;
    out.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1),
                   unescaped(line.substr(second + 1))});
  }
  return out;
}

std::unique_ptr<Server> start() {
  const auto answer = [](const Request&, const Match&) -> Result<Reply> { return text("yes"); };
  auto server =
      Server::start({.allowed_hosts = {"a"}, .public_origin = "http://a"},
                    {{Method::get, "/", Who::anyone, Limit::form, Safety::safe, answer},
                     {Method::post, "/", Who::anyone, Limit::form, Safety::origin_only, answer}},
                    nullptr);
  EXPECT_TRUE(server);
  return *std::move(server);
}

void expect_answers(bool byte_by_byte) {
  const std::vector<Case> all = cases();
  if (all.empty()) GTEST_SKIP() << "http_framing_cases.tsv is not here";
  EXPECT_EQ(all.size(), kAnswers.size());
  const auto server = start();
  for (const Case& one : all) {
    SCOPED_TRACE(one.name);
    RawClient client(server->port());
    if (byte_by_byte) {
      client.send_byte_by_byte(one.bytes);
    } else {
      client.send(one.bytes);
    }
    const auto wanted = kAnswers.find(one.name);
    ASSERT_NE(wanted, kAnswers.end());
    EXPECT_EQ(RawClient::status(client.reply()), wanted->second);
    if (one.verdict == "reject") {
      EXPECT_GE(wanted->second, 400);
      client.done_sending();
      EXPECT_TRUE(client.closed()) << "answered twice, or kept open";
    } else {
      client.done_sending();
      EXPECT_TRUE(client.closed()) << "the body was taken for a second request";
    }
  }
}

TEST(Framing, every_published_attack_is_answered_as_decided) { expect_answers(false); }
TEST(Framing, every_published_attack_is_answered_the_same_byte_by_byte) { expect_answers(true); }

TEST(Framing, a_one_line_request_of_http_0_9_is_refused_at_once) {
  const auto server = start();
  RawClient client(server->port());
  client.send("GET /\r\n");
  EXPECT_EQ(RawClient::status(client.reply(false, 2'000)), 400);
}

// The gate alone.

int gate(std::string_view header) {
  return check_header(header, {.allowed_hosts = {"a", "b:8443"}}).status;
}

TEST(Gate, two_hosts_are_refused_even_when_they_agree) {
  EXPECT_EQ(gate("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"), 400);
}
TEST(Gate, a_host_that_is_not_ours_is_misdirected) {
  EXPECT_EQ(gate("GET / HTTP/1.1\r\nHost: c\r\n\r\n"), 421);
  EXPECT_EQ(gate("GET / HTTP/1.1\r\nHost: a.c\r\n\r\n"), 421);
  EXPECT_EQ(gate("GET / HTTP/1.1\r\nHost: b:80\r\n\r\n"), 421);
}
TEST(Gate, a_host_is_compared_without_case_and_with_its_port_when_that_is_listed) {
  EXPECT_EQ(gate("GET / HTTP/1.1\r\nHost: A:1234\r\n\r\n"), 0);
  EXPECT_EQ(gate("GET / HTTP/1.1\r\nhOST: b:8443\r\n\r\n"), 0);
}
TEST(Gate, a_host_with_a_broken_port_or_name_is_not_a_host) {
  for (const std::string_view host :
       {"", "a:", "a:x", "a:123456", "a b", "u@a", "[::1", "[::1]x"}) {
    EXPECT_EQ(gate("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n"), 400) << host;
  }
}
TEST(Gate, absolute_form_becomes_a_path_and_must_name_the_same_host) {
  const std::string header = "GET http://a/x?y HTTP/1.1\r\nHost: a\r\n\r\n";
  const GateVerdict verdict = check_header(header, {.allowed_hosts = {"a"}});
  EXPECT_EQ(verdict.status, 0);
  EXPECT_EQ(verdict.target, "/x?y");
  EXPECT_EQ(gate("GET http://c/x HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
  EXPECT_EQ(gate("GET http://u@a/x HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
}
TEST(Gate, versions_methods_and_encodings_that_we_do_not_speak_have_their_own_answers) {
  EXPECT_EQ(gate("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), 505);
  EXPECT_EQ(gate("GET / HTTP/1.0\r\nHost: a\r\n\r\n"), 0);
  EXPECT_EQ(gate("CONNECT / HTTP/1.1\r\nHost: a\r\n\r\n"), 501);
  EXPECT_EQ(gate("POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\n\r\n"), 415);
  EXPECT_EQ(gate("POST / HTTP/1.1\r\nHost: a\r\nExpect: a-pony\r\n\r\n"), 417);
}
TEST(Gate, what_is_too_long_is_refused_before_it_has_all_come) {
  const GateOptions options{.allowed_hosts = {"a"}};
  HeaderScan line;
  EXPECT_EQ(line.look("GET /" + std::string(9'000, 'x'), options), HeaderScan::refused);
  EXPECT_EQ(line.status(), 414);
  HeaderScan fields;
  EXPECT_EQ(fields.look("GET / HTTP/1.1\r\nA: " + std::string(17'000, 'x'), options),
            HeaderScan::refused);
  EXPECT_EQ(fields.status(), 431);
  std::string many = "GET / HTTP/1.1\r\n";
  for (int i = 0; i < 101; ++i) many += "A: b\r\n";
  HeaderScan count;
  EXPECT_EQ(count.look(many, options), HeaderScan::refused);
  EXPECT_EQ(count.status(), 431);
}
TEST(Gate, a_length_over_what_any_route_takes_is_too_large) {
  EXPECT_EQ(gate("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999\r\n\r\n"), 413);
}
TEST(Gate, every_single_byte_put_anywhere_into_a_good_header_gives_a_verdict) {
  const std::string good =
      "POST /x?y HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";
  const GateOptions options{.allowed_hosts = {"a"}};
  for (std::size_t at = 0; at <= good.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string bent = good;
      bent.insert(at, 1, static_cast<char>(byte));
      const GateVerdict verdict = check_header(bent, options);
      const bool control = byte < 0x20 && byte != '\t';
      if (control) EXPECT_NE(verdict.status, 0) << at << ' ' << byte;
      if (verdict.status == 0) EXPECT_TRUE(verdict.target.starts_with('/')) << at << ' ' << byte;
    }
  }
}

}  // namespace
}  // namespace heed::web
