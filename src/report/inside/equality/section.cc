#include "report/inside/section.h"
#include "decide/equality.h"

namespace heed::report::inside {

Result<> write_equality(Writing& out) {
  const auto& views = out.material.page.equality;
  if (views.empty()) out.document().paragraph("No equality adviser has recorded a view yet.");
  if (!views.empty())
    out.document().paragraph(
        {{.text = "Where advisers stand. ", .bold = true}, {words_for(standing_of(views))}});
  for (const decide::ViewVersion& each : decide::versions_of(views)) {
    const decide::EqualityView& view = each.view;
    if (each.dissent) out.document().paragraph({{.text = "Dissent, which stands:", .bold = true}});
    out.document().paragraph(
        {{.text = std::string(words_for(view.satisfied)) + ". ", .bold = true}, {view.words}});
    std::string who =
        fmt::format("{}, {}", view.person, show_date(view.recorded, out.material.zone));
    if (each.number > 1) who += fmt::format(". Version {}. {}", each.number, each.changed);
    if (!each.stands) who += ". They have said something else since.";
    out.document().paragraph({{.text = who, .italic = true}});
  }
  return Done{};
}

}  // namespace heed::report::inside
