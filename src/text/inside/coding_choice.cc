#include "text/inside/coding_choice.h"

#include <algorithm>
#include <cmath>
#include <numeric>

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

std::vector<std::size_t> choose_unlike(const Sparse& rows, std::span<const double> worth,
                                       std::size_t wanted) {
  constexpr double kNearlyTheSame = 0.8;
  std::vector<float> middle(rows.cols, 0.0F);
  for (std::size_t j = 0; j < rows.column.size(); ++j) middle[rows.column[j]] += rows.value[j];
  std::vector<double> score(rows.rows());
  for (std::size_t i = 0; i < score.size(); ++i) {
    const double density = dot(middle, rows, i) / static_cast<double>(score.size());
    score[i] = worth[i] * std::sqrt(std::max(density, 0.0));
  }
  std::vector<std::size_t> order(score.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(-score[a], a) < std::pair(-score[b], b);
  });
  std::vector<std::size_t> out;
  std::vector<std::vector<float>> taken;
  for (const std::size_t i : order) {
    if (out.size() == wanted) break;
    const double length = length_of(rows, i);
    bool unlike = true;
    for (std::size_t k = 0; k < taken.size() && unlike; ++k) {
      unlike = dot(taken[k], rows, i) < kNearlyTheSame * length;
    }
    if (!unlike) continue;
    std::vector<float> spread(rows.cols, 0.0F);
    for (std::uint32_t j = rows.start[i]; j < rows.start[i + 1]; ++j) {
      spread[rows.column[j]] = static_cast<float>(rows.value[j] / length);
    }
    taken.push_back(std::move(spread));
    out.push_back(i);
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
