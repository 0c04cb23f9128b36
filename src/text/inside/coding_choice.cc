#include "text/inside/coding_choice.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "text/inside/random.h"

namespace heed::text {
namespace {

double length_of(const Sparse& rows, std::size_t i) {
  double sum = 0;
  for (std::uint32_t j = rows.start[i]; j < rows.start[i + 1]; ++j) {
    sum += double{rows.value[j]} * rows.value[j];
  }
  return std::sqrt(std::max(sum, 1e-12));
}

double dot(std::span<const float> spread, const Sparse& rows, std::size_t i) {
  double sum = 0;
  for (std::uint32_t j = rows.start[i]; j < rows.start[i + 1]; ++j) {
    sum += double{rows.value[j]} * spread[rows.column[j]];
  }
  return sum;
}

// Cosines of any row with each of some rows, all at once.
class Alike {
 public:
  explicit Alike(const Sparse& rows) : count_(rows.rows()), holders_(rows.cols) {
    for (std::uint32_t i = 0; i < rows.rows(); ++i) {
      const double length = length_of(rows, i);
      for (std::uint32_t j = rows.start[i]; j < rows.start[i + 1]; ++j) {
        holders_[rows.column[j]].emplace_back(i, static_cast<float>(rows.value[j] / length));
      }
    }
  }

  std::vector<float> to(const Sparse& rows, std::size_t i) const {
    std::vector<float> out(count_, 0.0F);
    const double length = length_of(rows, i);
    for (std::uint32_t j = rows.start[i]; j < rows.start[i + 1]; ++j) {
      const auto own = static_cast<float>(rows.value[j] / length);
      for (const auto& [row, value] : holders_[rows.column[j]]) out[row] += own * value;
    }
    return out;
  }

 private:
  std::size_t count_;
  std::vector<std::vector<std::pair<std::uint32_t, float>>> holders_;  // By column.
};

double f1_of(const Verdict& sum) {
  const double all = 2.0 * sum.right + sum.wrong + sum.missed;
  return all > 0 ? 2.0 * sum.right / all : 1;
}

}  // namespace

std::vector<float> cosines(const Sparse& row, const Sparse& rows) {
  std::vector<float> spread(rows.cols, 0.0F);
  for (std::size_t j = 0; j < row.column.size(); ++j) spread[row.column[j]] = row.value[j];
  const double own = length_of(row, 0);
  std::vector<float> out;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    out.push_back(static_cast<float>(dot(spread, rows, i) / (own * length_of(rows, i))));
  }
  return out;
}

double doubt(std::span<const float> probabilities, std::span<const double> positives) {
  double sum = 0;
  for (std::size_t t = 0; t < probabilities.size(); ++t) {
    const double p = std::clamp(double{probabilities[t]}, 1e-9, 1 - 1e-9);
    const double entropy = -p * std::log(p) - (1 - p) * std::log(1 - p);
    sum += entropy / std::sqrt(1 + positives[t]);
  }
  return sum;
}

std::vector<std::size_t> choose_covering(const Sparse& rows, const Sparse& coded,
                                         std::span<const double> worth, std::size_t wanted) {
  const Alike alike(rows);
  std::vector<float> covered(rows.rows(), 0.0F);
  const auto cover = [&](std::span<const float> likeness) {
    for (std::size_t j = 0; j < covered.size(); ++j) covered[j] = std::max(covered[j], likeness[j]);
  };
  for (std::size_t i = 0; i < coded.rows(); ++i) cover(alike.to(coded, i));
  std::vector<std::vector<float>> likeness;
  for (std::size_t i = 0; i < rows.rows(); ++i) likeness.push_back(alike.to(rows, i));

  std::vector<std::size_t> out;
  std::vector<bool> taken(rows.rows(), false);
  while (out.size() < std::min(wanted, rows.rows())) {
    std::size_t best = rows.rows();
    double most = -1;
    for (std::size_t i = 0; i < rows.rows(); ++i) {
      if (taken[i]) continue;
      double gain = 0;
      for (std::size_t j = 0; j < covered.size(); ++j) {
        gain += worth[j] * std::max(0.0F, likeness[i][j] - covered[j]);
      }
      if (gain <= most) continue;
      most = gain;
      best = i;
    }
    taken[best] = true;
    out.push_back(best);
    cover(likeness[best]);
  }
  return out;
}

Quality bootstrapped(std::span<const Verdict> verdicts, std::uint64_t seed) {
  constexpr std::size_t kDraws = 400;
  constexpr std::size_t kTail = kDraws / 40;  // 2.5 %.
  const auto add = [](Verdict& sum, const Verdict& one) {
    sum.right += one.right;
    sum.wrong += one.wrong;
    sum.missed += one.missed;
  };
  Verdict all;
  for (const Verdict& one : verdicts) add(all, one);
  std::vector<double> draws;
  for (std::size_t draw = 0; draw < kDraws; ++draw) {
    Verdict sum;
    for (std::size_t k = 0; k < verdicts.size(); ++k) {
      add(sum, verdicts[random_bits(seed, draw, k) % verdicts.size()]);
    }
    draws.push_back(f1_of(sum));
  }
  std::sort(draws.begin(), draws.end());
  return {verdicts.size(), f1_of(all), draws[kTail], draws[kDraws - 1 - kTail]};
}

}  // namespace heed::text
