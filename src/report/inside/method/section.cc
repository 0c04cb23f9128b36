#include "report/inside/section.h"
#include "base/text.h"

namespace heed::report::inside {

Result<> write_method(Writing& out) {
  const std::string_view method = trimmed(out.material.method);
  out.document().paragraph(
      method.empty()
          ? "What people wrote was read and grouped by members of staff."
          : fmt::format("Themes were proposed by {} and ruled on by people: each was named, merged "
                        "or moved by a member of staff, and only those approved as findings are "
                        "listed here.",
                        method));
  out.document().paragraph(
      "Numbers of people below 8 are not given, and others in breakdowns are rounded to the "
      "nearest 5, so that nobody can be picked out. People chose whether to answer, so these "
      "numbers say nothing about everybody else.");
  return Done{};
}

}  // namespace heed::report::inside
