#include "web/api/health.h"

namespace heed::web {
namespace {

std::string metrics(const Counters& c, const std::string& version) {
  std::string out = fmt::format("# TYPE heed_info gauge\nheed_info{{version=\"{}\"}} 1\n", version);
  const auto count = [&](std::string_view name, std::string_view type, std::uint64_t value) {
    out += fmt::format("# TYPE heed_{0} {1}\nheed_{0} {2}\n", name, type, value);
  };
  count("connections_total", "counter", c.connections_taken);
  count("connections_turned_away_total", "counter", c.connections_turned_away);
  count("connections_open", "gauge", c.connections_open);
  count("requests_total", "counter", c.requests);
  count("gate_refused_total", "counter", c.gate_refused);
  count("busy_total", "counter", c.busy);
  count("forged_total", "counter", c.forged);
  count("failed_total", "counter", c.failed);
  count("cut_slow_total", "counter", c.cut_slow);
  count("handlers_waiting", "gauge", c.handlers_waiting);
  return out;
}

}  // namespace

Routes health_routes(Health health) {
  return {
      {Method::get, "/healthz", Who::anyone, Limit::no_body, Safety::safe,
       [health](const Request&, const Match&) -> Result<Reply> {
         return health.stores_answer() ? json("{\"status\":\"ok\"}\n")
                                       : json("{\"status\":\"the store does not answer\"}\n", 503);
       }},
      {Method::get, "/metrics", Who::anyone, Limit::no_body, Safety::safe,
       [health](const Request&, const Match&) -> Result<Reply> {
         Reply reply = text(metrics(health.counters(), health.version));
         reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
         return reply;
       }},
  };
}

}  // namespace heed::web
