#include "app/comments_in.h"

#include <gtest/gtest.h>

#include <fstream>

#include "testing/temp_dir.h"

namespace heed::app {
namespace {

class CommentsIn : public ::testing::Test {
 protected:
  std::string file(std::string_view bytes) {
    const std::string path = (folder_.path() / "in.csv").string();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  std::string refused(std::string_view bytes, const CommentColumns& columns = {}) {
    const Result<Comments> in = read_comments(file(bytes), columns);
    return in ? "it was read" : in.error().said;
  }

 private:
  testing::TempDir folder_;
};

TEST_F(CommentsIn, ReadsUtf8WithAMarkSemicolonsAndLinesInsideQuotes) {
  const Result<Comments> in = read_comments(
      file("\xef\xbb\xbfid;text;question\r\n1;\"Kind;\nand quick\";Why?\r\n2;Café;Why?\r\n"), {});
  ASSERT_TRUE(in) << in.error().said;
  ASSERT_EQ((*in).size(), 2u);
  EXPECT_EQ((*in).text(0), "Kind;\nand quick");
  EXPECT_EQ((*in).text(1), "Café");
  EXPECT_EQ((*in).question(1), "Why?");
}

TEST_F(CommentsIn, ReadsUtf16BothWaysRound) {
  const std::u16string text = u"\ufeffid\ttext\n7\tna\u00efve caf\u00e9\n";
  for (const bool big_endian : {false, true}) {
    std::string bytes;
    for (const char16_t c : text) {
      const char high = static_cast<char>(c >> 8);
      const char low = static_cast<char>(c & 0xff);
      bytes += big_endian ? high : low;
      bytes += big_endian ? low : high;
    }
    const Result<Comments> in = read_comments(file(bytes), {});
    ASSERT_TRUE(in) << in.error().said;
    EXPECT_EQ((*in).id(0), "7");
    EXPECT_EQ((*in).text(0), "naïve café");
    EXPECT_EQ((*in).question(0), "");
  }
}

TEST_F(CommentsIn, ReadsWhatAnOldSpreadsheetWrote) {
  const Result<Comments> in = read_comments(file("id,text\n1,caf\xe9 \x96 closed\n"), {});
  ASSERT_TRUE(in) << in.error().said;
  EXPECT_EQ((*in).text(0), "café – closed");
}

TEST_F(CommentsIn, NamesTheLineItCannotRead) {
  EXPECT_EQ(refused("id,text,question\n1,a,b\n\n2,\"x\ny\",c\n3,lost\n"),
            "Line 6 has 2 columns, the heading has 3.");
  EXPECT_EQ(refused("id,text\n1,fine\n2,not, fine\n"), "Line 3 has 3 columns, the heading has 2.");
  EXPECT_EQ(refused("id,text\n1,fine\n,whose?\n"), "Line 3 has no id.");
  EXPECT_EQ(refused("id,text\n1,fine\n2,\"open\n3,x\n"),
            "Line 3: a quotation mark is opened and never closed.");
  EXPECT_EQ(refused(std::string("id,text\n1,fine\n") + std::string(600, 'x') +
                    std::string("\n2,\0,\n", 6)),
            "Line 4 holds bytes that no text has.");
}

TEST_F(CommentsIn, NamesTheColumnsThereAreWhenOneIsMissing) {
  EXPECT_EQ(refused("ref,comment\n1,a\n"),
            "The file has no column “id”. Its columns are: ref, comment.");
  const Result<Comments> in =
      read_comments(file("ref,comment\n1,a\n"), {.id = "ref", .text = "comment"});
  ASSERT_TRUE(in);
  EXPECT_EQ((*in).text(0), "a");
  EXPECT_EQ(refused("id,text\n1,a\n", {.question = "asked"}),
            "The file has no column “asked”. Its columns are: id, text.");
}

TEST_F(CommentsIn, EmptyCellsAtARowsEndDoNotCount) {
  const Result<Comments> in = read_comments(file("id,text\n1,a,,\n,,\n2,b\n"), {});
  ASSERT_TRUE(in) << in.error().said;
  EXPECT_EQ((*in).size(), 2u);
}

TEST_F(CommentsIn, AFileLargerThanOnePieceIsReadWholeAndNoCharacterIsCut) {
  std::string bytes = "id,text\n";
  for (int i = 0; i < 60'000; ++i) bytes += std::to_string(i) + ",ééé€ “kind” 日本\n";
  const Result<Comments> in = read_comments(file(bytes), {});
  ASSERT_TRUE(in) << in.error().said;
  ASSERT_EQ((*in).size(), 60'000u);
  for (std::size_t i = 0; i < 60'000; ++i) {
    ASSERT_EQ((*in).id(i), std::to_string(i));
    ASSERT_EQ((*in).text(i), "ééé€ “kind” 日本");
  }
}

TEST_F(CommentsIn, ThereMustBeAFileWithSomethingInIt) {
  EXPECT_EQ(refused(""), file("") + " is empty.");
  EXPECT_TRUE(read_comments("/nowhere/at-all.csv", {}).failed_with(ErrorKind::not_found));
}

}  // namespace
}  // namespace heed::app
