#include "text/inside/further_themes.h"

#include <algorithm>

namespace heed::text {

std::vector<FurtherThemes::Named> FurtherThemes::of(std::uint32_t document) const {
  std::vector<Named> out;
  const std::uint32_t begin = corpus_.part_start[document];
  const std::uint32_t end = corpus_.part_start[document + 1];
  if (end - begin < 2) return out;
  std::vector<float> score(odds_.themes());
  std::vector<std::uint32_t> terms;
  for (std::uint32_t p = begin; p < end; ++p) {
    terms.clear();
    for (std::uint32_t w = corpus_.parts[p].first; w < corpus_.parts[p].second; ++w) {
      const std::uint32_t term = corpus_.term_of_stem[corpus_.words[w].stem];
      if (term != ~0u) terms.push_back(term);
    }
    if (terms.size() < kTermsLeast) continue;
    odds_.sum(terms, score);
    const NamedTheme named = theme_named_by(score);
    if (named.theme >= 0) out.push_back({named.theme, named.sureness, terms.size()});
  }
  return out;
}

}  // namespace heed::text
