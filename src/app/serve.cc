// heed serve: opens the house, joins the pages to it, and listens until it is told to stop.
#include <csignal>
#include <cstdlib>

#include <unistd.h>
#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "app/command.h"
#include "app/control.h"
#include "app/demo.h"
#include "app/house.h"
#include "app/options.h"
#include "app/site.h"
#include "app/worker.h"
#include "base/limits.h"
#include "platform/free_port.h"
#include "platform/line_log.h"
#include "platform/mail.h"
#include "platform/memory.h"
#include "store/outbox.h"
#include "web/server/server.h"
#include "web/services.h"
#include "web/site/errors.h"
#include "web/site/site.h"

namespace heed::app {
namespace {

struct ServeOptions {
  std::shared_ptr<HouseOptions> house;
  std::string listen = "127.0.0.1:8080";
  std::string public_origin;
  std::vector<std::string> hosts;
  partners::NewPartnership partnership{.name = "Health and Care Partnership", .prefix = "HC"};
  std::string phone, email, post;
  std::string smtp, mail_from;
  bool demo = false;
  std::size_t handlers = limits::kHandlerThreads;
  std::size_t queue = limits::kHandlerQueueMax;
};

struct Address {
  std::string host;
  std::uint16_t port = 0;
};

Result<Address> read_address(const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  int port = -1;
  if (colon != std::string::npos) {
    const std::string digits = listen.substr(colon + 1);
    if (!digits.empty() && digits.size() <= 5 &&
        digits.find_first_not_of("0123456789") == std::string::npos)
      port = std::stoi(digits);
  }
  if (port < 0 || port > 65535) return refuse("--listen wants HOST:PORT, such as 127.0.0.1:8080.");
  return Address{listen.substr(0, colon), static_cast<std::uint16_t>(port)};
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

// One line of JSON for each reply: no words, no addresses.
std::string line_of(const web::Logged& logged, const platform::Clock& clock) {
  return boost::json::serialize(boost::json::object{{"time", iso_utc(clock.now())},
                                                    {"request", logged.request_id},
                                                    {"method", logged.method},
                                                    {"route", logged.route},
                                                    {"status", logged.status},
                                                    {"took_us", logged.took_us},
                                                    {"bytes_in", logged.bytes_in},
                                                    {"bytes_out", logged.bytes_out},
                                                    {"problem", logged.problem}});
}

// The password of the mail server comes by the environment, so that no list of processes shows it.
Result<std::unique_ptr<platform::Mailer>> mailer_for(const ServeOptions& options,
                                                     const platform::Clock& clock) {
  if (options.smtp.empty()) return std::unique_ptr<platform::Mailer>();
  if (options.mail_from.empty())
    return refuse("--smtp wants --mail-from with the address it sends from.");
  const char* user = std::getenv("HEED_SMTP_USER");
  const char* password = std::getenv("HEED_SMTP_PASSWORD");
  const bool here =
      options.smtp.starts_with("smtp://127.0.0.1") || options.smtp.starts_with("smtp://localhost");
  return std::unique_ptr<platform::Mailer>(std::make_unique<platform::SmtpMailer>(
      platform::SmtpMailer::Options{.url = options.smtp,
                                    .from = options.mail_from,
                                    .from_name = options.partnership.name,
                                    .user = user == nullptr ? "" : user,
                                    .password = password == nullptr ? "" : password,
                                    .require_tls = !here},
      clock));
}

Result<std::unique_ptr<web::Server>> start_server(House& house, web::Services& services,
                                                  const ServeOptions& options,
                                                  const Address& address, platform::LineLog& log,
                                                  web::Server*& running) {
  web::ServerOptions wanted{.listen_address = address.host, .port = address.port};
  wanted.public_origin = services.public_origin;
  wanted.allowed_hosts = options.hosts;
  wanted.limits.handler_threads = options.handlers;
  wanted.limits.handler_queue_max = options.queue;
  if (is_loopback(address.host)) {
    wanted.allowed_hosts.push_back("localhost");
    wanted.allowed_hosts.push_back("127.0.0.1");
    wanted.allowed_hosts.push_back("[::1]");
  }
  wanted.render_error = [&services](int status, std::string_view id, const web::Request* request,
                                    const Error* error) {
    return web::error_page(services, status, id, request, error);
  };
  wanted.log = [&](const web::Logged& logged) { log.say(line_of(logged, house.clock)); };
  wanted.changes = [&house] { return house.written(); };
  wanted.language_cookie = web::kLanguageCookie;
  web::Routes routes = routes_of(house, services, [&running] {
    return running == nullptr ? web::Counters{} : running->counters();
  });
  return web::Server::start(std::move(wanted), std::move(routes), authenticate_with(house));
}

// The same of work that failed: nobody's words are in it.
std::string line_of(const std::string& job, const std::string& problem,
                    const platform::Clock& clock) {
  return boost::json::serialize(
      boost::json::object{{"time", iso_utc(clock.now())}, {"job", job}, {"problem", problem}});
}

// What was written down to be done afterwards, and what is swept.
void give_work(Worker& worker, House& house, const Scope& scope) {
  using namespace std::chrono_literals;
  worker.every(5s, "the outbox", [&house]() -> Result<> {
    TRY(store::outbox::work(
        house.main, house.clock,
        {{"erase_key", [&house](const store::OutboxId&, const std::string& body) -> Result<> {
            return house.own.erase_key(body);
          }}}));
    return Done{};
  });
  worker.every(1s, "personal details", [&house, scope]() -> Result<> {
    TRY(house.moderation.look_at_all(scope));
    return Done{};
  });
  worker.every(1h, "sweeping drafts", [&house, scope]() -> Result<> {
    TRY(house.drafts.sweep(scope));
    return Done{};
  });
}

// Letters that wait in the identity store's own outbox. Without a mail server they wait on.
void give_letters(Worker& worker, House& house, platform::Mailer* mailer,
                  const act::Sender& sender) {
  using namespace std::chrono_literals;
  if (mailer == nullptr) return;
  store::outbox::Handlers handlers = house.told.handlers(*mailer, sender);
  handlers.merge(house.enquiries.handlers(*mailer, sender.partnership));
  worker.every(2s, "letters", [&house, handlers = std::move(handlers)]() -> Result<> {
    TRY(store::outbox::work(house.identity, house.clock, handlers));
    return Done{};
  });
}

// What was published, decided, done and promised: whoever asked hears of it, once.
void give_news(Worker& worker, House& house, const Scope& scope) {
  using namespace std::chrono_literals;
  worker.every(5s, "telling what happened", [&house, scope]() -> Result<> {
    TRY(house.happened.tell(scope, house.told));
    return Done{};
  });
}

// Six and twelve months after an answer: a telling of its own, once, by its occasion.
void give_follow_ups(Worker& worker, House& house, const Scope& scope) {
  using namespace std::chrono_literals;
  worker.every(1h, "asking what difference it made", [&house, scope]() -> Result<> {
    for (const act::Asking& one : TRY(house.difference.due(scope))) {
      const auto told = house.told.tell(scope, act::letter_asking(one));
      if (!told && !told.failed_with(ErrorKind::conflict)) return Error(told.error());
    }
    return Done{};
  });
}

Result<> first_steps(House& house, const ServeOptions& options, const std::string& origin) {
  if (options.demo) return Done{};
  const auto link = house.partners.make_setup_link();
  if (link) {
    std::fprintf(stdout,
                 "No administrator yet. Open this within 30 minutes to make the first one:\n"
                 "  %s/staff/link/%s\n",
                 origin.c_str(), link->c_str());
  } else if (!link.failed_with(ErrorKind::conflict)) {
    return Error(link.error());
  }
  return Done{};
}

void wait_for_a_signal() {
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGINT);
  sigaddset(&wanted, SIGTERM);
  int got = 0;
  sigwait(&wanted, &got);
}

// How to reach the people behind it, as the pages say it.
struct Reached {
  std::string phone, email, post;
};

Reached reached_by(const ServeOptions& options) {
  Reached by{options.phone, options.email, options.post};
  for (std::size_t at = 0; (at = by.post.find("\\n", at)) != std::string::npos;)
    by.post.replace(at, 2, "\n");
  if (!options.demo) return by;
  // Numbers and names that are nobody's: Ofcom's for drama, RFC 2606.
  if (by.phone.empty()) by.phone = "01632 960 123";
  if (by.email.empty()) by.email = "hello@fenmere.example";
  if (by.post.empty()) by.post = "Fenmere Health and Care\nMill House\nTarn";
  return by;
}

Result<> serve(const ServeOptions& options) {
  platform::keep_freed_memory();
  // Blocked before any thread starts, so that only the main thread takes them.
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGINT);
  sigaddset(&wanted, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &wanted, nullptr);
  // Whoever read the log may go away.
  std::signal(SIGPIPE, SIG_IGN);

