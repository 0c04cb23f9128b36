#include "formats/docx_out.h"

#include <fmt/format.h>

#include <array>
#include <pugixml.hpp>
#include <utility>

#include "base/check.h"
#include "formats/inside/chart_draw.h"
#include "formats/inside/docx_parts.h"
#include "formats/inside/docx_text.h"
#include "formats/inside/zip_out.h"

namespace heed::formats {

using inside::append_runs;

struct Docx::Inside {
  explicit Inside(DocxProperties given) : properties(std::move(given)) {
    document.append_child(pugi::node_declaration).append_attribute("version") = "1.0";
    document.first_child().append_attribute("encoding") = "UTF-8";
    document.first_child().append_attribute("standalone") = "yes";
    auto root = document.append_child("w:document");
    root.append_attribute("xmlns:w") =
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    root.append_attribute("xmlns:r") =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    root.append_attribute("xmlns:wp") =
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
    body = root.append_child("w:body");
    changes.author = properties.author;
    changes.when =
        iso_utc(properties.created).substr(0, 19) + "Z";  // Whole seconds, as Word has it.
  }

  pugi::xml_node paragraph(pugi::xml_node parent, const char* style, const DocxRuns& runs) {
    auto p = parent.append_child("w:p");
    auto about = p.append_child("w:pPr");
    if (style) about.append_child("w:pStyle").append_attribute("w:val") = style;
    append_runs(p, about, runs, changes);
    return p;
  }

  DocxProperties properties;
  pugi::xml_document document;
  pugi::xml_node body;
  std::vector<std::string> pictures;  // PNGs, in order.
  inside::TrackedChanges changes;
};

namespace {

// A4 with margins of 2.5 cm, in twentieths of a point.
constexpr int kTextWidth = 9071;

void cell(pugi::xml_node row, int width, std::string_view text, bool heading,
          inside::TrackedChanges& changes) {
  auto cell = row.append_child("w:tc");
  auto size = cell.append_child("w:tcPr").append_child("w:tcW");
  size.append_attribute("w:w") = width;
  size.append_attribute("w:type") = "dxa";
  auto p = cell.append_child("w:p");
  auto about = p.append_child("w:pPr");
  about.append_child("w:pStyle").append_attribute("w:val") = "TableText";
  append_runs(p, about, {{.text = std::string(text), .bold = heading}}, changes);
}

}  // namespace

Docx::Docx(DocxProperties properties) : inside_(std::make_unique<Inside>(std::move(properties))) {}
Docx::Docx(Docx&&) noexcept = default;
Docx& Docx::operator=(Docx&&) noexcept = default;
Docx::~Docx() = default;

Docx& Docx::title(std::string_view text) {
  inside_->paragraph(inside_->body, "Title", {{std::string(text)}});
  return *this;
}

Docx& Docx::heading(int level, std::string_view text) {
  CHECK(level >= 1 && level <= 3);
  const std::array styles = {"Heading1", "Heading2", "Heading3"};
  inside_->paragraph(inside_->body, styles[static_cast<std::size_t>(level - 1)],
                     {{std::string(text)}});
  return *this;
}

Docx& Docx::paragraph(std::string_view text) { return paragraph(DocxRuns{{std::string(text)}}); }

Docx& Docx::paragraph(const DocxRuns& runs) {
  inside_->paragraph(inside_->body, nullptr, runs);
  return *this;
}

Docx& Docx::bullets(const std::vector<DocxRuns>& items) {
  // The style carries the numbering, so that every item is a list item to a screen reader.
  for (const DocxRuns& item : items) inside_->paragraph(inside_->body, "ListBullet", item);
  return *this;
}

Docx& Docx::quote(std::string_view words, std::string_view from) {
  DocxRuns runs{{std::string(words)}};
  if (!from.empty()) runs.push_back({.text = fmt::format("\n— {}", from), .italic = false});
  inside_->paragraph(inside_->body, "Quote", runs);
  return *this;
}

Docx& Docx::table(std::string_view caption, const std::vector<std::string>& header,
                  const std::vector<std::vector<std::string>>& rows) {
  CHECK(!header.empty());
  auto& in = *inside_;
  if (!caption.empty()) in.paragraph(in.body, "Caption", {{std::string(caption)}});
  auto table = in.body.append_child("w:tbl");
  auto about = table.append_child("w:tblPr");
  about.append_child("w:tblStyle").append_attribute("w:val") = "TableGrid";
  auto width = about.append_child("w:tblW");
  width.append_attribute("w:w") = kTextWidth;
  width.append_attribute("w:type") = "dxa";
  auto look = about.append_child("w:tblLook");
  look.append_attribute("w:val") = "0020";
  look.append_attribute("w:firstRow") = "1";
  if (!caption.empty()) {
    about.append_child("w:tblCaption").append_attribute("w:val") =
        inside::xml_text(caption).c_str();
  }
  const int columns = static_cast<int>(header.size());
  auto grid = table.append_child("w:tblGrid");
  for (int i = 0; i < columns; ++i) {
    grid.append_child("w:gridCol").append_attribute("w:w") = kTextWidth / columns;
  }
  const auto row = [&](const std::vector<std::string>& cells, bool heading) {
    auto tr = table.append_child("w:tr");
    auto row_about = tr.append_child("w:trPr");
    row_about.append_child("w:cantSplit");
    if (heading) row_about.append_child("w:tblHeader");
    for (std::size_t i = 0; i < header.size(); ++i) {
      cell(tr, kTextWidth / columns, i < cells.size() ? std::string_view(cells[i]) : "", heading,
           in.changes);
    }
  };
  row(header, true);
  for (const auto& cells : rows) row(cells, false);
  // Word wants a paragraph after a table, and two tables in a row would become one.
  in.paragraph(in.body, nullptr, {});
  return *this;
}

Docx& Docx::chart(const BarChart& chart) {
  auto& in = *inside_;
  constexpr double kWide = kTextWidth / 20.0;  // Points.
  constexpr int kEmuPerPoint = 12'700;
  std::string png = inside::chart_png(chart, kWide);
  // Without the picture its table still says it all.
  if (png.empty() || chart.bars.empty()) return *this;
  in.pictures.push_back(std::move(png));
  const std::size_t number = in.pictures.size();
  const auto wide = std::to_string(static_cast<int>(kWide * kEmuPerPoint));
  const auto high = std::to_string(static_cast<int>(inside::chart_height(chart) * kEmuPerPoint));
  auto p = in.body.append_child("w:p");
  p.append_child("w:pPr").append_child("w:keepNext");
  const std::string drawing = fmt::format(
      R"(<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">)"
      R"(<wp:extent cx="{0}" cy="{1}"/><wp:docPr id="{2}" name="Chart {2}" title="{3}" descr="{4}"/>)"
      R"(<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">)"
      R"(<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">)"
      R"(<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">)"
      R"(<pic:nvPicPr><pic:cNvPr id="{2}" name="chart{2}.png" descr="{4}"/><pic:cNvPicPr/></pic:nvPicPr>)"
      R"(<pic:blipFill><a:blip r:embed="rIdChart{2}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>)"
      R"(<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{0}" cy="{1}"/></a:xfrm>)"
      R"(<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>)"
      R"(</a:graphic></wp:inline></w:drawing>)",
      wide, high, number, inside::xml_escaped(chart.title), inside::xml_escaped(chart.alternative));
  auto run = p.append_child("w:r");
  const auto read = run.append_buffer(drawing.data(), drawing.size());
  CHECK(read.status == pugi::status_ok);
  return *this;
}

