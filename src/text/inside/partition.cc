#include "text/inside/partition.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "text/inside/random.h"

namespace heed::text {
namespace {

float squared_distance(const float* a, const float* b, std::size_t n) {
  // Four sums, so that the compiler may use the vector unit without being allowed to reorder.
  std::array<float, 8> sums{};
  std::size_t k = 0;
  for (; k + 8 <= n; k += 8) {
    for (std::size_t l = 0; l < 8; ++l) {
      const float d = a[k + l] - b[k + l];
      sums[l] += d * d;
    }
  }
  float sum = 0;
  for (; k < n; ++k) sum += (a[k] - b[k]) * (a[k] - b[k]);
  for (const float part : sums) sum += part;
  return sum;
}

Dense seeds(const Dense& rows, std::span<const std::uint32_t> weights, int parts,
            std::uint64_t seed) {
  Dense centres(static_cast<std::size_t>(parts), rows.cols);
  std::vector<float> nearest(rows.rows, std::numeric_limits<float>::max());
  std::size_t chosen = random_bits(seed, 10, 0) % rows.rows;
  for (int part = 0; part < parts; ++part) {
    std::copy_n(rows.row(chosen), rows.cols, centres.row(part));
    double total = 0;
    for (std::size_t i = 0; i < rows.rows; ++i) {
      nearest[i] =
          std::min(nearest[i], squared_distance(rows.row(i), centres.row(part), rows.cols));
      total += static_cast<double>(nearest[i]) * weights[i];
    }
    double left = random_unit(seed, 11, part) * total;
    for (chosen = 0; chosen + 1 < rows.rows; ++chosen) {
      left -= static_cast<double>(nearest[chosen]) * weights[chosen];
      if (left < 0) break;
    }
  }
  return centres;
}

}  // namespace

void number_densely(Partition& partition) {
  std::vector<int> number(partition.parts, -1);
  int next = 0;
  for (int& part : partition.part_of) {
    if (number[part] < 0) number[part] = next++;
    part = number[part];
  }
  partition.parts = next;
}

Dense centroids(const Dense& rows, std::span<const std::uint32_t> weights,
                const Partition& partition) {
  Dense out(partition.parts, rows.cols);
  std::vector<float> total(partition.parts, 0);
  for (std::size_t i = 0; i < rows.rows; ++i) {
    const auto weight = static_cast<float>(weights[i]);
    float* to = out.row(partition.part_of[i]);
    const float* from = rows.row(i);
    total[partition.part_of[i]] += weight;
    for (std::size_t k = 0; k < rows.cols; ++k) to[k] += weight * from[k];
  }
  for (int part = 0; part < partition.parts; ++part) {
    if (total[part] <= 0) continue;
    for (std::size_t k = 0; k < rows.cols; ++k) out.row(part)[k] /= total[part];
  }
  return out;
}

namespace {

// Each row's nearest centre, for at most some rounds or until hardly any changes; `centres` end as
// the means of what was nearest before the last round. Says how far the rows stay from them.
double settle(const Dense& rows, std::span<const std::uint32_t> weights, int rounds_most,
              Dense& centres, Partition& out) {
  constexpr std::size_t kBlock = 1024;
  std::vector<float> products(kBlock * out.parts);
  std::vector<float> half(out.parts);
  double spread = 0;
  for (int round = 0; round < rounds_most; ++round) {
    for (int part = 0; part < out.parts; ++part) {
      float sum = 0;
      for (std::size_t k = 0; k < rows.cols; ++k)
        sum += centres.row(part)[k] * centres.row(part)[k];
      half[part] = sum / 2;
    }
    std::size_t changed = 0;
    spread = 0;
    for (std::size_t begin = 0; begin < rows.rows; begin += kBlock) {
      const std::size_t count = std::min(kBlock, rows.rows - begin);
      times_transposed(rows.row(begin), count, centres, products.data());
      for (std::size_t i = 0; i < count; ++i) {
        const float* product = products.data() + i * out.parts;
        int best = 0;
        float most = product[0] - half[0];
        for (int part = 1; part < out.parts; ++part) {
          const float score = product[part] - half[part];
          if (score > most) {
            most = score;
            best = part;
          }
        }
        spread -= static_cast<double>(most) * weights[begin + i];
        changed += out.part_of[begin + i] != best;
        out.part_of[begin + i] = best;
      }
    }
    if (round > 0 && changed * 500 < rows.rows) break;
    centres = centroids(rows, weights, out);
  }
  return spread;
}

constexpr int kRoundsMost = 15;

// Some of the rows, where they are many, and as good a place for the centres as those find.
Dense centres_of_some(const Dense& rows, std::span<const std::uint32_t> weights, int parts,
                      std::uint64_t seed) {
  constexpr std::size_t kStep = 4;
  Dense some((rows.rows + kStep - 1) / kStep, rows.cols);
  std::vector<std::uint32_t> their_weights(some.rows);
  for (std::size_t i = 0; i < some.rows; ++i) {
    std::copy_n(rows.row(i * kStep), rows.cols, some.row(i));
    their_weights[i] = weights[i * kStep];
  }
  Partition settled{std::vector<int>(some.rows, 0), parts};
  Dense centres = seeds(some, their_weights, parts, seed);
  settle(some, their_weights, kRoundsMost, centres, settled);
  return centres;
}

// The tightest of some runs.
Partition tightest(const Dense& rows, std::span<const std::uint32_t> weights, int parts,
                   std::uint64_t seed, int tries) {
  Partition best;
  double least = std::numeric_limits<double>::max();
  for (int attempt = 0; attempt < tries; ++attempt) {
    Partition found{std::vector<int>(rows.rows, 0), parts};
    Dense centres = seeds(rows, weights, parts, seed + 1000 * attempt);
    const double spread = settle(rows, weights, kRoundsMost, centres, found);
    if (attempt > 0 && spread >= least) continue;
    least = spread;
    best = std::move(found);
  }
  number_densely(best);
  return best;
}

int within(int parts, const Dense& rows) {
  return std::clamp<int>(parts, 1, static_cast<int>(rows.rows));
}

}  // namespace

Partition k_means(const Dense& rows, std::span<const std::uint32_t> weights, int parts,
                  std::uint64_t seed, Pace pace) {
  constexpr int kRoundsOfAll = 4;
  if (rows.rows == 0) return {};
  parts = within(parts, rows);
  if (pace == Pace::careful) return tightest(rows, weights, parts, seed, 1);
  Partition out{std::vector<int>(rows.rows, 0), parts};
  Dense centres = centres_of_some(rows, weights, parts, seed);
  settle(rows, weights, kRoundsOfAll, centres, out);
  number_densely(out);
  return out;
}

Partition consensus(std::span<const Partition> base, std::span<const std::uint32_t> weights,
                    int parts, std::uint64_t seed) {
  Sparse stacked;
  std::vector<std::vector<float>> scale;
  for (const Partition& partition : base) {
    std::vector<float> sizes(partition.parts, 0);
    for (const int part : partition.part_of) sizes[part] += 1;
    for (float& size : sizes) size = 1 / std::sqrt(size);
    scale.push_back(std::move(sizes));
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    std::uint32_t first = 0;
    for (std::size_t b = 0; b < base.size(); ++b) {
      const int part = base[b].part_of[i];
      stacked.column.push_back(first + part);
      stacked.value.push_back(scale[b][part]);
      first += base[b].parts;
    }
    stacked.cols = first;
    stacked.start.push_back(static_cast<std::uint32_t>(stacked.column.size()));
  }
  constexpr int kPowerRounds = 2;
  Dense rows =
      randomised_svd(stacked, static_cast<std::size_t>(parts), kPowerRounds, seed).projected;
  scale_rows_to_one(rows);
  constexpr int kTries = 2;
  if (rows.rows == 0) return {};
  return tightest(rows, weights, within(parts, rows), seed, kTries);
}

}  // namespace heed::text
