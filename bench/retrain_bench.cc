// How long a person waits for the proposals to follow a correction, or one comment more, with 3,000
// comments coded: made-up comments of 36 themes, one thread. At most 100 ms is asked.
//
//   retrain_bench [coded] [rounds]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "text/coding.h"
#include "text/inside/random.h"

namespace heed::text {
namespace {

constexpr int kThemes = 36;
constexpr std::uint64_t kSeed = 11;

// Words made of syllables: a theme's own, and those of all.
std::string word(std::uint64_t number) {
  constexpr std::array kSyllables = {"ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "za"};
  std::string out;
  for (std::uint64_t left = number + 100; left > 0; left /= 10) out += kSyllables[left % 10];
  return out;
}

std::string comment(std::uint64_t i, std::vector<int>& themes) {
  std::string out;
  const std::uint64_t subjects = 1 + random_bits(kSeed, 1, i) % 2;
  for (std::uint64_t s = 0; s < subjects; ++s) {
    const std::uint64_t theme = random_bits(kSeed, 2 + s, i) % kThemes;
    themes.push_back(static_cast<int>(theme));
    for (std::uint64_t k = 0; k < 4; ++k) {
      out += word(1'000 * (theme + 1) + random_bits(kSeed, 10 + 10 * s + k, i) % 60) + " ";
    }
  }
  for (std::uint64_t k = 0; k < 9; ++k) out += word(random_bits(kSeed, 50 + k, i) % 400) + " ";
  return out;
}

double ms_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

void say(const char* what, std::vector<double> times) {
  std::sort(times.begin(), times.end());
  fmt::print("{:45} median {:6.1f} ms, worst {:6.1f} ms\n", what, times[times.size() / 2],
             times.back());
}

void run(std::uint32_t coded, std::uint32_t rounds) {
  std::vector<std::string> texts;
  std::vector<std::vector<int>> themes(coded + rounds);
  for (std::uint32_t i = 0; i < coded + rounds; ++i) texts.push_back(comment(i, themes[i]));
  std::vector<Document> documents;
  for (const std::string& text : texts) documents.push_back({text, {}});
  Coder coder(documents, kThemes, {});
  for (std::uint32_t i = 0; i < coded; ++i) coder.code(i, themes[i]);
  auto start = std::chrono::steady_clock::now();
  coder.learn();
  fmt::print("{} coded, {} themes: learnt anew in {:.0f} ms\n", coded, kThemes, ms_since(start));
  std::vector<double> corrections, additions, shown;
  for (std::uint32_t r = 0; r < rounds; ++r) {
    std::vector<int> other = {static_cast<int>(r) % kThemes};
    start = std::chrono::steady_clock::now();
    coder.code(r, other);
    coder.learn();
    corrections.push_back(ms_since(start));
    start = std::chrono::steady_clock::now();
    coder.code(coded + r, themes[coded + r]);
    coder.learn();
    additions.push_back(ms_since(start));
    start = std::chrono::steady_clock::now();
    (void)coder.themes(std::span(documents).subspan(r, 20));
    shown.push_back(ms_since(start));
  }
  say("learnt after one correction", corrections);
  say("learnt after one comment more", additions);
  say("proposals for a page of 20", shown);
}

}  // namespace
}  // namespace heed::text

int main(int count, char** words) {
  heed::text::run(count > 1 ? static_cast<std::uint32_t>(std::atoi(words[1])) : 3'000,
                  count > 2 ? static_cast<std::uint32_t>(std::atoi(words[2])) : 30);
  return 0;
}
