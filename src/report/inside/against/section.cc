#include "report/inside/section.h"

namespace heed::report::inside {

Result<> write_against(Writing& out) {
  out.document().paragraph(
      or_gap(out.material.page.against, "No strongest point against has been put on record yet."));
  std::vector<Runs> unmoved;
  for (const decide::Finding& finding : out.material.page.findings)
    if (finding.response && finding.response->effect == decide::Effect::not_changed)
      unmoved.push_back({{.text = finding.name + ". ", .bold = true}, {finding.summary}});
  if (!unmoved.empty()) {
    out.document().paragraph("People also said this, and it did not change what was decided:");
    out.document().bullets(std::move(unmoved));
  }
  return Done{};
}

}  // namespace heed::report::inside
