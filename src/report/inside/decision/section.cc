#include "report/inside/section.h"

namespace heed::report::inside {

namespace {

std::string names_of(const std::vector<FindingId>& ids, const decide::Published& page) {
  std::string out;
  for (const FindingId id : ids)
    for (const decide::Finding& each : page.findings)
      if (each.id == id) out += (out.empty() ? "" : "; ") + each.name;
  return out.empty() ? "Nothing" : out;
}

}  // namespace

Result<> write_decision(Writing& out) {
  std::vector<std::vector<std::string>> advised;
  for (const decide::Recommendation& each : out.material.recommendations)
    advised.push_back({each.details.words, names_of(each.details.in_favour, out.material.page),
                       names_of(each.details.against, out.material.page)});
  if (!advised.empty())
    out.document().table("What is recommended",
                         {"Recommendation", "Speaks for it", "Speaks against it"},
                         std::move(advised));
  const auto& decisions = out.material.decisions;
  Document& document = out.document();
  if (decisions.empty()) document.paragraph("Nothing has been decided yet.");
  for (const decide::Decision& each : decisions) {
    document.paragraph({{.text = each.decided, .bold = true}});
    document.paragraph(fmt::format(
        "{}, {}, {}. {}", each.body, show_date(each.held, out.material.zone), each.place,
        each.in_public ? std::string("In public.") : "Not in public: " + each.closed_reason));
    document.paragraph("Reasons: " + each.reasons);
    if (!each.options.empty()) document.paragraph("Options considered: " + each.options);
    if (!each.conditions.empty()) document.paragraph("Conditions and promises: " + each.conditions);
    std::vector<std::vector<std::string>> gaps;
    for (const decide::Gap& gap : each.gaps) gaps.push_back({gap.name, gap.reason});
    if (!gaps.empty())
      document.table("Decided without an answer to", {"Finding", "Why"}, std::move(gaps));
    document.paragraph(
        fmt::format("Entry {} of the record. SHA-256 of what was before the "
                    "meeting: {}.",
                    each.log_index, each.pack_hash));
  }
  return Done{};
}

}  // namespace heed::report::inside
