// Comments of any words, a line each: campaigns, languages and themes never fail, and each names
// only what is there.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "text/campaigns.h"
#include "text/language.h"
#include "text/themes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view left(reinterpret_cast<const char*>(data), size);
  if (!heed::is_utf8(left)) return 0;
  std::vector<std::string_view> texts;
  std::vector<heed::text::Document> documents;
  while (!left.empty()) {
    const std::size_t end = std::min(left.find('\n'), left.size());
    texts.push_back(left.substr(0, end));
    documents.push_back({texts.back(), ""});
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  const auto campaigns = heed::text::find_campaigns(texts);
  for (std::size_t d = 0; d < campaigns.campaign_of.size(); ++d) {
    std::size_t last = 0;
    for (const auto& [begin, end_of] : campaigns.shared[d]) {
      if (begin < last || end_of <= begin || end_of > texts[d].size()) __builtin_trap();
      last = end_of;
    }
  }
  if (heed::text::languages_of(texts).set_apart.size() != texts.size()) __builtin_trap();
  const auto found = heed::text::propose_themes(documents, {});
  for (const auto& list : found.assignments)
    for (const auto& one : list)
      if (one.theme < 0 || static_cast<std::size_t>(one.theme) >= found.fine.size())
        __builtin_trap();
  return 0;
}
