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
  // `corpus` is what the partitions are of. Words it does not have are no terms,
  // and carry meaning where clauses are cut.
  Spreading(const Corpus& corpus, const Partition& fine, const Partition& coarse);

  // Fills the document's lists of both levels, and says which documents have no content.
  void give(std::span<const Document> documents, int threads, Proposal& out) const;

 private:
  struct Words;
  enum class Part : std::uint8_t { content, stop, joins, turns };  // "and"; "but", "however".
  struct Known {
    std::uint32_t term;  // ~0u: the word is no term.
    Part part;
  };

  static Part part_of(std::string_view spelling);

  RunTable words_;            // By hash: terms, and what clauses are cut by.
  std::vector<Known> known_;  // By number in words_.
  ThemeOdds fine_;
  ThemeOdds coarse_;
};

}  // namespace heed::text
