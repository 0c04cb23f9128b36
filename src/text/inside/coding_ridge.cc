#include "text/inside/coding_ridge.h"

#include <algorithm>

namespace heed::text {
namespace {

void append_row(Dense& matrix, std::span<const float> row) {
  matrix.cols = row.size();
  matrix.values.insert(matrix.values.end(), row.begin(), row.end());
  ++matrix.rows;
}

constexpr std::size_t kRoom = 256;

}  // namespace

void Ridge::fit(Dense kernel, Dense targets) {
  size_ = kernel.rows;
  targets_ = std::move(targets);
  for (std::size_t i = 0; i < size_; ++i) kernel.row(i)[i] += penalty_;
  invert_positive(kernel);
  weights_ = Dense(size_, targets_.cols);
  for (std::size_t i = 0; i < size_; ++i) {
    float* to = weights_.row(i);
    for (std::size_t j = 0; j < size_; ++j) {
      const float factor = kernel.row(i)[j];
      const float* from = targets_.row(j);
      for (std::size_t t = 0; t < targets_.cols; ++t) to[t] += factor * from[t];
    }
  }
  stride_ = size_ + kRoom;
  inverse_.assign(stride_ * stride_, 0.0F);
  for (std::size_t i = 0; i < size_; ++i) std::copy_n(kernel.row(i), size_, inverse(i));
}

Ridge::Change Ridge::add(std::span<const float> beside, float self, std::span<const float> target) {
  if (size_ == stride_) {
    const std::size_t wider = size_ + std::max(kRoom, size_ / 4);
    std::vector<float> moved(wider * wider, 0.0F);
    for (std::size_t i = 0; i < size_; ++i) std::copy_n(inverse(i), size_, &moved[i * wider]);
    inverse_ = std::move(moved);
    stride_ = wider;
  }
  std::vector<float> reach(size_, 0.0F);  // inverse · beside, row by row for the vector unit.
  for (std::size_t j = 0; j < size_; ++j) {
    const float factor = beside[j];
    const float* from = inverse(j);
    for (std::size_t i = 0; i < size_; ++i) reach[i] += factor * from[i];
  }
  double left = double{self} + penalty_;
  for (std::size_t i = 0; i < size_; ++i) left -= double{beside[i]} * reach[i];
  // A comment twice leaves exactly the penalty; rounding must not take that away.
  const auto rest = static_cast<float>(std::max(left, 0.5 * penalty_));
  for (std::size_t i = 0; i < size_; ++i) {
    const float factor = reach[i] / rest;
    float* to = inverse(i);
    for (std::size_t j = 0; j < size_; ++j) to[j] += factor * reach[j];
    to[size_] = -factor;
    inverse(size_)[i] = -factor;
  }
  inverse(size_)[size_] = 1 / rest;

  std::vector<float> own(target.begin(), target.end());
  for (std::size_t i = 0; i < size_; ++i) {
    const float* from = weights_.row(i);
    for (std::size_t t = 0; t < own.size(); ++t) own[t] -= beside[i] * from[t];
  }
  for (float& value : own) value /= rest;
  for (std::size_t i = 0; i < size_; ++i) {
    float* to = weights_.row(i);
    for (std::size_t t = 0; t < own.size(); ++t) to[t] -= reach[i] * own[t];
  }
  append_row(weights_, own);
  append_row(targets_, target);
  ++size_;
  for (float& value : reach) value = -value;
  reach.push_back(1);
  return {std::move(reach), std::move(own)};
}

Ridge::Change Ridge::change_target(std::size_t i, std::span<const float> target) {
  std::vector<float> change(target.begin(), target.end());
  for (std::size_t t = 0; t < change.size(); ++t) change[t] -= targets_.row(i)[t];
  std::copy(target.begin(), target.end(), targets_.row(i));
  const float* column = inverse(i);  // The inverse is symmetric.
  for (std::size_t j = 0; j < size_; ++j) {
    float* to = weights_.row(j);
    for (std::size_t t = 0; t < change.size(); ++t) to[t] += column[j] * change[t];
  }
  return {{column, column + size_}, std::move(change)};
}

void Ridge::without_itself(std::size_t i, std::span<float> out) const {
  const float diagonal = inverse(i)[i];
  for (std::size_t t = 0; t < out.size(); ++t) {
    out[t] = targets_.row(i)[t] - weights_.row(i)[t] / diagonal;
  }
}

}  // namespace heed::text
