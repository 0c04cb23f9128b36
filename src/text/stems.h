// Word stems (Porter2) behind a cache: a comment's words are nearly all seen before.
//
//   text::Stems stems;
//   stems.stem("appointments");  // "appoint"
//
// Threads: one Stems for each thread. Does not: know any language but English.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace heed::text {

class Stems {
 public:
  // Lower-case word in; the view lives as long as this.
  std::string_view stem(std::string_view lowered);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const {
      return std::hash<std::string_view>()(word);
    }
  };
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> cache_;
};

}  // namespace heed::text
