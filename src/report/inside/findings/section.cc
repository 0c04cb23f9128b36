#include "report/inside/section.h"
#include "base/text.h"

namespace heed::report::inside {
namespace {

void write_response(Document& document, const decide::Finding& finding) {
  if (!finding.response) {
    document.paragraph({{.text = "No answer has been given to this yet.", .bold = true}});
    return;
  }
  const decide::OurResponse& r = *finding.response;
  document.paragraph({{.text = std::string(words_for(r.effect)) + ". ", .bold = true}, {r.what}});
  document.paragraph({{.text = "Because ", .bold = true}, {r.because}});
  const auto also = [&document](std::string_view label, const std::string& words) {
    if (!trimmed(words).empty())
      document.paragraph({{.text = std::string(label), .bold = true}, {words}});
  };
  also("Evidence. ", r.evidence);
  also("Progress. ", r.progress);
  also("Owner. ", r.owner);
}

}  // namespace

Result<> write_findings(Writing& out) {
  if (out.material.page.findings.empty())
    out.document().paragraph("No finding has been approved yet.");
  if (out.material.page.findings.size() > 1) {
    // Largest or smallest, each as it may be shown.
    std::vector<std::pair<std::string, std::string>> said;
    std::vector<std::vector<std::string>> rows;
    for (const decide::Finding& each : out.material.page.findings) {
      said.emplace_back(each.name, each.said_by);
      rows.push_back({each.name, out.said_by(each)});
    }
    out.document().chart("How many said each", said);
    out.document().table("How many said each", {"Finding", "How many"}, std::move(rows));
  }
  for (std::size_t f = 0; f < out.material.page.findings.size(); ++f) {
    const decide::Finding& finding = out.material.page.findings[f];
    out.document().heading(2, fmt::format("{}. {}", f + 1, finding.name));
    out.document().paragraph(
        {{.text = "You said. ", .bold = true},
         {finding.summary},
         {.text = fmt::format(" ({})", out.said_by(finding)), .italic = true}});
    write_response(out.document(), finding);
  }
  return Done{};
}

}  // namespace heed::report::inside
