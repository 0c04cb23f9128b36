#include "text/stems.h"

#include <libstemmer.h>

#include "base/check.h"

namespace heed::text {

void Stems::Close::operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }

Stems::Stems() : stemmer_(sb_stemmer_new("english", "UTF_8")) { CHECK(stemmer_ != nullptr); }
Stems::~Stems() = default;
Stems::Stems(Stems&&) noexcept = default;
Stems& Stems::operator=(Stems&&) noexcept = default;

std::string_view Stems::stem(std::string_view lowered) {
  const auto found = cache_.find(lowered);
  if (found != cache_.end()) return found->second;
  const sb_symbol* stemmed =
      sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(lowered.data()),
                      static_cast<int>(lowered.size()));
  CHECK(stemmed != nullptr);
  std::string kept(reinterpret_cast<const char*>(stemmed), sb_stemmer_length(stemmer_.get()));
  return cache_.emplace(std::string(lowered), std::move(kept)).first->second;
}

}  // namespace heed::text
