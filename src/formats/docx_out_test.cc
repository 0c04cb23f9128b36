#include "formats/docx_out.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "testing/temp_dir.h"

namespace heed::formats {
namespace {

Docx docx_sample() {
  Docx doc({.title = "Two wards & <one> question",
            .created = TimeMs{1'780'000'000'000},
            .author = "A partnership"});
  doc.title("Two wards & <one> question")
      .heading(1, "Who answered")
      .paragraph({{"We heard from "}, {.text = "412 people", .bold = true}, {" in all."}})
      .heading(2, "What they said")
      .bullets({{{"Parking & buses"}}, {{"Waiting 🕑 times"}}})
      .quote("I waited \x01two\x0bhours.\nNobody <came>.", "a carer")
      .heading(3, "In other languages")
      .paragraph("أريد أن أعرف المزيد")
      .table("Answers by place", {"Place", "People"}, {{"North & South", "35"}, {"East"}})
      .page_break()
      .paragraph("The end \xff of it.");
  return doc;
}

std::map<std::string, std::string> parts_of(const std::string& bytes) {
  std::map<std::string, std::string> out;
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* zip = zip_open_from_source(source, ZIP_CHECKCONS, &error);
  if (!zip) return out;
  for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); ++i) {
    zip_stat_t stat;
    zip_stat_index(zip, static_cast<zip_uint64_t>(i), 0, &stat);
    std::string text(stat.size, '\0');
    zip_file_t* file = zip_fopen_index(zip, static_cast<zip_uint64_t>(i), 0);
    zip_fread(file, text.data(), text.size());
    zip_fclose(file);
    out[stat.name] = text;
  }
  zip_discard(zip);
  return out;
}

TEST(Docx, EveryPartIsWellFormedAndEveryPromisedPartIsThere) {
  const auto bytes = docx_sample().bytes();
  ASSERT_TRUE(bytes) << bytes.error().detail;
  const auto parts = parts_of(*bytes);
  ASSERT_EQ(parts.size(), 10u);
  for (const auto& [name, text] : parts) {
    pugi::xml_document document;
    const auto parsed = document.load_buffer(text.data(), text.size());
    EXPECT_TRUE(parsed) << name << ": " << parsed.description();
  }
  pugi::xml_document types;
  types.load_string(parts.at("[Content_Types].xml").c_str());
  for (const auto& part : types.child("Types").children("Override")) {
    EXPECT_TRUE(parts.contains(std::string(part.attribute("PartName").value()).substr(1)));
  }
  // Every style that is used is one that is defined.
  pugi::xml_document document;
  document.load_string(parts.at("word/document.xml").c_str());
  for (const auto& used : document.select_nodes("//w:pStyle | //w:tblStyle")) {
    const std::string id = used.node().attribute("w:val").value();
    EXPECT_NE(parts.at("word/styles.xml").find("w:styleId=\"" + id + "\""), std::string::npos);
  }
}

TEST(Docx, CarriesWhatAScreenReaderNeeds) {
  const auto parts = parts_of(*docx_sample().bytes());
  pugi::xml_document document;
  document.load_string(parts.at("word/document.xml").c_str());
  EXPECT_EQ(document.select_nodes("//w:tr[w:trPr/w:tblHeader]").size(), 1u);
  EXPECT_EQ(document.select_nodes("//w:p[w:pPr/w:pStyle/@w:val='ListBullet']").size(), 2u);
  EXPECT_EQ(document.select_nodes("//w:p[w:pPr/w:bidi]").size(), 1u);
  EXPECT_NE(parts.at("word/styles.xml").find("<w:lang w:val=\"en-GB\""), std::string::npos);
  const std::string core = parts.at("docProps/core.xml");
  EXPECT_NE(core.find("<dc:title>Two wards &amp; &lt;one&gt; question</dc:title>"),
            std::string::npos);
  EXPECT_NE(core.find(">2026-05-28T20:26:40Z<"), std::string::npos);
}

TEST(Docx, DropsWhatXmlCannotHoldAndKeepsLineBreaks) {
  const auto parts = parts_of(*docx_sample().bytes());
  const std::string document = parts.at("word/document.xml");
  for (const char c : {'\x01', '\x0b'}) EXPECT_EQ(document.find(c), std::string::npos);
  EXPECT_NE(document.find("I waited twohours.</w:t><w:br"), std::string::npos);
  EXPECT_NE(document.find("The end \xef\xbf\xbd of it."), std::string::npos);
}

TEST(Docx, TheSameDocumentGivesTheSameBytes) {
  EXPECT_EQ(*docx_sample().bytes(), *docx_sample().bytes());
}

TEST(Docx, LibreOfficeOpensItUnharmed) {
  if (std::system("command -v soffice >/dev/null && command -v pdftotext >/dev/null") != 0) {
    GTEST_SKIP() << "needs soffice (libreoffice-writer-nogui) and pdftotext (poppler-utils)";
  }
  const testing::TempDir folder;
  std::ofstream(folder.file("report.docx"), std::ios::binary) << *docx_sample().bytes();
  const std::string convert = fmt::format(
      "cd '{0}' && HOME='{0}' timeout 120 soffice '-env:UserInstallation=file://{0}/profile' "
      "--headless --convert-to pdf report.docx >log 2>&1 && pdftotext -layout report.pdf out.txt",
      folder.path().string());
  ASSERT_EQ(std::system(convert.c_str()), 0);
  std::ifstream file(folder.file("out.txt"));
  std::ostringstream read;
  read << file.rdbuf();
  const std::string text = read.str();
  for (const std::string_view wanted :
       {"Two wards & <one> question", "Who answered", "We heard from 412 people in all.",
        "What they said", "• Parking & buses", "Waiting 🕑 times", "I waited twohours.",
        "Nobody <came>.", "— a carer", "In other languages", "Answers by place", "North & South",
        "The end"}) {
    EXPECT_NE(text.find(wanted), std::string::npos) << wanted << " is not in:\n" << text;
  }
  // Extraction may turn Arabic into presentation forms or visual order: look for its block only.
  EXPECT_TRUE(text.contains("\xd8") || text.contains("\xef\xba") || text.contains("\xef\xbb"))
      << text;
}

}  // namespace
}  // namespace heed::formats
