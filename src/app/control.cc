#include "app/control.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/json.hpp>

namespace heed::app {
namespace {

namespace json = boost::json;

constexpr int kAnswerWaitMs = 600'000;  // A backup of some gigabytes.
constexpr int kLookAgainMs = 200;
constexpr std::size_t kLineBytes = 64 * 1024;

bool fill(sockaddr_un& address, const std::string& path) {
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return false;
  std::copy(path.begin(), path.end(), address.sun_path);
  return true;
}

// A line without its end; nothing when the other side goes away or takes too long.
std::optional<std::string> read_line(int socket, int wait_ms) {
  std::string line;
  while (line.size() < kLineBytes) {
    pollfd waiting{socket, POLLIN, 0};
    if (::poll(&waiting, 1, wait_ms) != 1) return std::nullopt;
    char buffer[1024];
    const ssize_t got = ::read(socket, buffer, sizeof buffer);
    if (got <= 0) return std::nullopt;
    line.append(buffer, static_cast<std::size_t>(got));
    if (line.back() == '\n') return line.substr(0, line.size() - 1);
  }
  return std::nullopt;
}

void write_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string answer(House& house, const std::string& line) {
  try {
    const json::value asked = json::parse(line);
    std::vector<std::string> words;
    for (const json::value& word : asked.as_array()) words.emplace_back(word.as_string());
    if (words.empty()) return json::serialize(json::object{{"failed", "No command."}});
    const std::string command = words.front();
    words.erase(words.begin());
    const Result<std::string> done = do_command(house, command, words);
    if (done) return json::serialize(json::object{{"said", *done}});
    const Error& error = done.error();
    return json::serialize(
        json::object{{"failed", error.said.empty() ? error.detail : error.said}});
  } catch (const std::exception&) {
    return json::serialize(json::object{{"failed", "That is not a command."}});
  }
}

}  // namespace

Result<std::unique_ptr<Control>> Control::start(const std::string& path, House& house) {
  sockaddr_un address{};
  if (!fill(address, path)) return refuse("The path of the data folder is too long.");
  // Left by a process that was killed: the lock says that nobody else runs here.
  ::unlink(path.c_str());
  const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0) return fail(ErrorKind::internal, "socket");
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      ::chmod(path.c_str(), 0600) != 0 || ::listen(listener, 8) != 0) {
    ::close(listener);
    return refuse("The control socket in the data folder cannot be made.", ErrorKind::storage);
  }
  return std::unique_ptr<Control>(new Control(listener, path, house));
}

Control::Control(int listener, std::string path, House& house)
    : listener_(listener),
      path_(std::move(path)),
      house_(house),
      thread_([this] { answer_all(); }) {}

Control::~Control() {
  stopping_ = true;
  thread_.join();
  ::close(listener_);
  ::unlink(path_.c_str());
}

void Control::answer_all() {
  while (!stopping_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, kLookAgainMs) != 1) continue;
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    if (const auto line = read_line(socket, 5'000)) write_all(socket, answer(house_, *line) + "\n");
    ::close(socket);
  }
}

std::optional<Result<std::string>> ask_running(const std::string& data, const std::string& command,
                                               const std::vector<std::string>& words) {
  sockaddr_un address{};
  if (!fill(address, data + "/heed.sock")) return std::nullopt;
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return std::nullopt;
  if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket);
    return std::nullopt;
  }
  json::array line{json::string(command)};
  for (const std::string& word : words) line.emplace_back(word);
  write_all(socket, json::serialize(line) + "\n");
  const auto told = read_line(socket, kAnswerWaitMs);
  ::close(socket);
  if (!told)
    return Result<std::string>(refuse("The running Heed did not answer.", ErrorKind::unavailable));
  const json::object answered = json::parse(*told).as_object();
  if (answered.contains("said"))
    return Result<std::string>(std::string(answered.at("said").as_string()));
  return Result<std::string>(refuse(std::string(answered.at("failed").as_string())));
}

Result<std::string> ask_or_do(const HouseOptions& options, const std::string& command,
                              const std::vector<std::string>& words) {
  if (const auto told = ask_running(options.data, command, words)) return *told;
  const auto house = TRY(House::open(options));
  return do_command(*house, command, words);
}

}  // namespace heed::app
