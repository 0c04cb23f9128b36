// How much likelier each word makes each theme, learnt from comments that were parted into themes.
#pragma once

#include <vector>

#include "text/inside/corpus.h"
#include "text/inside/partition.h"

namespace heed::text {

class ThemeOdds {
 public:
  ThemeOdds(const Corpus& corpus, const Partition& partition);

  std::size_t themes() const { return themes_; }
  // The logarithms of a theme's share of all clauses, and of the term's share of each theme's
  // words.
  std::span<const float> prior() const { return prior_; }
  void add(std::uint32_t term, std::span<float> scores) const {
    const float* from = log_share_.data() + term * themes_;
    for (std::size_t t = 0; t < themes_; ++t) scores[t] += from[t];
  }

 private:
  std::size_t themes_;
  std::vector<float> prior_;
  std::vector<float> log_share_;  // By term, then theme.
};

struct NamedTheme {
  int theme;  // -1: none stands out.
  float sureness;
};
// The theme that a clause's words name by themselves: far likelier than all others together.
NamedTheme theme_named_by(std::span<const float> scores);

}  // namespace heed::text
