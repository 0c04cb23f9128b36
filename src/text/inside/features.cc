#include "text/inside/features.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace heed::text {

Sparse tf_idf(const Corpus& corpus) {
  Sparse out;
  out.cols = corpus.terms();
  std::vector<std::uint32_t> frequency(corpus.terms(), 0);
  std::vector<std::uint32_t> sorted;
  const auto sort_unit = [&](std::size_t u) {
    const auto unit = corpus.unit(u);
    sorted.assign(unit.begin(), unit.end());
    std::sort(sorted.begin(), sorted.end());
  };
  for (std::size_t u = 0; u < corpus.units(); ++u) {
    sort_unit(u);
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    for (const std::uint32_t term : sorted) frequency[term] += corpus.unit_weight[u];
  }
  double total = 0;
  for (const std::uint32_t weight : corpus.unit_weight) total += weight;
  for (std::size_t u = 0; u < corpus.units(); ++u) {
    sort_unit(u);
    const std::size_t first = out.value.size();
    double sum = 0;
    for (std::size_t i = 0; i < sorted.size();) {
      std::size_t j = i;
      while (j < sorted.size() && sorted[j] == sorted[i]) ++j;
      const double idf = std::log((1 + total) / (1 + frequency[sorted[i]])) + 1;
      const double weight = (1 + std::log(static_cast<double>(j - i))) * idf;
      out.column.push_back(sorted[i]);
      out.value.push_back(static_cast<float>(weight));
      sum += weight * weight;
      i = j;
    }
    const auto factor = static_cast<float>(1 / std::sqrt(sum));
    for (std::size_t i = first; i < out.value.size(); ++i) out.value[i] *= factor;
    out.start.push_back(static_cast<std::uint32_t>(out.column.size()));
  }
  return out;
}

Dense lsa(const Sparse& weighted, std::size_t rank, std::uint64_t seed) {
  constexpr int kPowerRounds = 2;
  Dense out = randomised_svd(weighted, rank, kPowerRounds, seed).projected;
  scale_rows_to_one(out);
  return out;
}

namespace {

// Calls use(term, other term) for two that stand within eight words of one comment.
template <class Use>
void for_each_company(const Corpus& corpus, Use&& use) {
  constexpr std::size_t kWindow = 8;
  std::vector<std::uint32_t> line;
  const auto tell_line = [&] {
    for (std::size_t i = 0; i < line.size(); ++i) {
      const std::size_t end = std::min(line.size(), i + 1 + kWindow);
      for (std::size_t j = i + 1; j < end; ++j) {
        if (line[i] != line[j]) use(line[i], line[j]);
      }
    }
    line.clear();
  };
  for (std::size_t c = 0; c < corpus.clauses.size(); ++c) {
    const Corpus::Clause& clause = corpus.clauses[c];
    if (c > 0 && corpus.clauses[c - 1].document != clause.document) tell_line();
    if (clause.unit == Corpus::kNoUnit) continue;
    const auto unit = corpus.unit(clause.unit);
    line.insert(line.end(), unit.begin(), unit.end());
  }
  tell_line();
}

// Counts of two terms within eight words of one comment, both ways round.
Sparse company(const Corpus& corpus) {
  std::vector<std::uint32_t> start(corpus.terms() + 1, 0);
  for_each_company(corpus, [&](std::uint32_t a, std::uint32_t b) {
    ++start[a + 1];
    ++start[b + 1];
  });
  for (std::size_t t = 0; t < corpus.terms(); ++t) start[t + 1] += start[t];
  std::vector<std::uint32_t> met(start.back());
  std::vector<std::uint32_t> next(start.begin(), start.end() - 1);
  for_each_company(corpus, [&](std::uint32_t a, std::uint32_t b) {
    met[next[a]++] = b;
    met[next[b]++] = a;
  });
  // Each once, in the place of all: what is kept never overtakes what is read.
  Sparse out;
  out.cols = corpus.terms();
  std::vector<std::uint32_t> count(corpus.terms(), 0);
  std::uint32_t kept = 0;
  for (std::size_t term = 0; term < corpus.terms(); ++term) {
    const std::uint32_t first = kept;
    for (std::uint32_t at = start[term]; at < start[term + 1]; ++at) {
      if (count[met[at]]++ == 0) met[kept++] = met[at];
    }
    for (std::uint32_t i = first; i < kept; ++i) {
      out.value.push_back(static_cast<float>(std::exchange(count[met[i]], 0)));
    }
    out.start.push_back(kept);
  }
  met.resize(kept);
  out.column = std::move(met);
  return out;
}

// Positive pointwise mutual information, the context's share smoothed so that rare words do not
// win everything.
Sparse ppmi(const Corpus& corpus) {
  constexpr double kSmoothing = 0.75;
  Sparse out = company(corpus);
  std::vector<double> sums(corpus.terms(), 0);
  double smoothed_total = 0;
  std::vector<double> smoothed(corpus.terms(), 0);
  for (std::size_t i = 0; i < out.rows(); ++i) {
    for (std::uint32_t j = out.start[i]; j < out.start[i + 1]; ++j) sums[i] += out.value[j];
    smoothed[i] = std::pow(sums[i], kSmoothing);
    smoothed_total += smoothed[i];
  }
  // In the counts' own place: those that say nothing fall out.
  std::uint32_t kept = 0;
  for (std::size_t i = 0, begin = 0; i < out.rows(); ++i) {
    const std::uint32_t end = out.start[i + 1];
    for (std::size_t j = begin; j < end; ++j) {
      const double context = smoothed[out.column[j]] / smoothed_total;
      const double information = std::log(out.value[j] / (sums[i] * context));
      if (information <= 0) continue;
      out.column[kept] = out.column[j];
      out.value[kept++] = static_cast<float>(information);
    }
    begin = end;
    out.start[i + 1] = kept;
  }
  out.column.resize(kept);
  out.value.resize(kept);
  return out;
}

// The direction that all clauses share says nothing about any of them.
void remove_common_direction(Dense& rows) {
  std::vector<double> direction(rows.cols, 1.0);
  for (int round = 0; round < 8; ++round) {
    std::vector<double> next(rows.cols, 0.0);
    for (std::size_t i = 0; i < rows.rows; ++i) {
      const float* row = rows.row(i);
      double along = 0;
      for (std::size_t k = 0; k < rows.cols; ++k) along += row[k] * direction[k];
      for (std::size_t k = 0; k < rows.cols; ++k) next[k] += along * row[k];
    }
    double length = 0;
    for (const double value : next) length += value * value;
    if (length <= 0) return;
    for (double& value : next) value /= std::sqrt(length);
    direction = std::move(next);
  }
  for (std::size_t i = 0; i < rows.rows; ++i) {
    float* row = rows.row(i);
    double along = 0;
    for (std::size_t k = 0; k < rows.cols; ++k) along += row[k] * direction[k];
    for (std::size_t k = 0; k < rows.cols; ++k) row[k] -= static_cast<float>(along * direction[k]);
  }
}

}  // namespace

