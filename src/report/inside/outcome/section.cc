#include "report/inside/section.h"
#include "base/text.h"

namespace heed::report::inside {

Result<> write_outcome(Writing& out) {
  const decide::Published& page = out.material.page;
  out.document().paragraph(or_gap(page.outcome, "No decision has been made yet."));
  if (!page.findings.empty())
    out.document().paragraph(
        {{.text = out.figure("answered") + " of " + out.figure("findings"), .bold = true},
         {" have been answered."}});
  return Done{};
}

}  // namespace heed::report::inside
