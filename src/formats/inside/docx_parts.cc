#include "formats/inside/docx_parts.h"

#include <fmt/format.h>

#include "formats/inside/docx_text.h"

namespace heed::formats::inside {
namespace {

// One paragraph style. `about` is the inside of w:pPr, `look` that of w:rPr (order as in the
// schema, ECMA-376 17.3.1 and 17.3.2: Word refuses others).
std::string style(std::string_view id, std::string_view name, std::string_view next,
                  std::string_view about, std::string_view look) {
  return fmt::format(R"(<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/>)"
                     R"(<w:basedOn w:val="Normal"/><w:next w:val="{}"/><w:qFormat/>)"
                     R"(<w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:style>)",
                     id, name, next, about, look);
}

std::string heading(int level, int half_points, int space_before) {
  return style(
      fmt::format("Heading{}", level), fmt::format("heading {}", level), "Normal",
      fmt::format(R"(<w:keepNext/><w:keepLines/><w:spacing w:before="{}" w:after="120"/>)"
                  R"(<w:outlineLvl w:val="{}"/>)",
                  space_before, level - 1),
      fmt::format(R"(<w:b/><w:bCs/><w:sz w:val="{0}"/><w:szCs w:val="{0}"/>)", half_points));
}

}  // namespace

const std::string_view kContentTypes =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
    R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
    R"(<Default Extension="xml" ContentType="application/xml"/>)"
    R"(<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>)"
    R"(<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>)"
    R"(<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>)"
    R"(<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>)"
    R"(<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>)"
    R"(<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>)"
    R"(<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>)"
    R"(</Types>)";

const std::string_view kRelations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
    R"(<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>)"
    R"(<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>)"
    R"(<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/>)"
    R"(</Relationships>)";

const std::string_view kDocumentRelations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
    R"(<Relationship Id="rIdStyles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>)"
    R"(<Relationship Id="rIdNumbering" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>)"
    R"(<Relationship Id="rIdSettings" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>)"
    R"(<Relationship Id="rIdFooter" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>)"
    R"(</Relationships>)";

const std::string_view kNumbering =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
    R"(<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">)"
    R"(<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>)"
    R"(<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>)"
    R"(<w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>)"
    R"(<w:pPr><w:ind w:left="567" w:hanging="283"/></w:pPr></w:lvl></w:abstractNum>)"
    R"(<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>)";

const std::string_view kFooter =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
    R"(<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">)"
    R"(<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="center"/></w:pPr>)"
    R"(<w:r><w:fldChar w:fldCharType="begin"/></w:r>)"
    R"(<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>)"
    R"(<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>)"
    R"(<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>)";

const std::string_view kApp =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
    R"(<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">)"
    R"(<Application>Heed</Application></Properties>)";

std::string docx_styles(std::string_view language) {
  std::string out = fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
      R"(<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">)"
      R"(<w:docDefaults><w:rPrDefault><w:rPr>)"
      R"(<w:rFonts w:ascii="Arial" w:eastAsia="Arial" w:hAnsi="Arial" w:cs="Arial"/>)"
      R"(<w:sz w:val="24"/><w:szCs w:val="24"/>)"
      R"(<w:lang w:val="{}" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>)"
      R"(<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr>)"
      R"(</w:pPrDefault></w:docDefaults>)"
      R"(<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>)"
      R"(<w:qFormat/></w:style>)"
      R"(<w:style w:type="table" w:default="1" w:styleId="TableNormal">)"
      R"(<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>)"
      R"(<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>)"
      R"(<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>)"
      R"(</w:tblPr></w:style>)",
      language);
  out +=
      style("Title", "Title", "Normal", R"(<w:keepNext/><w:spacing w:before="0" w:after="240"/>)",
            R"(<w:b/><w:bCs/><w:sz w:val="48"/><w:szCs w:val="48"/>)");
  out += heading(1, 36, 360);
  out += heading(2, 30, 280);
  out += heading(3, 26, 240);
  out +=
      style("Quote", "Quote", "Normal",
            R"(<w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="595959"/></w:pBdr>)"
            R"(<w:ind w:left="567" w:right="567"/>)",
            "<w:i/><w:iCs/>");
  out += style("Caption", "caption", "Normal", R"(<w:keepNext/><w:spacing w:after="80"/>)",
               "<w:b/><w:bCs/>");
  out += style("ListBullet", "List Bullet", "ListBullet",
               R"(<w:numPr><w:numId w:val="1"/></w:numPr><w:contextualSpacing/>)", "");
  out += style("TableText", "Table Text", "TableText",
               R"(<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>)",
               R"(<w:sz w:val="22"/><w:szCs w:val="22"/>)");
  out += style("Footer", "footer", "Footer", "", R"(<w:sz w:val="20"/><w:szCs w:val="20"/>)");
  out += R"(<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>)"
         R"(<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>)";
  for (const std::string_view side : {"top", "left", "bottom", "right", "insideH", "insideV"}) {
    out += fmt::format(R"(<w:{} w:val="single" w:sz="4" w:space="0" w:color="595959"/>)", side);
  }
  return out + "</w:tblBorders></w:tblPr></w:style></w:styles>";
}

std::string docx_settings(std::string_view language) {
  return fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
      R"(<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">)"
      R"(<w:compat><w:compatSetting w:name="compatibilityMode" )"
      R"(w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>)"
      R"(<w:themeFontLang w:val="{}"/></w:settings>)",
      language);
}

std::string docx_core(const DocxProperties& properties) {
  const std::string created = iso_utc(properties.created).substr(0, 19) + "Z";
  return fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
      R"(<cp:coreProperties )"
      R"(xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" )"
      R"(xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" )"
      R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title>)"
      R"(<dc:creator>{}</dc:creator><dc:language>{}</dc:language>)"
      R"(<dcterms:created xsi:type="dcterms:W3CDTF">{}</dcterms:created></cp:coreProperties>)",
      xml_escaped(properties.title), xml_escaped(properties.author),
      xml_escaped(properties.language), created);
}

}  // namespace heed::formats::inside
