// From scores that a model gave comments it had not learnt from, to probabilities that mean what
// they say, and to the probability at which each theme is worth naming.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "text/inside/linear.h"

namespace heed::text {

struct Calibration {
  std::vector<float> slope;  // By theme: probability = 1 / (1 + exp(−(slope · score + offset))).
  std::vector<float> offset;
  std::vector<float> threshold;  // By theme, on probabilities.
  // A single theme: softmax of sharpness · (slope · score + offset), or of sharpness · score where
  // a line for each theme would be more than the coded comments can tell.
  float sharpness = 1;
  bool by_lines = true;

  void probabilities(std::span<const float> scores, std::span<float> out) const;
  void shares(std::span<const float> scores, std::span<float> out) const;  // Sum to one.
};

enum class Ask : bool { probabilities, shares_too };

// Which rows tell nothing of a theme.
using LeftAside = std::function<bool(std::size_t row, std::size_t theme)>;

// Scores and targets (0 and 1) are rows x themes. Without `shares_too` shares() means nothing.
Calibration calibrate(const Dense& scores, const Dense& targets, const LeftAside& aside, Ask ask,
                      int threads);

}  // namespace heed::text
