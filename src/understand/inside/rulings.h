// Rulings as they are stored: what a person decided about a theme, in order, for ever.
#pragma once

#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"

namespace heed::store {
class Session;
}

namespace heed::understand::inside {

struct Ruling {
  std::string kind;  // rename, merge, move, material, quote
  ThemeId theme;
  VoiceId voice;       // Null unless it is about one comment.
  ThemeId other;       // The theme merged into or moved to.
  std::string before;  // The theme's name when it was ruled on.
  std::string value;   // The new name, the other theme's name, or yes / no.
  std::string author_kind;
  PersonId author;
  std::string author_name;
  TimeMs ruled;
};

Result<std::vector<Ruling>> read_rulings(store::Session& s, PartnershipId partnership,
                                         ActivityId activity);
// Takes the next number; two people at once get a conflict and nothing is lost.
Result<> add_ruling(store::Session& s, PartnershipId partnership, ActivityId activity,
                    const Ruling& ruling);
std::string sentence(const Ruling& ruling);

}  // namespace heed::understand::inside
