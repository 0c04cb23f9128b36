// What has been learnt from the coded comments so far: weights of features for each theme, what
// the other comments say of each coded one, and from that the calibration.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "text/inside/coding_calibration.h"
#include "text/inside/coding_frames.h"
#include "text/inside/coding_ridge.h"
#include "text/inside/coding_space.h"

namespace heed::text {

class CodingModel {
 public:
  CodingModel(std::span<const Document> comments, std::size_t themes, Ask ask, int threads)
      : comments_(comments), themes_(themes), ask_(ask), threads_(threads) {}

  // `target` holds 0 or 1 for each theme.
  void code(std::uint32_t comment, std::span<const float> target);
  void learn();

  std::size_t coded() const { return order_.size(); }
  std::uint32_t comment(std::size_t coded) const { return order_[coded]; }
  std::optional<std::size_t> place_of(std::uint32_t comment) const;
  std::span<const float> target(std::size_t coded) const { return {targets_.row(coded), themes_}; }
  // Requires what follows: learn() was called, with something coded.
  const CodingSpace& space() const { return *space_; }
  const Sparse& rows() const { return rows_; }
  // Evenly from all, when there are more.
  Sparse some_rows(std::size_t most) const;
  std::span<const float> without_itself(std::size_t coded) const {
    return {left_out_.row(coded), themes_};
  }
  const Calibration& calibration() const { return calibration_; }
  const Frames& frames() const { return frames_; }
  const Dense& weights() const { return weights_; }  // Columns x themes.

  // Columns of `weights`; a feature that no coded comment has is left out.
  Sparse known(const Sparse& rows) const;

 private:
  void learn_by_kernel();
  void learn_by_margin();
  std::vector<float> likeness_to(const Sparse& row) const;
  void change_weights(const Ridge::Change& change);

  std::span<const Document> comments_;
  std::size_t themes_;
  Ask ask_;
  int threads_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> place_;  // By comment: place in `order_`, or kNowhere.
  Dense targets_;
  std::vector<std::size_t> corrected_;
  std::size_t learnt_ = 0;  // Of `order_`.
  std::unique_ptr<CodingSpace> space_;
  std::optional<CodingSpace::Kind> kind_;
  std::optional<Ridge> ridge_;
  Sparse rows_;
  std::vector<std::uint32_t> column_of_;  // By column of the space: column of `weights_`.
  Dense weights_;
  Dense left_out_;
  Calibration calibration_;
  Frames frames_;
};

}  // namespace heed::text
