// Where a comment stands for the learner: its features, what it is about by the company of words
// (LSA), and a share of its nearest neighbours' features, coded or not. Neighbours lend a comment
// the words it could have used, which is worth most while few comments are coded.
#pragma once

#include <span>
#include <vector>

#include "text/inside/coding_features.h"

namespace heed::text {

class CodingSpace {
 public:
  enum class Kind : std::uint8_t { subjects, subjects_and_neighbours };

  // Learns from `sample` (views that it does not keep).
  CodingSpace(std::span<const Document> sample, Kind kind, int threads);

  Sparse rows(std::span<const Document> documents, int threads) const;
  std::size_t columns() const { return features_.columns() + subjects_.cols; }
  const CodingFeatures& features() const { return features_; }

 private:
  void lend_to(const Sparse& plain, std::size_t begin, std::size_t end, Sparse& out) const;
  Dense subjects_of(const Sparse& plain, std::size_t begin, std::size_t end) const;

  Kind kind_;
  CodingFeatures features_;
  Dense subjects_;  // Columns of features x subjects.
  Sparse known_;    // The sample's own features.
  Dense known_at_;  // The sample among subjects, rows of length one.
};

}  // namespace heed::text
