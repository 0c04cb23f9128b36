// A client that sends exactly the bytes it is told: for tests of what no browser would send.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace heed::web {

class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return connected_; }
  // False when the server has closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void send_byte_by_byte(std::string_view bytes) {
    for (const char c : bytes) {
      if (!send(std::string_view(&c, 1))) return;
    }
  }
  void done_sending() { ::shutdown(socket_, SHUT_WR); }

  // One reply: its header and as much body as it promises. Empty when none came in `wait_ms`.
  // `head`: a reply that promises a body and has none.
  std::string reply(bool head = false, int wait_ms = 5'000) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait_ms);
    for (;;) {
      const std::size_t blank = in_.find("\r\n\r\n");
      if (blank != std::string::npos) {
        std::size_t whole = blank + 4;
        const std::size_t length = in_.find("Content-Length: ");
        if (!head && length < blank) whole += std::strtoul(in_.c_str() + length + 16, nullptr, 10);
        if (in_.size() >= whole) {
          std::string first = in_.substr(0, whole);
          in_.erase(0, whole);
          return first;
        }
      }
      if (!read_more(until)) return {};
    }
  }
  // All that comes until the server closes, or until nothing came for `quiet_ms`.
  std::string everything(int quiet_ms) {
    while (read_more(std::chrono::steady_clock::now() + std::chrono::milliseconds(quiet_ms))) {
    }
    return std::exchange(in_, {});
  }
  // True when the server closes within `wait_ms`, having sent nothing more.
  bool closed(int wait_ms = 5'000) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait_ms);
    while (read_more(until)) {
    }
    return ended_ && in_.empty();
  }
  static int status(std::string_view reply) {
    return reply.size() < 12 ? 0 : std::atoi(std::string(reply.substr(9, 3)).c_str());
  }

 private:
  bool read_more(std::chrono::steady_clock::time_point until) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    pollfd waiting{socket_, POLLIN, 0};
    if (ended_ || left.count() <= 0) return false;
    if (::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return false;
    char bytes[16 * 1024];
    const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
    if (got <= 0) {
      ended_ = true;
      return false;
    }
    in_.append(bytes, static_cast<std::size_t>(got));
    return true;
  }

  int socket_;
  bool connected_ = false;
  bool ended_ = false;
  std::string in_;
};

}  // namespace heed::web
