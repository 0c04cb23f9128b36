#include "text/inside/quoting.h"

#include <algorithm>
#include <limits>

namespace heed::text {

std::vector<std::uint32_t> choose_quotes(const Dense& rows,
                                         std::vector<QuoteCandidate> candidates) {
  constexpr std::size_t kQuotes = 6;
  constexpr std::size_t kPool = 60;
  constexpr std::uint32_t kWordsLeast = 8;
  constexpr std::uint32_t kWordsMost = 40;
  constexpr float kSure = 0.6f;
  constexpr float kRelevance = 0.7f;
  const auto shortfall = [&](const QuoteCandidate& c) {
    return (c.confidence < kSure) + 2 * (c.words < kWordsLeast || c.words > kWordsMost);
  };
  std::sort(candidates.begin(), candidates.end(), [&](const auto& a, const auto& b) {
    const int left = shortfall(a);
    const int right = shortfall(b);
    if (left != right) return left < right;
    if (a.closeness != b.closeness) return a.closeness > b.closeness;
    return a.document < b.document;
  });
  if (candidates.size() > kPool) candidates.resize(kPool);
  std::vector<std::uint32_t> chosen;
  std::vector<bool> used(candidates.size(), false);
  std::vector<float> likest(candidates.size(), 0);
  while (chosen.size() < std::min(kQuotes, candidates.size())) {
    std::size_t best = candidates.size();
    float most = -std::numeric_limits<float>::max();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (used[i]) continue;
      const float score = kRelevance * candidates[i].closeness - (1 - kRelevance) * likest[i] -
                          static_cast<float>(shortfall(candidates[i]));
      if (score > most) {
        most = score;
        best = i;
      }
    }
    used[best] = true;
    chosen.push_back(candidates[best].document);
    const float* row = rows.row(candidates[best].unit);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (candidates[i].document == candidates[best].document) used[i] = true;
      const float* other = rows.row(candidates[i].unit);
      float product = 0;
      for (std::size_t k = 0; k < rows.cols; ++k) product += row[k] * other[k];
      likest[i] = std::max(likest[i], product);
    }
    if (std::all_of(used.begin(), used.end(), [](bool u) { return u; })) break;
  }
  return chosen;
}

}  // namespace heed::text