  Address address = TRY(read_address(options.listen));
  // Pages need to know the port before the first request.
  if (address.port == 0) address.port = TRY(platform::free_port(address.host));
  if (!is_loopback(address.host) && !options.public_origin.starts_with("https://"))
    return refuse(
        "Away from this machine Heed needs TLS in front of it. Put a proxy with TLS before "
        "it and say --origin https://…");
  if (!is_zone(options.partnership.zone))
    return refuse("--zone wants a name such as Europe/London.");
  const auto house = TRY(House::open(*options.house));
  const auto mailer = TRY(mailer_for(options, house->clock));
  const auto partnership =
      TRY(house->partnership(options.demo ? demonstration_partnership() : options.partnership));
  const Scope scope = Scope::for_operator(partnership.id);
  TRY(house->imports.sweep(scope));
  // Before anybody is served: while it is made the clock tells another day.
  if (options.demo) TRY(make_demonstration(*house));
  const Reached reached = reached_by(options);

  web::Services services = services_of(*house, {.partnership = partnership,
                                                .mailer = mailer.get(),
                                                .public_origin = options.public_origin,
                                                .phone = reached.phone,
                                                .email = reached.email,
                                                .post = reached.post});
  if (services.public_origin.empty())
    services.public_origin = fmt::format("http://{}:{}", address.host, address.port);
  platform::LineLog log(STDERR_FILENO);
  web::Server* running = nullptr;
  auto started = start_server(*house, services, options, address, log, running);
  if (started.failed_with(ErrorKind::unavailable))
    return refuse(
        fmt::format("Something else is listening on {}. Stop it, or choose another port "
                    "with --listen.",
                    options.listen));
  if (!started) return Error(started.error());
  running = started->get();
  const std::string url = fmt::format("http://{}:{}", address.host, running->port());
  TRY(first_steps(*house, options, services.public_origin));
  const auto control = TRY(Control::start(options.house->data + "/heed.sock", *house));
  Worker worker([&](const std::string& job, const std::string& problem) {
    log.say(line_of(job, problem, house->clock));
  });
  give_work(worker, *house, scope);
  give_letters(worker, *house, mailer.get(), {services.public_origin, partnership.name});
  give_news(worker, *house, scope);
  give_follow_ups(worker, *house, scope);
  worker.start();
  std::fprintf(stdout, "listening on %s\n", url.c_str());
  if (options.demo) std::fputs(demonstration_sign_ins(*house, url).c_str(), stdout);
  std::fflush(stdout);
  wait_for_a_signal();
  running->stop();
  return Done{};
}

}  // namespace

