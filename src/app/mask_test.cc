// heed mask and heed opinions as they are typed.
#include <gtest/gtest.h>

#include <fstream>

#include "app/command.h"
#include "platform/files.h"
#include "testing/temp_dir.h"

namespace heed::app {
namespace {

int run(std::vector<std::string> words) {
  words.insert(words.begin(), "heed");
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  return run_command(static_cast<int>(arguments.size()), arguments.data());
}

std::string read(const std::string& path) {
  const auto bytes = platform::read_file(path, 1 << 20);
  return bytes ? *bytes : "";
}

TEST(Mask, OffsetsCountCharactersAndOtherColumnsStay) {
  const testing::TempDir folder;
  // Windows-1252, so that characters and bytes differ twice over.
  std::ofstream(folder.file("in.csv"), std::ios::binary)
      << "ref;id;text\r\nR1;7;\"Caf\xe9: Dr Mills, 07700 900123\"\r\nR2;8;Nothing\r\n";
  ASSERT_EQ(run({"mask", folder.file("in.csv"), "--text", "text", "--out", folder.file("out.csv"),
                 "--spans", folder.file("spans.csv")}),
            0);
  EXPECT_EQ(read(folder.file("out.csv")),
            "ref,id,text\r\nR1,7,\"Café: [name], [phone]\"\r\nR2,8,Nothing\r\n");
  EXPECT_EQ(read(folder.file("spans.csv")),
            "id,kind,start,end\r\n7,name,6,14\r\n7,phone,16,28\r\n");
}

TEST(Mask, SaysWhichColumnIsMissing) {
  const testing::TempDir folder;
  std::ofstream(folder.file("in.csv")) << "id,words\n1,Hello\n";
  EXPECT_EQ(run({"mask", folder.file("in.csv"), "--text", "text", "--out", folder.file("out.csv"),
                 "--spans", folder.file("spans.csv")}),
            1);
}

TEST(OpinionsCommand, WritesTheSameBytesForOneThreadAndTwo) {
  const testing::TempDir folder;
  std::ofstream votes(folder.file("votes.csv"));
  votes << "participant,statement,vote\n";
  for (int p = 0; p < 60; ++p)
    for (int s = 0; s < 12; ++s)
      if ((p * 7 + s * 3) % 5 != 0) votes << p << "," << s << "," << ((p + s) % 3) - 1 << "\n";
  votes.close();
  for (const char* threads : {"1", "2"})
    ASSERT_EQ(run({"opinions", "--votes", folder.file("votes.csv"), "--threads", threads, "--out",
                   folder.file(threads)}),
              0);
  for (const char* file : {"participants.csv", "statements.csv", "groups.json", "report.html"}) {
    const std::string one = read(folder.file(std::string("1/") + file));
    EXPECT_FALSE(one.empty()) << file;
    EXPECT_EQ(one, read(folder.file(std::string("2/") + file))) << file;
  }
  EXPECT_TRUE(read(folder.file("1/participants.csv")).starts_with("participant,x,y,group\r\n"));
}

TEST(OpinionsCommand, WantsOnePlaceForTheVotes) {
  const testing::TempDir folder;
  EXPECT_EQ(run({"opinions", "--out", folder.file("out")}), 2);
  EXPECT_EQ(run({"opinions", "--votes", "a", "--polis", "b", "--out", folder.file("out")}), 2);
}

}  // namespace
}  // namespace heed::app
