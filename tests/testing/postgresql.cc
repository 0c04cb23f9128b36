#include "testing/postgresql.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace heed::testing {
namespace {

constexpr const char* kPrograms = "/usr/lib/postgresql/15/bin/";

// PostgreSQL refuses to run as root.
const passwd* other_user() { return ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr; }

pid_t run_as(const passwd* user, std::vector<std::string> words, const std::string& log) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid != 0) return pid;
  if (user != nullptr && (::initgroups(user->pw_name, user->pw_gid) != 0 ||
                          ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0))
    ::_exit(126);
  // A test that is killed takes its server with it. Set last: setuid clears it.
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(out, 1);
  ::dup2(out, 2);
  if (::chdir("/") != 0) ::_exit(126);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool bound = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(socket);
  return bound ? ntohs(address.sin_port) : 0;
}

}  // namespace

struct PostgresqlServer::Shared {
  std::unique_ptr<PostgresqlServer> server;
  std::string why_not;
};

const PostgresqlServer::Shared& PostgresqlServer::the_one() {
  static const Shared one = [] {
    Shared made;
    made.server.reset(new PostgresqlServer);
    if (!made.server->make(made.why_not)) made.server.reset();
    return made;
  }();
  return one;
}

PostgresqlServer* PostgresqlServer::shared() { return the_one().server.get(); }
const std::string& PostgresqlServer::why_not() { return the_one().why_not; }

bool PostgresqlServer::make(std::string& why) {
  const std::string programs = kPrograms;
  if (::access((programs + "initdb").c_str(), X_OK) != 0) {
    why = "PostgreSQL 15 is not installed (no " + programs + "initdb)";
    return false;
  }
  const passwd* user = other_user();
  if (::geteuid() == 0 && user == nullptr) {
    why = "PostgreSQL does not run as root, and there is no user postgres";
    return false;
  }
  if (user != nullptr && ::chown(folder_.path().c_str(), user->pw_uid, user->pw_gid) != 0) {
    why = "the temporary folder cannot be given to the user postgres";
    return false;
  }
  const pid_t pid = run_as(user,
                           {programs + "initdb", "-D", folder_.file("data"), "-U", "heed", "-A",
                            "trust", "-E", "UTF8", "--locale=C", "--no-sync"},
                           folder_.file("initdb.log"));
  int status = 0;
  ::waitpid(pid, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    why = "initdb failed";
    return false;
  }
  port_ = free_port();
  url_ = "postgresql://heed@127.0.0.1:" + std::to_string(port_) + "/postgres";
  return start(why);
}

bool PostgresqlServer::start(std::string& why) {
  pid_ = run_as(other_user(),
                {std::string(kPrograms) + "postgres", "-D", folder_.file("data"), "-p",
                 std::to_string(port_), "-k", folder_.path().string(), "-c",
                 "listen_addresses=127.0.0.1", "-c", "max_connections=200", "-c", "fsync=on"},
                folder_.file("postgresql.log"));
  for (int tries = 0; tries < 300; ++tries) {
    if (::PQping(url_.c_str()) == PQPING_OK) return true;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = 0;
      break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  why = "PostgreSQL did not start";
  return false;
}

bool PostgresqlServer::crash() {
  if (pid_ <= 0) return false;
  // Immediate shutdown: no checkpoint, as when the power goes, and no orphans.
  ::kill(pid_, SIGQUIT);
  int status = 0;
  const bool gone = ::waitpid(pid_, &status, 0) == pid_;
  pid_ = 0;
  return gone;
}

bool PostgresqlServer::start_again() {
  std::string why;
  return pid_ == 0 && start(why);
}

PostgresqlServer::~PostgresqlServer() { crash(); }

std::string PostgresqlServer::fresh_schema() {
  static std::atomic<int> made = 0;
  return "heed_" + std::to_string(++made);
}

}  // namespace heed::testing
