// Where each distinct clause stands among the others: by the words it holds (LSA) and by the
// company those words keep (PPMI, SIF).
#pragma once

#include "text/inside/corpus.h"
#include "text/inside/linear.h"

namespace heed::text {

Sparse tf_idf(const Corpus& corpus);
// Rows of length one, of at most `rank` numbers.
Dense lsa(const Sparse& weighted, std::size_t rank, std::uint64_t seed);
Dense word_company(const Corpus& corpus, std::size_t rank, std::uint64_t seed);
// Both side by side, centred, rows of length one.
Dense mixed(const Dense& by_words, const Dense& by_company);

}  // namespace heed::text
