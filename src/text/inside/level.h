// One level of themes, coarse or fine: how sure each clause's theme is, which themes each document
// has, and which documents show a theme best.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "text/inside/corpus.h"
#include "text/inside/linear.h"
#include "text/inside/partition.h"
#include "text/themes.h"

namespace heed::text {

class Level {
 public:
  // `rows` has a row for each unit of the corpus, and both outlive this.
  Level(const Corpus& corpus, const Dense& rows, Partition partition, int threads);

  const Partition& partition() const { return partition_; }
  int themes() const { return partition_.parts; }
  // Surest first.
  std::vector<std::vector<Assignment>> assignments() const;
  // For each theme, best first.
  std::vector<std::vector<std::uint32_t>> quotes(std::span<const Document> documents) const;

 private:
  void rate(std::size_t begin, std::size_t end);

  const Corpus& corpus_;
  const Dense& rows_;
  Partition partition_;
  Dense directions_;              // Of the themes' centres.
  std::vector<float> closeness_;  // By unit.
  std::vector<float> sureness_;
  int threads_;
};

// Numbers themes by size, largest first, in `assignments`; returns for each place the old number,
// and the sizes in the new order.
struct BySize {
  std::vector<int> old_number;
  std::vector<std::int64_t> size;
};
BySize number_by_size(std::vector<std::vector<Assignment>>& assignments, int themes);

}  // namespace heed::text
