#include "report/inside/section.h"

namespace heed::report::inside {

Result<> write_equality(Writing& out) {
  const auto& views = out.material.page.equality;
  if (views.empty()) out.document().paragraph("No equality adviser has recorded a view yet.");
  for (const decide::EqualityView& view : views) {
    out.document().paragraph(
        {{.text = std::string(words_for(view.satisfied)) + ". ", .bold = true}, {view.words}});
    out.document().paragraph(
        {{.text = fmt::format("{}, {}", view.person, show_date(view.recorded, out.material.zone)),
          .italic = true}});
  }
  return Done{};
}

}  // namespace heed::report::inside
