// The language of a comment, told by the small words that every sentence has, or by its script.
//
//   language_of("Dziękuję, ale nie było miejsca na parkingu i to jest problem")   // "Polish"
//   language_of("Parking")                                                        // "": unsure
//
// English, Welsh and the languages most spoken beside them in England that are written in Latin
// letters; of others the script alone ("Arabic script"). Mistakes go towards being unsure.
// Threads: pure. Does not: translate, or tell languages of one script apart.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed::text {

// In English; empty when unsure, as of most answers of one or two words.
std::string language_of(std::string_view text);

struct Languages {
  std::string main;  // Of most comments; empty when none could be told.
  // The others and their comments, most first.
  std::vector<std::pair<std::string, std::size_t>> others;
  // For each comment: in one of those that have too few for themes of their own, so that among the
  // rest they would be an odd theme of a few words each.
  std::vector<bool> set_apart;
  std::size_t apart = 0;  // How many those are.
};
Languages languages_of(std::span<const std::string_view> texts);

}  // namespace heed::text
