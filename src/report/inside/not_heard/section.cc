#include "report/inside/section.h"

namespace heed::report::inside {

Result<> write_not_heard(Writing& out) {
  out.document().paragraph(
      or_gap(out.material.page.not_heard,
             "Nothing has been recorded about who was not heard from. That is a gap in this paper, "
             "not a sign that everybody was."));
  return Done{};
}

}  // namespace heed::report::inside
