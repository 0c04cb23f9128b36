#include "text/stems.h"

#include "text/inside/porter2.h"

namespace heed::text {

std::string_view Stems::stem(std::string_view lowered) {
  const auto found = cache_.find(lowered);
  if (found != cache_.end()) return found->second;
  return cache_.emplace(std::string(lowered), porter2(lowered)).first->second;
}

}  // namespace heed::text