Dense word_company(const Corpus& corpus, std::size_t rank, std::uint64_t seed) {
  constexpr int kPowerRounds = 1;
  constexpr double kSif = 1e-3;
  const Svd svd = randomised_svd(ppmi(corpus), rank, kPowerRounds, seed + 1);
  std::vector<double> share(corpus.terms(), 0);
  double total = 0;
  for (std::size_t u = 0; u < corpus.units(); ++u) {
    for (const std::uint32_t term : corpus.unit(u)) share[term] += corpus.unit_weight[u];
    total += static_cast<double>(corpus.unit(u).size()) * corpus.unit_weight[u];
  }
  std::vector<float> scale;
  for (const float value : svd.singular) scale.push_back(std::sqrt(value));
  Dense out(corpus.units(), svd.right.cols);
  for (std::size_t u = 0; u < corpus.units(); ++u) {
    float* to = out.row(u);
    for (const std::uint32_t term : corpus.unit(u)) {
      const auto weight = static_cast<float>(kSif / (kSif + share[term] / total));
      const float* from = svd.right.row(term);
      for (std::size_t k = 0; k < out.cols; ++k) to[k] += weight * scale[k] * from[k];
    }
  }
  scale_rows_to_one(out);
  remove_common_direction(out);
  scale_rows_to_one(out);
  return out;
}

Dense mixed(const Dense& by_words, const Dense& by_company) {
  Dense out(by_words.rows, by_words.cols + by_company.cols);
  std::vector<double> mean(by_words.cols, 0.0);
  for (std::size_t i = 0; i < by_words.rows; ++i) {
    for (std::size_t k = 0; k < by_words.cols; ++k) mean[k] += by_words.row(i)[k];
  }
  for (double& value : mean) value /= static_cast<double>(std::max<std::size_t>(1, by_words.rows));
  for (std::size_t i = 0; i < by_words.rows; ++i) {
    float* to = out.row(i);
    for (std::size_t k = 0; k < by_words.cols; ++k) {
      to[k] = by_words.row(i)[k] - static_cast<float>(mean[k]);
    }
    std::copy_n(by_company.row(i), by_company.cols, to + by_words.cols);
  }
  scale_rows_to_one(out);
  return out;
}

}  // namespace heed::text
