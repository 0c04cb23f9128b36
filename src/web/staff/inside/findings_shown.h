// What the pages of findings share: where each is, how many said it, and which comes next.
//
//   see_other(finding_path(activity, finding.id));
//
// Threads: pure.
#pragma once

#include "decide/findings.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {

using decide::Finding;

inline std::string finding_path(ActivityId activity, FindingId finding) {
  return path_of(activity, "response/" + finding.text());
}

inline std::int64_t answered(const std::vector<Finding>& findings) {
  return std::count_if(findings.begin(), findings.end(),
                       [](const Finding& f) { return f.response.has_value(); });
}

// True counts for who reads the text; for others what the public is told.
inline std::string how_many(const Request& request, const Finding& finding) {
  return may(request, Capability::read_text) ? tr_n("{n} comment", "{n} comments", finding.voices)
                                             : finding.said_by;
}

inline std::string progress_words(const std::vector<Finding>& findings) {
  return tr("{answered} of {all} answered",
            {{"answered", said_number(answered(findings))},
             {"all", said_number(static_cast<std::int64_t>(findings.size()))}});
}

// The first one without an answer after `from`, round to the start; null when all are answered.
inline const Finding* next_unanswered(const std::vector<Finding>& findings, FindingId from) {
  std::size_t start = 0;
  for (std::size_t i = 0; i < findings.size(); ++i)
    if (findings[i].id == from) start = i + 1;
  for (std::size_t step = 0; step < findings.size(); ++step) {
    const Finding& each = findings[(start + step) % findings.size()];
    if (!each.response) return &each;
  }
  return nullptr;
}

}  // namespace heed::web::staff
