// Changes: what became of a paper after it was sent to be checked for facts, word by word.
//
//   const Document sent = TRY(paper_from_word(bytes));      // As it was sent, or came back.
//   const Document both = with_changes(sent, corrected);    // Runs marked added and removed.
//   const std::string docx = TRY(as_word(both));           // As Word's own tracked changes.
//   for (const Change& each : changes_between(sent, corrected)) ...
//
// Threads: pure.
// Does not: say who asked for a change; see a change of order as anything but one taken out and one
// put in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/document.h"

namespace heed::report {

// A Word paper of ours, read again. Errors: those of formats/docx_in.h.
Result<Document> paper_from_word(std::string_view bytes);

struct Change {
  std::string under;  // The heading that it is under; empty before the first.
  std::string was, is;
};

// In the order of the corrected paper; nothing when both say the same.
std::vector<Change> changes_between(const Document& sent, const Document& corrected);

// The corrected paper with what was taken out and put in marked where it stands, and a list of the
// changes before it.
Document with_changes(const Document& sent, const Document& corrected);

}  // namespace heed::report
