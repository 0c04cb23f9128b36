// Themes that were found on some of very many documents, given to all of them: by the odds that
// each word gives each theme, so that a document costs what its words do and nothing is kept of it.
#pragma once

#include <string_view>
#include <vector>

#include "text/inside/run_table.h"
#include "text/inside/theme_odds.h"
#include "text/themes.h"

namespace heed::text {

class Spreading {
 public:
  // `corpus` is what the partitions are of. Words it does not have are passed over.
  Spreading(const Corpus& corpus, const Partition& fine, const Partition& coarse);

  // Fills the document's lists of both levels, and says which documents have no content.
  void give(std::span<const Document> documents, int threads, Proposal& out) const;

 private:
  RunTable words_;                   // By hash.
  std::vector<std::uint32_t> term_;  // By number in words_; ~0u for those that do not count.
  ThemeOdds fine_;
  ThemeOdds coarse_;
};

}  // namespace heed::text
