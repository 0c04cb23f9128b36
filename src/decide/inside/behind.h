// What stands behind each finding: its theme, code or voice, and how many people.
#pragma once

#include <string>
#include <vector>

#include "decide/findings.h"
#include "understand/codes.h"
#include "understand/coding.h"
#include "understand/themes.h"

namespace heed::store {
class Session;
}

namespace heed::decide::inside {

struct NewFinding {
  FindingKind kind = FindingKind::theme;
  ThemeId theme;
  VoiceId voice;
  std::string title, summary, point;
};

struct Sources {
  understand::Frame frame;
  understand::CodeTree tree;
  std::vector<understand::CodeCount> counts;
};

struct Behind {
  Finding finding;
  std::int64_t people = 0;  // Distinct responses.
};

// Points first, then by how many people. A finding whose theme was merged into another is that
// other theme's matter now and drops out.
Result<std::vector<Behind>> findings_of(store::Session& s, PartnershipId partnership,
                                        ActivityId activity, const Sources& sources);

}  // namespace heed::decide::inside
