#include "text/inside/theme_odds.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace heed::text {
namespace {

constexpr std::size_t kAtOnce = 4;

}  // namespace

ThemeOdds::ThemeOdds(const Corpus& corpus, const Partition& partition)
    : themes_(partition.parts),
      width_((themes_ + kAtOnce - 1) / kAtOnce * kAtOnce),
      prior_(themes_, 0),
      log_share_(corpus.terms() * width_) {
  constexpr float kSmoothing = 0.5f;
  std::vector<float> total(themes_, kSmoothing * static_cast<float>(corpus.terms()));
  float all = 0;
  for (std::size_t u = 0; u < corpus.units(); ++u) {
    const auto weight = static_cast<float>(corpus.unit_weight[u]);
    prior_[partition.part_of[u]] += weight;
    all += weight;
    for (const std::uint32_t term : corpus.unit(u)) {
      log_share_[term * width_ + partition.part_of[u]] += weight;
      total[partition.part_of[u]] += weight;
    }
  }
  for (float& share : prior_) share = std::log(share / all);
  for (std::size_t term = 0; term < corpus.terms(); ++term) {
    for (std::size_t t = 0; t < themes_; ++t) {
      float& entry = log_share_[term * width_ + t];
      entry = std::log((entry + kSmoothing) / total[t]);
    }
  }
}

void ThemeOdds::sum(std::span<const std::uint32_t> terms, std::span<float> scores) const {
  for (std::size_t first = 0; first < themes_; first += kAtOnce) {
    std::array<float, kAtOnce> four{};
    for (const std::uint32_t term : terms) {
      const float* from = log_share_.data() + term * width_ + first;
      for (std::size_t k = 0; k < kAtOnce; ++k) four[k] += from[k];
    }
    std::copy_n(four.begin(), std::min(kAtOnce, themes_ - first), scores.data() + first);
  }
}

NamedTheme theme_named_by(std::span<const float> scores) {
  constexpr float kSure = 0.8f;
  constexpr float kRivalMost =
      -1.3862944f;  // ln((1 - kSure) / kSure): a rival nearer than that wins.
  const auto best = std::max_element(scores.begin(), scores.end());
  float rival = -std::numeric_limits<float>::max();
  for (auto at = scores.begin(); at != scores.end(); ++at) {
    if (at != best) rival = std::max(rival, *at);
  }
  if (rival - *best > kRivalMost) return {-1, 0};
  float sum = 0;
  for (const float value : scores) sum += std::exp(value - *best);
  if (1 / sum < kSure) return {-1, 0};
  return {static_cast<int>(best - scores.begin()), 1 / sum};
}

}  // namespace heed::text
