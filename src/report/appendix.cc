#include "report/appendix.h"

#include "base/text.h"
#include "formats/docx_out.h"

namespace heed::report {
namespace {

using decide::Finding;
using formats::Docx;

std::string or_gap(std::string_view text, std::string_view gap) {
  return std::string(trimmed(text).empty() ? gap : text);
}

void write_method(Docx& doc, const decide::Published& page, const About& about) {
  doc.heading(1, "How we listened, and who we heard from");
  doc.paragraph({{"We heard from "},
                 {.text = page.heard_from +
                          (page.heard_from.find("people") == std::string::npos ? " people" : ""),
                  .bold = true},
                 {"."}});
  if (!page.heard_by_channel.empty()) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& [channel, count] : page.heard_by_channel) rows.push_back({channel, count});
    doc.table("How people answered", {"Channel", "People"}, rows);
  }
  doc.paragraph({{.text = "Who we did not hear from. ", .bold = true},
                 {or_gap(page.not_heard, "Nothing has been recorded about this yet.")}});
  if (!trimmed(about.method).empty())
    doc.paragraph("Themes were proposed by " + about.method +
                  " and ruled on by people: each was named, merged or moved by a member of staff, "
                  "and only those approved as findings are listed here.");
  doc.paragraph(
      "Numbers of people below 8 are not given, and others in breakdowns are rounded to "
      "the nearest 5, so that nobody can be picked out. People chose whether to answer, "
      "so these numbers say nothing about everybody else.");
}

void write_finding(Docx& doc, const Finding& finding, std::size_t number) {
  doc.heading(2, fmt::format("{}. {}", number, finding.name));
  doc.paragraph({{.text = "You said. ", .bold = true},
                 {finding.summary},
                 {.text = fmt::format(" ({}{})", finding.said_by,
                                      finding.material ? "; rare but material" : ""),
                  .italic = true}});
  for (const std::string& quote : finding.quotes) doc.quote(quote);
  if (!finding.response) {
    doc.paragraph({{.text = "No answer has been given to this yet.", .bold = true}});
    return;
  }
  const decide::OurResponse& r = *finding.response;
  doc.paragraph({{.text = std::string(words_for(r.effect)) + ". ", .bold = true}, {r.what}});
  doc.paragraph({{.text = "Because ", .bold = true}, {r.because}});
  if (!trimmed(r.progress).empty())
    doc.paragraph({{.text = "Progress. ", .bold = true}, {r.progress}});
  if (!trimmed(r.owner).empty()) doc.paragraph({{.text = "Owner. ", .bold = true}, {r.owner}});
}

}  // namespace

Result<std::string> word_appendix(const decide::Published& page, const About& about) {
  Docx doc({.title = page.title, .created = page.published, .author = about.partnership});
  doc.title(page.title);
  doc.paragraph(fmt::format("{}. What people said, and our response. {}.", about.partnership,
                            show_date(page.published, about.zone)));
  doc.heading(1, "What happened");
  doc.paragraph(or_gap(page.outcome, "No decision yet."));
  if (!trimmed(page.against).empty())
    doc.paragraph({{.text = "The strongest point against. ", .bold = true}, {page.against}});
  std::size_t answered = 0;
  std::vector<std::vector<std::string>> register_rows;
  for (const Finding& finding : page.findings) {
    if (finding.response) ++answered;
    register_rows.push_back(
        {finding.name, finding.said_by,
         finding.response ? std::string(words_for(finding.response->effect)) : "Not answered yet"});
  }
  doc.paragraph(
      {{.text = fmt::format("{} of {} findings answered.", answered, page.findings.size()),
        .bold = true}});
  if (!register_rows.empty())
    doc.table("Response register", {"Finding", "How many", "Our response"}, register_rows);
  write_method(doc, page, about);
  doc.heading(1, "What you said, and our response");
  for (std::size_t f = 0; f < page.findings.size(); ++f)
    write_finding(doc, page.findings[f], f + 1);
  if (!page.content_hash.empty()) {
    doc.heading(1, "Technical proof");
    doc.paragraph(
        fmt::format("The published page has the SHA-256 hash {} and is entry {} of the "
                    "partnership’s record.",
                    page.content_hash, page.log_index));
  }
  return std::move(doc).bytes();
}

}  // namespace heed::report
