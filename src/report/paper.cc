#include "report/paper.h"

#include <algorithm>

#include "report/inside/section.h"

namespace heed::report {
namespace {

const inside::Section& section_named(std::string_view name) {
  for (const inside::Section& each : inside::sections())
    if (each.name == name) return each;
  CHECK(!"a section of a paper is in the catalogue");
  return inside::sections().front();
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

std::string_view name_of(PaperKind kind) {
  switch (kind) {
    case PaperKind::findings_report:
      return "findings-report";
    case PaperKind::board_paper:
      return "board-paper";
    case PaperKind::response_register:
      return "response-register";
  }
  return "";
}

std::string_view words_for(PaperKind kind) {
  switch (kind) {
    case PaperKind::findings_report:
      return "Findings report";
    case PaperKind::board_paper:
      return "Paper for a board or committee";
    case PaperKind::response_register:
      return "Response register";
  }
  return "";
}

std::vector<PaperKind> paper_kinds() {
  return {PaperKind::findings_report, PaperKind::board_paper, PaperKind::response_register};
}

std::optional<PaperKind> paper_named(std::string_view name) {
  for (const PaperKind kind : paper_kinds())
    if (name_of(kind) == name) return kind;
  return std::nullopt;
}

std::optional<std::string> value_of(const decide::Published& page, std::string_view query) {
  constexpr std::string_view kChannel = "heard_by_channel/", kFinding = "findings/";
  if (query == "heard_from") {
    if (page.heard_from.empty()) return std::nullopt;
    return page.heard_from;
  }
  if (query == "findings") return counted(page.findings.size(), "finding", "findings");
  if (query == "answered") {
    const auto answered =
        std::count_if(page.findings.begin(), page.findings.end(),
                      [](const decide::Finding& finding) { return finding.response.has_value(); });
    return std::to_string(answered);
  }
  if (query.starts_with(kChannel)) {
    for (const auto& [channel, count] : page.heard_by_channel)
      if (channel == query.substr(kChannel.size())) return count;
    return std::nullopt;
  }
  if (!query.starts_with(kFinding) || !query.ends_with("/said_by")) return std::nullopt;
  const std::string_view id = query.substr(kFinding.size(), query.rfind('/') - kFinding.size());
  for (const decide::Finding& finding : page.findings)
    if (finding.id.text() == id) return finding.said_by;
  return std::nullopt;
}

std::vector<FigureCheck> check_figures(const std::vector<Figure>& figures,
                                       const decide::Published& now) {
  std::vector<FigureCheck> out;
  for (const Figure& figure : figures) {
    const std::optional<std::string> value = value_of(now, figure.query);
    out.push_back({figure, value.value_or(""), value && *value == figure.says});
  }
  return out;
}

Result<Paper> make_paper(PaperKind kind, const Material& material) {
  Paper paper;
  paper.document.title =
      material.page.title.empty() ? material.activity.details.title : material.page.title;
  paper.document.author = material.partnership;
  paper.document.created = material.page.published;
  paper.document.paragraph(fmt::format("{}. {}. {}.", words_for(kind), material.partnership,
                                       show_date(material.page.published, material.zone)));
  inside::Writing out(material, paper);
  for (const std::string_view name : inside::sections_of(kind)) {
    const inside::Section& section = section_named(name);
    paper.document.heading(1, section.heading);
    TRY(section.write(out));
  }
  return paper;
}

}  // namespace heed::report
