#include "report/bundle.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "formats/pack_out.h"
#include "platform/crypto.h"
#include "testing/source_tree.h"
#include "testing/temp_dir.h"

namespace heed::report {
namespace {

Material material(int findings) {
  Material out;
  out.page.title = "Evening appointments";
  out.page.heard_from = "1,247 people";
  out.page.published = TimeMs{1'780'000'000'000};
  for (int i = 0; i < findings; ++i) {
    decide::Finding finding{
        .id = FindingId::from(std::array<std::byte, 16>{static_cast<std::byte>(i + 1)})};
    finding.name = fmt::format("Finding {}", i + 1);
    finding.summary = "People told us that they cannot get home in the evening.";
    finding.said_by = "said by 120 people";
    finding.quotes = {"The last bus leaves at six."};
    out.page.findings.push_back(finding);
  }
  out.partnership = "Fenmere";
  out.zone = "Europe/London";
  out.activity.details.title = "Evening appointments";
  return out;
}

int verified(const std::string& bytes, const testing::TempDir& folder) {
  const std::string file = folder.file("bundle.zip");
  std::ofstream(file, std::ios::binary) << bytes;
  const std::string tool = testing::source_tree() / "tools/verify_bundle.py";
  return std::system(("python3 " + tool + " " + file).c_str());
}

TEST(Bundle, AnotherProgramFindsEveryHashLinkAndPage) {
  if (std::system("command -v python3 > /dev/null") != 0) GTEST_SKIP() << "python3 is not here";
  const testing::TempDir folder;
  const Material from = material(20);
  const auto made = evidence_bundle(from, {about_the_activity(from)});
  ASSERT_TRUE(made) << made.error().said;
  EXPECT_EQ(verified(made->bytes, folder), 0);
  EXPECT_EQ(made->parts.size(), 16u);
  EXPECT_EQ(made->parts.back().first_page, 0);
  EXPECT_GT(made->pages, 5);
}

TEST(Bundle, AnotherProgramNoticesAChangedFileAndALooseEnd) {
  if (std::system("command -v python3 > /dev/null") != 0) GTEST_SKIP() << "python3 is not here";
  const testing::TempDir folder;
  const std::string index = "<table><tr><th>x</th></tr></table><a href=\"hashes.txt\">h</a>";
  const std::string good = fmt::format("{}  index.html\n", hex(platform::sha256(index)));
  EXPECT_EQ(verified(*formats::pack_files({{"index.html", index}, {"hashes.txt", good}}), folder),
            0);
  EXPECT_NE(
      verified(*formats::pack_files({{"index.html", index + " "}, {"hashes.txt", good}}), folder),
      0);
  const std::vector<formats::PackedFile> loose = {
      {"index.html", index}, {"stray.pdf", "x"}, {"hashes.txt", good}};
  EXPECT_NE(verified(*formats::pack_files(loose), folder), 0);
}

TEST(Bundle, TheSameMaterialGivesTheSameBytes) {
  const Material from = material(2);
  const auto first = evidence_bundle(from, {}), again = evidence_bundle(from, {});
  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->parts.size(), again->parts.size());
  for (std::size_t p = 0; p < first->parts.size(); ++p)
    if (first->parts[p].format == "PDF" || first->parts[p].format == "HTML")
      EXPECT_EQ(first->parts[p].hash, again->parts[p].hash) << first->parts[p].path;
}

TEST(Bundle, WhatEverybodySaidIsInItWithoutTheirNamesAndNumbers) {
  const Document all = everything_said(
      material(1), {{"What matters?", "Dr Mills said ring 07700 900123 about the bus.", true},
                    {"What matters?", "The bus.", false},
                    {"Anything else?", "No.", false}});
  const std::string words = plain_words(all);
  EXPECT_NE(words.find("[name] said ring [phone] about the bus."), std::string::npos) << words;
  EXPECT_NE(words.find("1 of these 3 may be quoted"), std::string::npos);
  EXPECT_EQ(words.find("07700"), std::string::npos);
  EXPECT_NE(words.find("Anything else?"), std::string::npos);
}

TEST(Bundle, APaperThatCannotBeMadeStopsTheBundle) {
  Material mute = material(1);
  mute.page.findings[0].quotes.clear();
  EXPECT_TRUE(evidence_bundle(mute, {}).failed_with(ErrorKind::invalid));
}

}  // namespace
}  // namespace heed::report
