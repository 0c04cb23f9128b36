#include "app/labels_in.h"

#include <gtest/gtest.h>

#include <fstream>

#include "testing/temp_dir.h"

namespace heed::app {
namespace {

class LabelsInTest : public ::testing::Test {
 protected:
  Result<LabelsIn> read(std::string_view bytes) {
    const std::string path = (folder_.path() / "gold.csv").string();
    std::ofstream(path, std::ios::binary) << bytes;
    return read_labels(path);
  }
  std::string refused(std::string_view bytes) {
    const Result<LabelsIn> in = read(bytes);
    return in ? "it was read" : in.error().said;
  }

 private:
  testing::TempDir folder_;
};

TEST_F(LabelsInTest, GivesEachCommentItsLabelsAsNumbersOfSortedNames) {
  const Result<LabelsIn> in = read("id,label\na,Waiting\na,Food\nb,Food\nb,Food\nc,\n");
  ASSERT_TRUE(in) << in.error().said;
  EXPECT_EQ((*in).names(), (std::vector<std::string>{"Food", "Waiting"}));
  EXPECT_EQ((*in).of("a"), (std::vector<int>{0, 1}));
  EXPECT_EQ((*in).of("b"), (std::vector<int>{0}));
  EXPECT_EQ((*in).of("c"), std::vector<int>{});  // Read, and nothing applies.
  EXPECT_FALSE((*in).of("d"));
}

TEST_F(LabelsInTest, KnowsTheColumnByAnyOfItsUsualNames) {
  for (const std::string heading : {"theme", "Label", "CODE", "sentiment", "category", "tag"}) {
    const Result<LabelsIn> in = read("id;" + heading + ";note\n1;good;x\n");
    ASSERT_TRUE(in) << heading;
    EXPECT_EQ((*in).names(), std::vector<std::string>{"good"}) << heading;
  }
  EXPECT_TRUE(read("stance,id\nfor,1\n"));  // The only column beside the id.
}

TEST_F(LabelsInTest, SaysWhatIsWrongAndOnWhichLine) {
  EXPECT_EQ(refused("id,text,note\n1,a,b\n"),
            "The labels need a column “id” and a column “theme” or “label”; the file has id, text, "
            "note.");
  EXPECT_EQ(refused("id,label\n1,good\n,bad\n"), "Line 3 of the labels has no id.");
  std::string many = "id,label\n";
  for (int i = 0; i < 2'001; ++i) many += fmt::format("{0},words of comment {0}\n", i);
  EXPECT_TRUE(refused(many).starts_with("Line 2002 of the labels"));
}

}  // namespace
}  // namespace heed::app
