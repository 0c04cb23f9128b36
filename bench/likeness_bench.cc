// Likeness among a million documents: how long one question takes, and how many of the ten nearest
// by an exact search it finds. p99 of at most 10 ms at a recall of at least 0.95 is asked.
//
//   likeness_bench [documents] [questions]
//
// Documents are made-up comments, through the vectors that the library would make of them.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>

#include "text/inside/random.h"
#include "text/likeness.h"

namespace heed::text {
namespace {

constexpr std::uint64_t kSeed = 5;
constexpr std::size_t kNearest = 10;

std::string word(std::uint64_t number) {
  constexpr std::array kSyllables = {"ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "za"};
  std::string out;
  for (std::uint64_t left = number + 100; left > 0; left /= 10) out += kSyllables[left % 10];
  return out;
}

// Two of 300 subjects, each with words of its own that are the commoner the lower their number, and
// words of all.
std::string comment(std::uint64_t i) {
  std::string out;
  const auto some = [&](std::uint64_t stream, std::uint64_t first, double count) {
    const double unit = random_unit(kSeed, stream, i);
    out += word(first + static_cast<std::uint64_t>(unit * unit * count)) + " ";
  };
  for (std::uint64_t s = 0; s < 2; ++s) {
    const std::uint64_t subject = random_bits(kSeed, s, i) % 300;
    for (std::uint64_t k = 0; k < 5; ++k) some(10 + 10 * s + k, 10'000 * (subject + 1), 80);
  }
  for (std::uint64_t k = 0; k < 6; ++k) some(40 + k, 0, 3'000);
  return out;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// What this thread used of a processor: a busy machine makes it wait, which is no cost of a
// question.
double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

std::string spread(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return fmt::format("p50 {:.2f} ms, p99 {:.2f} ms", times[times.size() / 2],
                     times[times.size() * 99 / 100]);
}

std::vector<std::uint64_t> exact(const std::vector<float>& all, const std::vector<float>& query) {
  const std::size_t size = query.size();
  std::vector<std::pair<float, std::uint64_t>> list(all.size() / size);
  for (std::size_t i = 0; i < list.size(); ++i) {
    float sum = 0;
    for (std::size_t k = 0; k < size; ++k) sum += all[i * size + k] * query[k];
    list[i] = {-sum, i};
  }
  std::partial_sort(list.begin(), list.begin() + kNearest, list.end());
  std::vector<std::uint64_t> out;
  for (std::size_t k = 0; k < kNearest; ++k) out.push_back(list[k].second);
  return out;
}

void run(std::size_t documents, std::size_t questions) {
  std::vector<std::string> sample;
  for (std::uint64_t i = 0; i < 20'000; ++i) sample.push_back(comment(i));
  const std::vector<std::string_view> views(sample.begin(), sample.end());
  const DocumentVectors vectors = DocumentVectors::learn(views, 1);
  Likeness library(vectors.size());
  std::vector<float> all;
  all.reserve(documents * vectors.size());
  auto start = std::chrono::steady_clock::now();
  const double putting_ms = cpu_ms();
  for (std::uint64_t i = 0; i < documents; ++i) {
    const std::vector<float> one = vectors.of(comment(i));
    all.insert(all.end(), one.begin(), one.end());
    library.put(i, one);
  }
  fmt::print("{} documents of {} numbers put in {:.0f} s, {:.0f} CPU s\n", documents,
             vectors.size(), seconds_since(start), (cpu_ms() - putting_ms) / 1'000);
  std::fflush(stdout);
  std::vector<double> times, cpu_times;
  std::size_t found = 0;
  for (std::uint64_t q = 0; q < questions; ++q) {
    const std::vector<float> query = vectors.of(comment(1'000'000'000 + q));
    start = std::chrono::steady_clock::now();
    const double asked_ms = cpu_ms();
    const std::vector<LikeDocument> near = library.nearest(query, kNearest);
    cpu_times.push_back(cpu_ms() - asked_ms);
    times.push_back(1'000 * seconds_since(start));
    const std::vector<std::uint64_t> truth = exact(all, query);
    for (const LikeDocument& one : near) {
      found += static_cast<std::size_t>(std::count(truth.begin(), truth.end(), one.document));
    }
  }
  fmt::print("recall of the {} nearest {:.3f}; a question {}; CPU alone {}\n", kNearest,
             static_cast<double>(found) / static_cast<double>(kNearest * questions), spread(times),
             spread(cpu_times));
  start = std::chrono::steady_clock::now();
  const std::string bytes = library.bytes();
  const bool back = static_cast<bool>(Likeness::from_bytes(bytes));
  fmt::print("{} MB of bytes written and read {} in {:.1f} s\n", bytes.size() >> 20,
             back ? "back" : "IN VAIN", seconds_since(start));
}

}  // namespace
}  // namespace heed::text

int main(int count, char** words) {
  heed::text::run(count > 1 ? static_cast<std::size_t>(std::atoll(words[1])) : 1'000'000,
                  count > 2 ? static_cast<std::size_t>(std::atoll(words[2])) : 1'000);
  return 0;
}
