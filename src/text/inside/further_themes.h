// The further themes of a comment that was parted whole: what its clauses say beside it.
#pragma once

#include <vector>

#include "text/inside/theme_odds.h"

namespace heed::text {

// A clause names a theme when its words are far likelier in that theme than in any other.
class FurtherThemes {
 public:
  FurtherThemes(const Corpus& corpus, const Partition& partition)
      : corpus_(corpus), odds_(corpus, partition) {}

  static constexpr std::size_t kTermsLeast = 2;  // Of a clause that may name a theme.

  struct Named {
    int theme;
    float sureness;
    std::size_t terms;  // Of the clause.
  };
  // One for each clause of the document that names a theme; none when it is one clause.
  std::vector<Named> of(std::uint32_t document) const;

 private:
  const Corpus& corpus_;
  ThemeOdds odds_;
};

}  // namespace heed::text