Docx& Docx::page_break() {
  auto p = inside_->body.append_child("w:p");
  p.append_child("w:r").append_child("w:br").append_attribute("w:type") = "page";
  return *this;
}

Result<std::string> Docx::bytes() && {
  auto& in = *inside_;
  auto section = in.body.append_child("w:sectPr");
  auto footer = section.append_child("w:footerReference");
  footer.append_attribute("w:type") = "default";
  footer.append_attribute("r:id") = "rIdFooter";
  auto page = section.append_child("w:pgSz");
  page.append_attribute("w:w") = 11906;
  page.append_attribute("w:h") = 16838;
  auto margins = section.append_child("w:pgMar");
  for (const char* side : {"w:top", "w:right", "w:bottom", "w:left"}) {
    margins.append_attribute(side) = 1417;
  }
  for (const char* side : {"w:header", "w:footer"}) margins.append_attribute(side) = 708;
  margins.append_attribute("w:gutter") = 0;

  const std::string language = inside::xml_escaped(in.properties.language);
  std::vector<inside::ZipPart> parts;
  std::string types(inside::kContentTypes), relations(inside::kDocumentRelations);
  if (!in.pictures.empty())
    types.insert(types.find("<Default "), R"(<Default Extension="png" ContentType="image/png"/>)");
  for (std::size_t i = 1; i <= in.pictures.size(); ++i) {
    relations.insert(
        relations.find("</Relationships>"),
        fmt::format(
            R"(<Relationship Id="rIdChart{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/chart{0}.png"/>)",
            i));
    parts.push_back({fmt::format("word/media/chart{}.png", i), std::move(in.pictures[i - 1])});
  }
  parts.insert(parts.begin(), {"[Content_Types].xml", std::move(types)});
  parts.push_back({"_rels/.rels", std::string(inside::kRelations)});
  parts.push_back({"word/document.xml", inside::written(in.document)});
  parts.push_back({"word/_rels/document.xml.rels", std::move(relations)});
  parts.push_back({"word/styles.xml", inside::docx_styles(language)});
  parts.push_back({"word/numbering.xml", std::string(inside::kNumbering)});
  parts.push_back({"word/settings.xml", inside::docx_settings(language)});
  parts.push_back({"word/footer1.xml", std::string(inside::kFooter)});
  parts.push_back({"docProps/core.xml", inside::docx_core(in.properties)});
  parts.push_back({"docProps/app.xml", std::string(inside::kApp)});
  return inside::zip_bytes(parts);
}

}  // namespace heed::formats
