// What `heed themes` writes: three CSV files for programs, and a report for people.
#pragma once

#include <string>

#include "app/comments_in.h"
#include "base/result.h"
#include "text/campaigns.h"
#include "text/language.h"
#include "text/themes.h"

namespace heed::app {

struct ThemesFound {
  const Comments& in;
  const text::Campaigns& campaigns;
  const text::Proposal& proposal;
  // For each comment: a campaign's letter with nothing added, so it has no theme of its own.
  const std::vector<bool>& letter_alone;
  const text::Languages& languages;  // Those set apart have no theme.
  // Says nothing: neither a letter alone nor in a language that was set apart.
  bool says_nothing(std::uint32_t d) const { return !letter_alone[d] && !languages.set_apart[d]; }
};

struct ThemesShape {
  bool fine = false;    // Assignments and quotes name fine themes, not coarse ones.
  bool single = false;  // One theme a comment.
};

Result<> write_themes(const ThemesFound& found, const ThemesShape& shape,
                      const std::string& folder);
Result<> write_themes_report(const ThemesFound& found, const std::string& path);

}  // namespace heed::app
