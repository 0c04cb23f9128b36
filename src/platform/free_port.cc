#include "platform/free_port.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace heed::platform {

Result<std::uint16_t> free_port(const std::string& host) {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  socklen_t size = sizeof address;
  const bool found = probe >= 0 && ::inet_pton(AF_INET, host.c_str(), &address.sin_addr) == 1 &&
                     ::bind(probe, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  if (probe >= 0) ::close(probe);
  if (!found) return refuse("There is no free port on " + host + ".", ErrorKind::unavailable);
  return ntohs(address.sin_port);
}

}  // namespace heed::platform
