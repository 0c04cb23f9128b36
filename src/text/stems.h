// Word stems (Snowball English) behind a cache: a comment's words are nearly all seen before.
//
//   text::Stems stems;
//   stems.stem("appointments");  // "appoint"
//
// Threads: one Stems for each thread. Does not: know any language but English.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sb_stemmer;

namespace heed::text {

class Stems {
 public:
  Stems();
  ~Stems();
  Stems(Stems&&) noexcept;
  Stems& operator=(Stems&&) noexcept;

  // Lower-case word in; the view lives as long as this.
  std::string_view stem(std::string_view lowered);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const {
      return std::hash<std::string_view>()(word);
    }
  };
  struct Close {
    void operator()(sb_stemmer* stemmer) const;
  };
  std::unique_ptr<sb_stemmer, Close> stemmer_;
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> cache_;
};

}  // namespace heed::text
