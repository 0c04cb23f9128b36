#include "text/inside/coding_calibration.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "text/inside/parallel.h"

namespace heed::text {
namespace {

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

struct Line {
  double slope;
  double offset;
};

// Platt's sigmoid by Newton's method, its targets drawn in as he does, and its slope drawn towards
// where it starts, the slope of all themes together: few comments speak for a rare theme.
Line fit_line(std::span<const float> scores, std::span<const float> targets, Line start,
              double drawn) {
  const double positives = std::accumulate(targets.begin(), targets.end(), 0.0);
  const double negatives = static_cast<double>(targets.size()) - positives;
  const double high = (positives + 1) / (positives + 2);
  const double low = 1 / (negatives + 2);
  Line line = start;
  const auto loss_of = [&](Line at) {
    double loss = 0.5 * drawn * (at.slope - start.slope) * (at.slope - start.slope);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const double x = at.slope * scores[i] + at.offset;
      const double y = targets[i] > 0.5F ? high : low;
      loss += (x > 0 ? x : 0) + std::log1p(std::exp(-std::abs(x))) - y * x;
    }
    return loss;
  };
  double loss = loss_of(line);
  for (int round = 0; round < 20; ++round) {
    double g1 = drawn * (line.slope - start.slope), g2 = 0;
    double h11 = drawn + 1e-9, h12 = 0, h22 = 1e-9;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const double p = logistic(line.slope * scores[i] + line.offset);
      const double error = p - (targets[i] > 0.5F ? high : low);
      const double bend = p * (1 - p);
      g1 += error * scores[i];
      g2 += error;
      h11 += bend * scores[i] * scores[i];
      h12 += bend * scores[i];
      h22 += bend;
    }
    const double det = h11 * h22 - h12 * h12;
    if (!(det > 1e-12) || std::abs(g1) + std::abs(g2) < 1e-3) break;
    const double d1 = (h22 * g1 - h12 * g2) / det;
    const double d2 = (h11 * g2 - h12 * g1) / det;
    double stride = 1;
    while (stride > 1e-4) {
      const Line next{line.slope - stride * d1, line.offset - stride * d2};
      const double tried = loss_of(next);
      if (tried < loss) {
        line = next;
        loss = tried;
        break;
      }
      stride /= 2;
    }
    if (stride <= 1e-4) break;
  }
  return line;
}

struct Sure {
  float probability;
  bool positive;
};

// The threshold with the best F1, half-way to the next lower probability.
float best_threshold(std::vector<Sure>& list) {
  std::sort(list.begin(), list.end(),
            [](const Sure& a, const Sure& b) { return a.probability > b.probability; });
  double positives = 0;
  for (const Sure& one : list) positives += one.positive ? 1 : 0;
  double found = 0, best = -1;
  float threshold = 0.5F;
  for (std::size_t i = 0; i < list.size(); ++i) {
    found += list[i].positive ? 1 : 0;
    const float next = i + 1 < list.size() ? list[i + 1].probability : 0.0F;
    if (next == list[i].probability) continue;
    const double f1 = 2 * found / (static_cast<double>(i + 1) + positives);
    if (f1 <= best) continue;
    best = f1;
    threshold = (list[i].probability + next) / 2;
  }
  return threshold;
}

struct Sharpness {
  float value;
  double loss;
};

// For the whole set of themes to sum to one.
Sharpness best_sharpness(const Dense& scores, const Dense& targets) {
  const auto loss_at = [&](double sharpness) {
    double loss = 0;
    for (std::size_t i = 0; i < scores.rows; ++i) {
      const float* row = scores.row(i);
      const float top = *std::max_element(row, row + scores.cols);
      double sum = 0, own = 0, said = 0;
      for (std::size_t t = 0; t < scores.cols; ++t) {
        sum += std::exp(sharpness * (row[t] - top));
        own += targets.row(i)[t] * sharpness * (row[t] - top);
        said += targets.row(i)[t];
      }
      if (said > 0) loss += std::log(sum) - own / said;
    }
    return loss;
  };
  // Convex in the sharpness: thirds of its logarithm.
  double low = std::log(0.1), high = std::log(200.0);
  for (int round = 0; round < 24; ++round) {
    const double a = low + (high - low) / 3, b = high - (high - low) / 3;
    if (loss_at(std::exp(a)) < loss_at(std::exp(b))) {
      high = b;
    } else {
      low = a;
    }
  }
  const double best = std::exp((low + high) / 2);
  return {static_cast<float>(best), loss_at(best)};
}

}  // namespace

