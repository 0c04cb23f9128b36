// Opinion groups as votes grow: CPU of a full recomputation. A line for each size, as JSON.
//
//   opinions_bench [PEOPLE STATEMENTS SHARE]...
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <ctime>
#include <fstream>

#include "platform/batch_memory.h"
#include "text/inside/random.h"
#include "text/opinions.h"

namespace heed {
namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Megabytes at the most so far; 0 where /proc is not Linux's.
long peak_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (word == "VmHWM:") {
      long kilobytes = 0;
      status >> kilobytes;
      return kilobytes / 1024;
    }
  return 0;
}

double normal(std::uint64_t stream, std::uint64_t i) {
  const double u = std::max(text::random_unit(5, stream, 2 * i), 1e-12);
  return std::sqrt(-2 * std::log(u)) *
         std::cos(6.283185307179586 * text::random_unit(5, stream, 2 * i + 1));
}

// Three hidden tastes and noise, as peers_bench/polis_ref.py draws them.
std::vector<text::Vote> votes_of(std::uint32_t people, std::uint32_t statements, double share) {
  std::vector<double> taste, leaning;
  for (std::uint64_t i = 0; i < 3ull * people; ++i) taste.push_back(normal(1, i));
  for (std::uint64_t i = 0; i < 3ull * statements; ++i) leaning.push_back(normal(2, i));
  std::vector<text::Vote> votes;
  for (std::uint32_t p = 0; p < people; ++p) {
    for (std::uint32_t s = 0; s < statements; ++s) {
      const std::uint64_t cell = std::uint64_t{p} * statements + s;
      if (text::random_unit(5, 3, cell) >= share) continue;
      double likes = normal(4, cell);
      for (std::uint32_t t = 0; t < 3; ++t) likes += taste[3 * p + t] * leaning[3 * s + t];
      votes.push_back({p, s, static_cast<std::int8_t>(likes > 0.3 ? 1 : likes < -0.3 ? -1 : 0)});
    }
  }
  return votes;
}

void measure(std::uint32_t people, std::uint32_t statements, double share) {
  const std::vector<text::Vote> votes = votes_of(people, statements, share);
  const double before = cpu_seconds();
  const text::Opinions found = text::opinion_groups(
      {.participants = people, .statements = statements, .votes = votes}, {.threads = 2});
  const double spent = cpu_seconds() - before;
  fmt::print(
      "{{\"people\": {}, \"statements\": {}, \"votes\": {}, \"cpu_s\": {:.3f}, "
      "\"groups\": {}, \"peak_mb\": {}}}\n",
      people, statements, votes.size(), spent, found.groups.size(), peak_mb());
}

}  // namespace
}  // namespace heed

int main(int argc, char** argv) {
  heed::platform::use_batch_memory();  // As `heed opinions` does.
  if (argc < 4) {
    heed::measure(1000, 200, 0.3);
    heed::measure(10000, 500, 0.1);
    heed::measure(33000, 2000, 0.03);
    heed::measure(100000, 1000, 0.05);
  }
  for (int i = 1; i + 2 < argc; i += 3)
    heed::measure(static_cast<std::uint32_t>(std::atoi(argv[i])),
                  static_cast<std::uint32_t>(std::atoi(argv[i + 1])), std::atof(argv[i + 2]));
  return 0;
}