Work add_serve(CLI::App& command) {
  auto options = std::make_shared<ServeOptions>();
  options->house = add_house_options(command);
  command.add_option("--listen", options->listen, "HOST:PORT; port 0 takes any free one")
      ->capture_default_str();
  command.add_option("--origin", options->public_origin, "What browsers call this site: https://…");
  command.add_option("--host", options->hosts,
                     "A host name that requests may name; repeat for more");
  command.add_option("--partnership", options->partnership.name, "Its name, on the first start")
      ->capture_default_str();
  command
      .add_option("--prefix", options->partnership.prefix,
                  "Two letters that references start with, on the first start")
      ->capture_default_str();
  command.add_option("--zone", options->partnership.zone, "Time zone, on the first start")
      ->capture_default_str();
  command.add_option("--phone", options->phone, "A number that people can ring");
  command.add_option("--email", options->email, "An address that people can write to");
  command.add_option("--post", options->post, "A postal address; \\n begins a line");
  command.add_option("--smtp", options->smtp,
                     "smtp://HOST:PORT of a mail server for sign-in links; HEED_SMTP_USER and "
                     "HEED_SMTP_PASSWORD sign in to it. Without it links are copied by hand");
  command.add_option("--mail-from", options->mail_from, "The address that letters come from");
  command
      .add_option("--handlers", options->handlers, "Requests that are worked on at the same time")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command
      .add_option("--queue", options->queue,
                  "Requests that may wait for their turn; beyond it people are asked to try again")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  command.add_flag("--demo", options->demo, "Put the demonstration in, on the first start");
  return [options] {
    const Result<> served = serve(*options);
    return served ? 0 : failed(served.error());
  };
}

}  // namespace heed::app