void Calibration::probabilities(std::span<const float> scores, std::span<float> out) const {
  for (std::size_t t = 0; t < out.size(); ++t) {
    out[t] = static_cast<float>(logistic(double{slope[t]} * scores[t] + offset[t]));
  }
}

void Calibration::shares(std::span<const float> scores, std::span<float> out) const {
  if (out.empty()) return;
  for (std::size_t t = 0; t < out.size(); ++t)
    out[t] = by_lines ? slope[t] * scores[t] + offset[t] : scores[t];
  const float top = *std::max_element(out.begin(), out.end());
  double sum = 0;
  for (float& value : out) {
    value = static_cast<float>(std::exp(double{sharpness} * (value - top)));
    sum += value;
  }
  for (float& value : out) value = static_cast<float>(value / sum);
}

Calibration calibrate(const Dense& scores, const Dense& targets, const LeftAside& aside, Ask ask,
                      int threads) {
  constexpr double kDrawn = 0.2;
  constexpr double kThresholdWeight = 8;
  const std::size_t themes = scores.cols;
  // Where each theme's line starts: a part of the rows tells that well enough.
  constexpr std::size_t kPooledMost = 20'000;
  const std::size_t every = 1 + scores.values.size() / kPooledMost;
  std::vector<float> some_scores, some_targets;
  for (std::size_t i = 0; i < scores.rows; i += every) {
    for (std::size_t t = 0; t < themes; ++t) {
      if (aside(i, t)) continue;
      some_scores.push_back(scores.row(i)[t]);
      some_targets.push_back(targets.row(i)[t]);
    }
  }
  const Line pooled = fit_line(some_scores, some_targets, {4, -2}, 1e-6);
  Calibration out;
  out.slope.resize(themes);
  out.offset.resize(themes);
  out.threshold.resize(themes);
  std::vector<std::vector<Sure>> lists(themes);
  std::vector<double> positives(themes, 0.0);
  std::vector<std::function<void()>> tasks;
  for (std::size_t t = 0; t < themes; ++t) {
    tasks.emplace_back([&, t] {
      std::vector<float> score, target;
      score.reserve(scores.rows);
      target.reserve(scores.rows);
      for (std::size_t i = 0; i < scores.rows; ++i) {
        if (aside(i, t)) continue;
        score.push_back(scores.row(i)[t]);
        target.push_back(targets.row(i)[t]);
      }
      positives[t] = std::accumulate(target.begin(), target.end(), 0.0);
      const Line line = fit_line(score, target, pooled, kDrawn);
      out.slope[t] = static_cast<float>(std::max(line.slope, 0.0));
      out.offset[t] = static_cast<float>(line.offset);
      for (std::size_t i = 0; i < score.size(); ++i) {
        const double x = double{out.slope[t]} * score[i] + out.offset[t];
        lists[t].push_back({static_cast<float>(logistic(x)), target[i] > 0.5F});
      }
      out.threshold[t] = best_threshold(lists[t]);
    });
  }
  run_all(tasks, threads);
  std::vector<Sure> all;
  for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
  const float global = best_threshold(all);
  for (std::size_t t = 0; t < themes; ++t) {
    out.threshold[t] =
        static_cast<float>((positives[t] * out.threshold[t] + kThresholdWeight * global) /
                           (positives[t] + kThresholdWeight));
  }
  if (ask == Ask::probabilities) return out;
  Dense lines(scores.rows, themes);
  for (std::size_t i = 0; i < scores.rows; ++i) {
    for (std::size_t t = 0; t < themes; ++t) {
      lines.row(i)[t] = out.slope[t] * scores.row(i)[t] + out.offset[t];
    }
  }
  const Sharpness with_lines = best_sharpness(lines, targets);
  const Sharpness without = best_sharpness(scores, targets);
  // Akaike: two numbers for each theme must earn their keep.
  out.by_lines = with_lines.loss + 2 * static_cast<double>(themes) < without.loss;
  out.sharpness = out.by_lines ? with_lines.value : without.value;
  return out;
}

}  // namespace heed::text
