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
  // The sum of those shares over a clause's terms, by theme.
  void sum(std::span<const std::uint32_t> terms, std::span<float> scores) const;

 private:
  std::size_t themes_;
  std::size_t width_;  // Themes and what fills the last four.
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
