#include "text/inside/coding_margin.h"

#include <algorithm>
#include <cmath>

namespace heed::text {
namespace {

Dense gathered(const Sparse& rows, const Dense& by_row) {
  Dense out(rows.cols, by_row.cols);
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    const float* from = by_row.row(i);
    for (std::uint32_t j = rows.start[i]; j < rows.start[i + 1]; ++j) {
      float* to = out.row(rows.column[j]);
      const float factor = rows.value[j];
      for (std::size_t t = 0; t < out.cols; ++t) to[t] += factor * from[t];
    }
  }
  return out;
}

// By theme: the sum of a · b down the rows.
std::vector<float> dots(const Dense& a, const Dense& b) {
  std::vector<double> sums(a.cols, 0.0);
  for (std::size_t i = 0; i < a.rows; ++i) {
    for (std::size_t t = 0; t < a.cols; ++t) sums[t] += double{a.row(i)[t]} * b.row(i)[t];
  }
  return {sums.begin(), sums.end()};
}

void add_scaled(Dense& to, const std::vector<float>& factor, const Dense& from) {
  for (std::size_t i = 0; i < to.rows; ++i) {
    for (std::size_t t = 0; t < to.cols; ++t) to.row(i)[t] += factor[t] * from.row(i)[t];
  }
}

// Rows on the wrong side of the margin or within it: what is left to reach it, else zero.
Dense shortfall(const Dense& targets, const Dense& scores) {
  Dense out(targets.rows, targets.cols);
  for (std::size_t k = 0; k < out.values.size(); ++k) {
    const float sign = targets.values[k] > 0.5F ? 1.0F : -1.0F;
    const float left = 1 - sign * scores.values[k];
    out.values[k] = left > 0 ? sign * left : 0.0F;
  }
  return out;
}

std::vector<double> losses(const Dense& short_of, const Dense& weights, float penalty) {
  std::vector<double> out(weights.cols, 0.0);
  for (std::size_t i = 0; i < short_of.rows; ++i) {
    for (std::size_t t = 0; t < out.size(); ++t)
      out[t] += 0.5 * short_of.row(i)[t] * short_of.row(i)[t];
  }
  for (std::size_t i = 0; i < weights.rows; ++i) {
    for (std::size_t t = 0; t < out.size(); ++t)
      out[t] += 0.5 * penalty * weights.row(i)[t] * weights.row(i)[t];
  }
  return out;
}

// The step that Newton's method asks for, by conjugate gradients, few rounds being enough.
Dense newton_step(const Sparse& rows, const Dense& short_of, const Dense& weights, float penalty) {
  constexpr int kRounds = 6;
  Dense residual = gathered(rows, short_of);
  for (std::size_t k = 0; k < residual.values.size(); ++k) {
    residual.values[k] -= penalty * weights.values[k];
  }
  Dense step(weights.rows, weights.cols);
  Dense direction = residual;
  std::vector<float> length = dots(residual, residual);
  for (int round = 0; round < kRounds; ++round) {
    Dense along = scores_of(rows, direction);
    for (std::size_t k = 0; k < along.values.size(); ++k) {
      if (short_of.values[k] == 0) along.values[k] = 0;
    }
    Dense bent = gathered(rows, along);
    for (std::size_t k = 0; k < bent.values.size(); ++k) {
      bent.values[k] += penalty * direction.values[k];
    }
    std::vector<float> curve = dots(direction, bent);
    std::vector<float> stride(curve.size());
    for (std::size_t t = 0; t < curve.size(); ++t) {
      stride[t] = curve[t] > 0 ? length[t] / curve[t] : 0.0F;
    }
    add_scaled(step, stride, direction);
    for (float& value : stride) value = -value;
    add_scaled(residual, stride, bent);
    std::vector<float> next = dots(residual, residual);
    for (std::size_t i = 0; i < direction.rows; ++i) {
      for (std::size_t t = 0; t < next.size(); ++t) {
        const float kept = length[t] > 0 ? next[t] / length[t] : 0.0F;
        direction.row(i)[t] = residual.row(i)[t] + kept * direction.row(i)[t];
      }
    }
    length = std::move(next);
  }
  return step;
}

}  // namespace

Dense scores_of(const Sparse& rows, const Dense& weights) {
  Dense out(rows.rows(), weights.cols);
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    float* to = out.row(i);
    for (std::uint32_t j = rows.start[i]; j < rows.start[i + 1]; ++j) {
      const float* from = weights.row(rows.column[j]);
      const float factor = rows.value[j];
      for (std::size_t t = 0; t < out.cols; ++t) to[t] += factor * from[t];
    }
  }
  return out;
}

Dense separate(const Sparse& rows, const Dense& targets, float penalty) {
  constexpr int kSteps = 6;
  Dense weights(rows.cols, targets.cols);
  Dense scores(rows.rows(), targets.cols);
  Dense short_of = shortfall(targets, scores);
  std::vector<double> loss = losses(short_of, weights, penalty);
  for (int step = 0; step < kSteps; ++step) {
    const Dense change = newton_step(rows, short_of, weights, penalty);
    const Dense moved = scores_of(rows, change);
    std::vector<float> stride(targets.cols, 1.0F);
    // A theme whose loss would rise takes a shorter step.
    for (int attempt = 0; attempt < 5; ++attempt) {
      Dense tried_weights = weights;
      Dense tried_scores = scores;
      add_scaled(tried_weights, stride, change);
      add_scaled(tried_scores, stride, moved);
      Dense tried_short = shortfall(targets, tried_scores);
      const std::vector<double> tried = losses(tried_short, tried_weights, penalty);
      bool all = true;
      for (std::size_t t = 0; t < stride.size(); ++t) {
        if (tried[t] <= loss[t] || stride[t] == 0) continue;
        all = false;
        stride[t] = attempt < 3 ? stride[t] / 2 : 0.0F;
      }
      if (!all) continue;
      weights = std::move(tried_weights);
      scores = std::move(tried_scores);
      short_of = std::move(tried_short);
      loss = tried;
      break;
    }
  }
  return weights;
}

}  // namespace heed::text
