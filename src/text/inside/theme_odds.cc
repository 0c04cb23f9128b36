#include "text/inside/theme_odds.h"

#include <algorithm>
#include <cmath>

namespace heed::text {

ThemeOdds::ThemeOdds(const Corpus& corpus, const Partition& partition)
    : themes_(partition.parts),
      prior_(themes_, 0),
      log_share_(corpus.terms() * static_cast<std::size_t>(partition.parts)) {
  constexpr float kSmoothing = 0.5f;
  std::vector<float> total(themes_, kSmoothing * static_cast<float>(corpus.terms()));
  float all = 0;
  for (std::size_t u = 0; u < corpus.units(); ++u) {
    const auto weight = static_cast<float>(corpus.unit_weight[u]);
    prior_[partition.part_of[u]] += weight;
    all += weight;
    for (const std::uint32_t term : corpus.unit(u)) {
      log_share_[term * themes_ + partition.part_of[u]] += weight;
      total[partition.part_of[u]] += weight;
    }
  }
  for (float& share : prior_) share = std::log(share / all);
  for (std::size_t term = 0; term < corpus.terms(); ++term) {
    for (std::size_t t = 0; t < themes_; ++t) {
      float& entry = log_share_[term * themes_ + t];
      entry = std::log((entry + kSmoothing) / total[t]);
    }
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
