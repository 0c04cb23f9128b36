// Kernel ridge regression in its dual, with the inverse kept, so that one comment more or one
// correction costs a pass over a matrix and no solving; and each comment's prediction by all the
// others, exactly.
#pragma once

#include <span>
#include <vector>

#include "text/inside/linear.h"

namespace heed::text {

class Ridge {
 public:
  // What changed in the weights: by_comment (a column) times by_theme (a row).
  struct Change {
    std::vector<float> by_comment;
    std::vector<float> by_theme;
  };

  explicit Ridge(float penalty) : penalty_(penalty) {}

  // Kernel n x n, targets n x themes. Forgets what was there.
  void fit(Dense kernel, Dense targets);
  // `beside` holds the kernel of the new comment with each one there, `self` with itself.
  Change add(std::span<const float> beside, float self, std::span<const float> target);
  Change change_target(std::size_t i, std::span<const float> target);

  std::size_t size() const { return size_; }
  std::size_t themes() const { return targets_.cols; }
  std::span<const float> weights(std::size_t i) const { return {weights_.row(i), weights_.cols}; }
  // What the others say of `i`: target − weight / inverse's diagonal.
  void without_itself(std::size_t i, std::span<float> out) const;

 private:
  float* inverse(std::size_t i) { return inverse_.data() + i * stride_; }
  const float* inverse(std::size_t i) const { return inverse_.data() + i * stride_; }

  float penalty_;
  std::size_t size_ = 0;
  std::size_t stride_ = 0;  // Room beyond `size_`, so that adding seldom moves the matrix.
  std::vector<float> inverse_;
  Dense targets_;
  Dense weights_;
};

}  // namespace heed::text
