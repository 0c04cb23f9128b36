#include "report/inside/section.h"
#include "base/text.h"

namespace heed::report::inside {

// A paper without a word of anybody's is how a report is read and nobody is heard.
Result<> write_voice(Writing& out) {
  bool any = false;
  for (const decide::Finding& finding : out.material.page.findings) {
    for (const std::string& words : finding.quotes) {
      if (trimmed(words).empty()) continue;
      any = true;
      out.document().quote(words, "About: " + finding.name);
    }
  }
  if (any) return Done{};
  if (trimmed(out.material.no_words_because).empty())
    return refuse(
        "A paper needs people’s own words. Approve a quote that may be shared, or say "
        "why none can be shown.");
  out.document().paragraph({{.text = "No words of people are shown, because ", .bold = true},
                            {out.material.no_words_because}});
  return Done{};
}

}  // namespace heed::report::inside
