// What advisers said of a page, as versions and as a count: who said what when, what each changed
// from what they had said before, and how they stand now.
//
//   for (const ViewVersion& each : versions_of(page.equality)) ...   // "Amina, second view"
//   const Standing now = standing_of(page.equality);                // 2 satisfied, 1 not
//
// Threads: pure.
// Does not: let a later view take an earlier one away, or one adviser's outweigh another's.
#pragma once

#include <string>
#include <vector>

#include "decide/findings.h"

namespace heed::decide {

struct ViewVersion {
  EqualityView view;
  int number = 1;        // Of this adviser's views, from 1.
  std::string changed;   // From their view before, in a sentence; empty for the first.
  bool stands = false;   // Their newest.
  bool dissent = false;  // Not satisfied, and it stands.
};
// In the order in which they were recorded.
std::vector<ViewVersion> versions_of(const std::vector<EqualityView>& views);

// How many advisers stand where, each by their newest view.
struct Standing {
  int satisfied = 0, concerns = 0, not_satisfied = 0;
};
Standing standing_of(const std::vector<EqualityView>& views);
// "1 adviser is satisfied, 1 has concerns, 1 is not satisfied."; empty when nobody said anything.
std::string words_for(const Standing& standing);

}  // namespace heed::decide
