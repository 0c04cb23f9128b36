// Charts in every format with their words, and what changed after a fact check.
#include "report/changes.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "formats/docx_in.h"
#include "testing/temp_dir.h"

namespace heed::report {
namespace {

// Every kind of block, as it was sent.
Document sent_paper() {
  Document paper{.title = "Two wards", .author = "Fenmere", .created = TimeMs{1'780'000'000'000}};
  paper.heading(1, "Who answered")
      .paragraph({{"We heard from "}, {.text = "412 people", .bold = true}, {" in all."}})
      .chart("How people answered",
             {{"Online", "1,035"}, {"On paper", "210"}, {"A letter", "fewer than 8 people"}})
      .table("How people answered", {"Way", "People"}, {{"Online", "1,035"}, {"On paper", "210"}})
      .heading(2, "What they said")
      .bullets({{{"Parking & buses"}}, {{"Waiting times"}}})
      .quote("The last bus goes at 4.40.", "a visitor")
      .paragraph("The shuttle runs from March.\nIt is free.")
      .paragraph("Staff agree.");
  return paper;
}

Document corrected_paper() {
  Document paper = sent_paper();
  std::get<Paragraph>(paper.blocks[1]).runs[1].text = "417 people";
  std::get<Table>(paper.blocks[3]).rows[1][1] = "215";
  std::get<Bullets>(paper.blocks[5]).items.push_back({{"Cold rooms"}});
  paper.blocks.pop_back();
  return paper;
}

struct Ran {
  int status;
  std::string said;
};
Ran run(const std::string& command) {
  Ran out{.status = -1, .said = {}};
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (!pipe) return out;
  std::array<char, 4096> block;
  while (const std::size_t got = std::fread(block.data(), 1, block.size(), pipe))
    out.said.append(block.data(), got);
  out.status = pclose(pipe);
  return out;
}

// A command that prints one part of a Word file.
std::string part_of(const std::string& file, std::string_view part) {
  return fmt::format(
      "python3 -c 'import sys, zipfile; "
      "sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))' {} {}",
      file, part);
}

TEST(Changes, APaperReadAgainFromWordIsThePaper) {
  const auto word = as_word(sent_paper());
  ASSERT_TRUE(word) << word.error().detail;
  const auto read = paper_from_word(*word);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->title, "Two wards");
  for (const Change& each : changes_between(*read, sent_paper()))
    ADD_FAILURE() << each.under << ": “" << each.was << "” to “" << each.is << "”";
  EXPECT_NE(plain_words(with_changes(*read, sent_paper())).find("Nothing changed"),
            std::string::npos);
}

TEST(Changes, EachIsListedOnceUnderItsHeading) {
  const auto all = changes_between(sent_paper(), corrected_paper());
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all[0].under, "Who answered");
  EXPECT_EQ(all[0].was, "We heard from 412 people in all.");
  EXPECT_EQ(all[0].is, "We heard from 417 people in all.");
  EXPECT_EQ(all[1].was, "On paper | 210");
  EXPECT_EQ(all[2].under, "What they said");
  EXPECT_EQ(all[2].was, "") << "put in";
  EXPECT_EQ(all[2].is, "Cold rooms");
  EXPECT_EQ(all[3].was, "Staff agree.");
  EXPECT_EQ(all[3].is, "") << "taken out";
}

TEST(Changes, WordTracksThemAsItsOwnAndReadsAsTheCorrectedPaper) {
  const auto sent = paper_from_word(*as_word(sent_paper()));
  ASSERT_TRUE(sent);
  const auto word = as_word(with_changes(*sent, corrected_paper()));
  ASSERT_TRUE(word) << word.error().detail;
  std::string accepted;
  for (const formats::DocxLine& line : *formats::docx_lines(*word)) accepted += line.text + "\n";
  EXPECT_NE(accepted.find("We heard from 417 people in all.\n"), std::string::npos) << accepted;
  EXPECT_EQ(accepted.find("412"), std::string::npos) << "what was taken out is not read";
  EXPECT_NE(accepted.find("Cold rooms"), std::string::npos);
  const testing::TempDir folder;
  if (run("command -v python3").status != 0) GTEST_SKIP() << "python3 is not installed";
  std::ofstream(folder.file("c.docx"), std::ios::binary) << *word;
  const std::string xml = run(part_of(folder.file("c.docx"), "word/document.xml")).said;
  EXPECT_NE(xml.find("w:author=\"Fenmere\""), std::string::npos);
  EXPECT_NE(xml.find("<w:delText xml:space=\"preserve\">412 </w:delText>"), std::string::npos);
  EXPECT_NE(xml.find("w:date=\"2026-05-28T20:26:40Z\""), std::string::npos);
  EXPECT_LT(xml.find("<w:ins w:id="), xml.find("</w:ins>"));
  if (run("command -v soffice").status != 0) GTEST_SKIP() << "soffice is not installed";
  const Ran opened = run(fmt::format(
      "cd '{0}' && HOME='{0}' timeout 120 soffice '-env:UserInstallation=file://{0}/profile' "
      "--headless --convert-to pdf c.docx && pdftotext -layout c.pdf -",
      folder.path().string()));
  EXPECT_EQ(opened.status, 0) << opened.said;
  EXPECT_NE(opened.said.find("417"), std::string::npos) << opened.said;
}

