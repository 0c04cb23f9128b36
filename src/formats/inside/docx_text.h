// Words into WordprocessingML: what XML can hold, line breaks, bold and italic, direction.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "formats/docx_out.h"

namespace heed::formats::inside {

// Valid UTF-8 of characters that XML 1.0 allows; the others are dropped.
std::string xml_text(std::string_view text);
// The same, escaped for hand-written XML.
std::string xml_escaped(std::string_view text);
// By the first letter that has a direction (UAX #9, P2 and P3, without isolates).
bool is_right_to_left(std::string_view text);
// `about` is the paragraph's w:pPr, which must be the first child of `paragraph`.
// By whom and when, and how many there are: each has a number of its own in the document.
struct TrackedChanges {
  std::string author, when;
  int count = 0;
};
// What is added or removed is Word's own tracked change.
void append_runs(pugi::xml_node paragraph, pugi::xml_node about, const DocxRuns& runs,
                 TrackedChanges& changes);
std::string written(const pugi::xml_document& document);

}  // namespace heed::formats::inside
