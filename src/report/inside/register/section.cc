#include "report/inside/section.h"

namespace heed::report::inside {

Result<> write_register(Writing& out) {
  std::vector<std::vector<std::string>> rows;
  for (const decide::Finding& finding : out.material.page.findings) {
    const std::string said = out.said_by(finding);
    if (finding.response)
      rows.push_back({finding.name, said, std::string(words_for(finding.response->effect)),
                      finding.response->what, finding.response->because, finding.response->owner});
    else
      rows.push_back({finding.name, said, "Not answered yet", "", "", ""});
  }
  if (rows.empty()) {
    out.document().paragraph("There is nothing to answer yet: no finding has been approved.");
    return Done{};
  }
  out.document().table("Each finding and our response",
                       {"Finding", "How many", "Response", "What", "Because", "Owner"},
                       std::move(rows));
  return Done{};
}

}  // namespace heed::report::inside
