#include "text/inside/level.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "text/inside/further_themes.h"
#include "text/inside/parallel.h"
#include "text/inside/quoting.h"

namespace heed::text {

Level::Level(const Corpus& corpus, const Dense& rows, Partition partition, int threads)
    : corpus_(corpus),
      rows_(rows),
      partition_(std::move(partition)),
      directions_(centroids(rows, corpus.unit_weight, partition_)),
      closeness_(corpus.units()),
      sureness_(corpus.units()),
      threads_(threads) {
  scale_rows_to_one(directions_);
  in_ranges(corpus.units(), threads, [&](std::size_t begin, std::size_t end) { rate(begin, end); });
}

// A clause's share against the best other theme, by closeness.
void Level::rate(std::size_t begin, std::size_t end) {
  constexpr float kSharpness = 4;
  const auto count = static_cast<std::size_t>(themes());
  constexpr std::size_t kBlock = 64;
  std::vector<float> products(kBlock * count);
  for (std::size_t first = begin; first < end; first += kBlock) {
    const std::size_t block = std::min(kBlock, end - first);
    times_transposed(rows_.row(first), block, directions_, products.data());
    for (std::size_t i = 0; i < block; ++i) {
      const float* product = products.data() + i * count;
      const int own = partition_.part_of[first + i];
      float other = -1;
      for (std::size_t k = 0; k < count; ++k) {
        if (static_cast<int>(k) != own) other = std::max(other, product[k]);
      }
      closeness_[first + i] = product[own];
      sureness_[first + i] = 1 / (1 + std::exp(kSharpness * (other - product[own])));
    }
  }
}

// A comment's themes are its clauses' themes, each by the share of its words.
std::vector<std::vector<Assignment>> Level::assignments() const {
  constexpr float kMargin = 0.2f;
  const std::size_t documents = corpus_.clause_start.size() - 1;
  std::vector<std::vector<Assignment>> out(documents);
  const FurtherThemes further(corpus_, partition_);
  const auto assign = [&](std::size_t d) {
    std::map<int, float> shares;
    float words = 0;
    for (std::uint32_t c = corpus_.clause_start[d]; c < corpus_.clause_start[d + 1]; ++c) {
      const std::uint32_t unit = corpus_.clauses[c].unit;
      if (unit == Corpus::kNoUnit) continue;
      const auto length = static_cast<float>(corpus_.unit(unit).size());
      words += length;
      if (sureness_[unit] < kMargin) continue;
      shares[partition_.part_of[unit]] += length * sureness_[unit];
    }
    // What a clause says beside the whole's theme never outweighs it.
    const auto main = std::max_element(shares.begin(), shares.end(),
                                       [](auto& a, auto& b) { return a.second < b.second; });
    if (main != shares.end()) {
      const float most = main->second;
      std::map<int, float> beside;
      for (const auto& [theme, sureness, terms] : further.of(static_cast<std::uint32_t>(d))) {
        beside[theme] += sureness * static_cast<float>(terms);
      }
      for (const auto& [theme, share] : beside) {
        shares.try_emplace(theme, std::min(share, 0.9f * most));
      }
    }
    for (const auto& [theme, share] : shares) out[d].push_back({theme, share / words});
    std::sort(out[d].begin(), out[d].end(), [](const Assignment& a, const Assignment& b) {
      return a.confidence != b.confidence ? a.confidence > b.confidence : a.theme < b.theme;
    });
  };
  in_ranges(documents, threads_, [&](std::size_t begin, std::size_t end) {
    for (std::size_t d = begin; d < end; ++d) assign(d);
  });
  return out;
}

std::vector<std::vector<std::uint32_t>> Level::quotes(std::span<const Document> documents) const {
  std::vector<std::vector<QuoteCandidate>> candidates(partition_.parts);
  for (const Corpus::Clause& clause : corpus_.clauses) {
    if (clause.unit == Corpus::kNoUnit || !documents[clause.document].quotable) continue;
    candidates[partition_.part_of[clause.unit]].push_back(
        {clause.document, clause.unit, corpus_.document_words[clause.document],
         sureness_[clause.unit], closeness_[clause.unit]});
  }
  std::vector<std::vector<std::uint32_t>> out;
  for (auto& list : candidates) out.push_back(choose_quotes(rows_, std::move(list)));
  return out;
}

BySize number_by_size(std::vector<std::vector<Assignment>>& assignments, int themes) {
  std::vector<std::int64_t> size(themes, 0);
  for (const auto& list : assignments) {
    for (const Assignment& assignment : list) ++size[assignment.theme];
  }
  BySize out;
  out.old_number.resize(themes);
  std::iota(out.old_number.begin(), out.old_number.end(), 0);
  std::sort(out.old_number.begin(), out.old_number.end(),
            [&](int a, int b) { return size[a] != size[b] ? size[a] > size[b] : a < b; });
  std::vector<int> place(themes);
  for (int i = 0; i < themes; ++i) {
    place[out.old_number[i]] = i;
    out.size.push_back(size[out.old_number[i]]);
  }
  for (auto& list : assignments) {
    for (Assignment& assignment : list) assignment.theme = place[assignment.theme];
  }
  return out;
}

}  // namespace heed::text
