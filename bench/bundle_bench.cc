// An evidence bundle of at least 300 pages: time and memory. One line of JSON.
//
//   bundle_bench [FINDINGS] [FILE.zip]
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fstream>

#include "report/bundle.h"

int main(int argc, char** argv) {
  using namespace heed;
  report::Material from;
  from.page.title = "Evening appointments";
  from.page.heard_from = "8,412 people";
  from.page.published = TimeMs{1'780'000'000'000};
  from.partnership = "Fenmere";
  from.zone = "Europe/London";
  const int findings = argc > 1 ? std::atoi(argv[1]) : 200;
  for (int i = 0; i < findings; ++i) {
    decide::Finding finding{.id = FindingId::from(std::array<std::byte, 16>{
                                static_cast<std::byte>(i), static_cast<std::byte>(i >> 8)})};
    finding.name = fmt::format("Getting home after an evening appointment, part {}", i + 1);
    finding.summary =
        "People told us that the last bus leaves before the surgery closes, and that "
        "a taxi costs more than they can pay twice a week.";
    finding.said_by = fmt::format("said by {} people", 40 + 5 * i);
    for (int q = 0; q < 6; ++q)
      finding.quotes.push_back(fmt::format(
          "I was told to come at half past six, and the last bus had gone. I walked {} minutes in "
          "the dark with a stick, and I will not do that again.",
          20 + q + i));
    finding.response = {.effect = decide::Effect::partly,
                        .what = "A shuttle runs on two evenings from March.",
                        .because = "there is money for two evenings and not yet for five",
                        .owner = "Transport lead"};
    from.page.findings.push_back(std::move(finding));
  }
  const auto start = std::chrono::steady_clock::now();
  const auto made = report::evidence_bundle(from, {report::about_the_activity(from)});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  if (!made) {
    std::fprintf(stderr, "%s\n", made.error().detail.c_str());
    return 1;
  }
  std::ifstream status("/proc/self/status");
  long peak_kb = 0;
  for (std::string word; peak_kb == 0 && status >> word;)
    if (word == "VmHWM:") status >> peak_kb;
  if (argc > 2) std::ofstream(argv[2], std::ios::binary) << made->bytes;
  fmt::print(
      "{{\"pages\": {}, \"files\": {}, \"mb\": {:.1f}, \"wall_s\": {:.2f}, \"cpu_s\": {:.2f}, "
      "\"peak_mb\": {}}}\n",
      made->pages, made->parts.size() + 3, static_cast<double>(made->bytes.size()) / 1e6,
      took.count(), static_cast<double>(std::clock()) / CLOCKS_PER_SEC, peak_kb / 1024);
  return 0;
}
