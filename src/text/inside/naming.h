// What a theme is called: the phrases of one to three words that its clauses use and others do not.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "text/inside/corpus.h"

namespace heed::text {

struct ThemeWords {
  std::string name;
  std::vector<std::string> keywords;
};

// `theme_of_unit` may hold -1. Names differ from each other wherever there are words to do it.
std::vector<ThemeWords> name_themes(const Corpus& corpus, std::span<const int> theme_of_unit,
                                    int themes);

}  // namespace heed::text
