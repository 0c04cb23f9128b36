// Where a comment's words are cut into clauses, whatever is kept of each word.
#pragma once

#include <cstdint>
#include <vector>

#include "text/tokens.h"

namespace heed::text {

// Into `clauses`, whose memory is used again: text/tokens.h says where of split_clauses(). `words`
// tells of each word 0..count what stands `before` it, and whether it `is_stop`, `is_and` or
// `turns` ("but", "however").
template <class Words>
void cut_clauses(std::uint32_t count, const Words& words, std::vector<Clause>& clauses) {
  constexpr int kContentEachSide = 2;
  clauses.clear();
  const auto content_before_next_mark = [&](std::uint32_t from) {
    int content = 0;
    for (std::uint32_t i = from; i < count && content < kContentEachSide; ++i) {
      if (i > from && (words.before(i) != Gap::none || words.turns(i) || words.is_and(i))) break;
      content += !words.is_stop(i);
    }
    return content;
  };
  std::uint32_t begin = 0;
  int content = 0;
  const auto cut = [&](std::uint32_t end, std::uint32_t next) {
    if (end > begin) clauses.push_back({begin, end});
    begin = next;
    content = 0;
  };
  for (std::uint32_t i = 0; i < count; ++i) {
    const bool joined = words.is_and(i);
    if (words.before(i) == Gap::sentence) {
      cut(i, i);
    } else if (words.turns(i)) {
      cut(i, i + 1);
      continue;
    } else if ((words.before(i) == Gap::comma || joined) && content >= kContentEachSide) {
      if (content_before_next_mark(i + joined) >= kContentEachSide) cut(i, i + joined);
    }
    if (content < kContentEachSide) content += !words.is_stop(i);
  }
  cut(count, count);
}

}  // namespace heed::text
