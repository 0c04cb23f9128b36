#include "formats/pdf_out.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>

#include "testing/temp_dir.h"

namespace heed::formats {
namespace {

PdfOut pdf_sample() {
  PdfOut pdf({.title = "Two wards & <one> question",
              .created = TimeMs{1'780'000'000'000},
              .author = "A partnership"});
  pdf.title("Two wards & <one> question")
      .heading(1, "Who answered")
      .paragraph({{"We heard from "}, {.text = "412 people", .bold = true}, {" in all."}})
      .heading(2, "What they said")
      .bullets({{{"Parking & buses"}}, {{"Waiting times"}}})
      .quote("I waited \x01two hours.\nNobody <came>.", "a carer")
      .paragraph("أريد أن أعرف المزيد \xff");
  std::vector<std::vector<std::string>> rows;
  for (int i = 0; i < 90; ++i) rows.push_back({"Place " + std::to_string(i), "35"});
  pdf.table("Answers by place", {"Place", "People"}, rows);
  std::string lengthy;
  for (int i = 0; i < 900; ++i) lengthy += "word" + std::to_string(i) + " of a long paragraph ";
  pdf.page_break().paragraph(lengthy);
  return pdf;
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

std::size_t times(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    ++count;
  return count;
}

class Pdf : public ::testing::Test {
 protected:
  void SetUp() override {
    if (run("command -v pdfinfo && command -v qpdf && command -v pdftotext").status != 0)
      GTEST_SKIP() << "poppler-utils or qpdf is not installed";
    const auto made = pdf_sample().bytes();
    ASSERT_TRUE(made) << made.error().detail;
    pages_ = made->pages;
    std::ofstream(file_, std::ios::binary) << made->bytes;
  }
  testing::TempDir folder_;
  std::string file_ = folder_.file("a.pdf");
  int pages_ = 0;
};

TEST_F(Pdf, QpdfFindsNothingWrong) {
  const Ran checked = run("qpdf --check " + file_);
  EXPECT_EQ(checked.status, 0) << checked.said;
}

TEST_F(Pdf, PopplerSeesTheStructureAndTheLanguage) {
  const std::string info = run("pdfinfo " + file_).said;
  EXPECT_NE(info.find("Tagged:          yes"), std::string::npos) << info;
  EXPECT_NE(info.find("Two wards & <one> question"), std::string::npos);
  EXPECT_NE(info.find(fmt::format("Pages:           {}\n", pages_)), std::string::npos) << info;
  const std::string tree = run("pdfinfo -struct " + file_).said;
  EXPECT_EQ(times(tree, "Document"), 1u) << tree.substr(0, 600);
  for (const char* tag : {"H1", "H2", "H3", "LBody", "BlockQuote", "Table", "TR", "TD"})
    EXPECT_NE(tree.find(tag), std::string::npos) << tag;
  EXPECT_GE(times(tree, "Scope"), 90u) << "header cells say what they head";
  const std::string raw = run("qpdf --qdf --object-streams=disable " + file_ + " - | strings").said;
  EXPECT_NE(raw.find("/Lang (en-GB)"), std::string::npos);
  EXPECT_NE(raw.find("/DisplayDocTitle true"), std::string::npos);
}

TEST_F(Pdf, EveryWordIsThereOnceAndPagesAreNumbered) {
  const std::string text = run("pdftotext -layout " + file_ + " -").said;
  EXPECT_EQ(times(text, "Place 89"), 1u);
  EXPECT_EQ(times(text, "word899 "), 1u);
  EXPECT_NE(text.find("Nobody <came>."), std::string::npos);
  const std::string last =
      run(fmt::format("pdftotext -f {} -l {} {} -", pages_, pages_, file_)).said;
  EXPECT_NE(last.find(std::to_string(pages_) + "\n"), std::string::npos) << last;
  EXPECT_GT(pages_, 4);
}

TEST(PdfOut, TheSameCallsGiveTheSameBytes) {
  EXPECT_EQ(pdf_sample().bytes()->bytes, pdf_sample().bytes()->bytes);
}

}  // namespace
}  // namespace heed::formats
