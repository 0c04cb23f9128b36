#include "report/inside/section.h"

namespace heed::report::inside {

Result<> write_minority(Writing& out) {
  bool any = false;
  for (const decide::Finding& finding : out.material.page.findings) {
    if (!finding.material && finding.kind != decide::FindingKind::point) continue;
    any = true;
    out.document().paragraph(
        {{.text = finding.name + ". ", .bold = true},
         {finding.summary + " "},
         {.text =
              out.said_by(finding) + (finding.point.empty() ? std::string() : "; " + finding.point),
          .italic = true}});
  }
  if (!any) out.document().paragraph("No single point has been marked as rare but material.");
  return Done{};
}

}  // namespace heed::report::inside
