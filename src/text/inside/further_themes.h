// The further themes of a comment that was parted whole: what its clauses say beside it.
#pragma once

#include <vector>

#include "text/inside/corpus.h"
#include "text/inside/partition.h"

namespace heed::text {

// A clause names a theme when its words are far likelier in that theme than in any other.
class FurtherThemes {
 public:
  FurtherThemes(const Corpus& corpus, const Partition& partition);

  struct Named {
    int theme;
    float sureness;
    std::size_t terms;  // Of the clause.
  };
  // One for each clause of the document that names a theme; none when it is one clause.
  std::vector<Named> of(std::uint32_t document) const;

 private:
  const Corpus& corpus_;
  std::size_t themes_;
  std::vector<float> log_share_;  // By term, then theme.
};

}  // namespace heed::text
