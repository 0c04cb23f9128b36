// /healthz and /metrics: whether Heed is well, and its counts for Prometheus.
//
//   for (Route& route : health_routes(health)) routes.push_back(std::move(route));
//
// Threads: any.  Does not: show anything about what people said.
#pragma once

#include <functional>
#include <string>

#include "web/server/routes.h"
#include "web/server/server.h"

namespace heed::web {

struct Health {
  std::function<bool()> stores_answer;
  std::function<Counters()> counters;
  std::string version;
};

Routes health_routes(Health health);

}  // namespace heed::web