TEST(Changes, HtmlAndPdfMarkAndListThem) {
  const Document both = with_changes(sent_paper(), corrected_paper());
  const std::string html = as_html(both);
  EXPECT_NE(html.find("<del>412 </del><ins>417 </ins>"), std::string::npos) << html;
  EXPECT_NE(html.find("Every change"), std::string::npos);
  EXPECT_NE(html.find("<ins>Cold rooms</ins>"), std::string::npos);
  const auto pdf = as_pdf(both);
  ASSERT_TRUE(pdf) << pdf.error().detail;
  const testing::TempDir folder;
  std::ofstream(folder.file("c.pdf"), std::ios::binary) << pdf->bytes;
  if (run("command -v pdftotext").status != 0) GTEST_SKIP() << "poppler-utils is not installed";
  const std::string text = run("pdftotext -layout " + folder.file("c.pdf") + " -").said;
  EXPECT_NE(text.find("Every change"), std::string::npos);
  EXPECT_NE(text.find("Cold rooms"), std::string::npos);
}

TEST(Changes, WhatIsNoWordDocumentIsRefusedInWords) {
  for (const std::string_view bytes : {"", "PK\x03\x04 broken", "plain words"}) {
    const auto read = paper_from_word(bytes);
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().said.find("not a Word document"), std::string::npos)
        << read.error().said;
  }
}

TEST(Charts, WhatDisclosureHoldsBackHasNoBarAndIsSaidInWords) {
  const Document paper = sent_paper();
  const Chart& chart = std::get<Chart>(paper.blocks[2]);
  ASSERT_EQ(chart.bars.size(), 3u);
  EXPECT_EQ(chart.bars[0].value, 1035);
  EXPECT_EQ(chart.bars[1].value, 210);
  EXPECT_FALSE(chart.bars[2].value) << "a length would be a number";
  for (const char* said : {"Online: 1,035", "On paper: 210", "A letter: fewer than 8 people"})
    EXPECT_NE(chart.alternative.find(said), std::string::npos) << chart.alternative;
  const std::string html = as_html(paper);
  std::size_t bars = 0;
  for (std::size_t at = html.find("<rect "); at != std::string::npos;
       at = html.find("<rect ", at + 1))
    ++bars;
  EXPECT_EQ(bars, 2u);
  EXPECT_NE(html.find("role=\"img\""), std::string::npos);
  EXPECT_NE(html.find("aria-label=\"Bar chart. How people answered."), std::string::npos);
}

TEST(Charts, ArePicturesWithWordsInWordAndPdf) {
  const auto word = as_word(sent_paper());
  ASSERT_TRUE(word) << word.error().detail;
  bool found = false;
  for (const formats::DocxLine& line : *formats::docx_lines(*word))
    found = found || (line.picture && line.text.contains("On paper: 210"));
  EXPECT_TRUE(found) << "the picture says what it shows";
  const auto pdf = as_pdf(sent_paper());
  ASSERT_TRUE(pdf) << pdf.error().detail;
  if (run("command -v pdfinfo && command -v qpdf && command -v python3").status != 0)
    GTEST_SKIP() << "poppler-utils, qpdf or python3 is not installed";
  const testing::TempDir folder;
  std::ofstream(folder.file("c.docx"), std::ios::binary) << *word;
  const Ran png =
      run(part_of(folder.file("c.docx"), "word/media/chart1.png") + " | head -c 8 | od -An -c");
  EXPECT_NE(png.said.find("P   N   G"), std::string::npos) << png.said;
  std::ofstream(folder.file("c.pdf"), std::ios::binary) << pdf->bytes;
  EXPECT_EQ(run("qpdf --check " + folder.file("c.pdf")).status, 0);
  const std::string tree = run("pdfinfo -struct-text " + folder.file("c.pdf")).said;
  EXPECT_NE(tree.find("Figure"), std::string::npos) << tree;
  const std::string raw =
      run("qpdf --qdf --object-streams=disable " + folder.file("c.pdf") + " - | strings").said;
  EXPECT_NE(raw.find("/Alt (Bar chart. How people answered."), std::string::npos);
}

}  // namespace
}  // namespace heed::report
