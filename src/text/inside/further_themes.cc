#include "text/inside/further_themes.h"

#include <algorithm>
#include <cmath>

namespace heed::text {

FurtherThemes::FurtherThemes(const Corpus& corpus, const Partition& partition)
    : corpus_(corpus),
      themes_(partition.parts),
      log_share_(corpus.terms() * static_cast<std::size_t>(partition.parts)) {
  constexpr float kSmoothing = 0.5f;
  std::vector<float> total(themes_, kSmoothing * static_cast<float>(corpus.terms()));
  for (std::size_t u = 0; u < corpus.units(); ++u) {
    const auto weight = static_cast<float>(corpus.unit_weight[u]);
    for (const std::uint32_t term : corpus.unit(u)) {
      log_share_[term * themes_ + partition.part_of[u]] += weight;
      total[partition.part_of[u]] += weight;
    }
  }
  for (std::size_t term = 0; term < corpus.terms(); ++term) {
    for (std::size_t t = 0; t < themes_; ++t) {
      float& entry = log_share_[term * themes_ + t];
      entry = std::log((entry + kSmoothing) / total[t]);
    }
  }
}

std::vector<FurtherThemes::Named> FurtherThemes::of(std::uint32_t document) const {
  constexpr float kSure = 0.8f;
  constexpr std::size_t kTermsLeast = 2;
  std::vector<Named> out;
  const std::uint32_t begin = corpus_.part_start[document];
  const std::uint32_t end = corpus_.part_start[document + 1];
  if (end - begin < 2) return out;
  std::vector<float> score(themes_);
  for (std::uint32_t p = begin; p < end; ++p) {
    std::fill(score.begin(), score.end(), 0.0f);
    std::size_t terms = 0;
    for (std::uint32_t w = corpus_.parts[p].first; w < corpus_.parts[p].second; ++w) {
      const std::uint32_t term = corpus_.term_of_stem[corpus_.words[w].stem];
      if (term == ~0u) continue;
      ++terms;
      for (std::size_t t = 0; t < themes_; ++t) score[t] += log_share_[term * themes_ + t];
    }
    if (terms < kTermsLeast) continue;
    const auto best = std::max_element(score.begin(), score.end());
    float sum = 0;
    for (const float value : score) sum += std::exp(value - *best);
    if (1 / sum < kSure) continue;
    out.push_back({static_cast<int>(best - score.begin()), 1 / sum, terms});
  }
  return out;
}

}  // namespace heed::text
