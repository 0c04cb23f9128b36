// Somebody asks for their words to be erased: they are nowhere any more, and what was published
// from them is without them.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "app/house.h"
#include "testing/temp_dir.h"

namespace heed::app {
namespace {

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string survey() {
  std::string csv = "What is hard?,May we quote you?\n";
  for (int i = 0; i < 30; ++i) {
    csv += fmt::format("The last bus home leaves too early for {} of us,yes\n", i);
    csv += fmt::format("Crossings near the surgery frighten {} of us at night,yes\n", i);
  }
  return csv;
}

TEST(Erasure, LeavesNothingInAnyTableFileOrPublishedPage) {
  const testing::TempDir folder;
  const std::string data = folder.file("data");
  std::string words;
  {
    auto opened = House::open({.data = data, .unsafe_disk = true});
    ASSERT_TRUE(opened) << opened.error().detail;
    House& house = **opened;
    const auto partnership = house.partnership({.name = "Fenmere", .prefix = "FM"});
    const Scope lead = Scope::for_operator(partnership->id);
    const ActivityId id = *house.activities.add(lead, {.title = "Crossings"});
    ASSERT_TRUE(house.imports.run(lead, id, "survey.csv", survey(),
                                  {{listen::Role::answer, listen::Role::may_quote}, ""},
                                  "Europe/London"));
    ASSERT_TRUE(house.themes.propose(lead, id));
    const ThemeId theme = house.themes.frame(lead, id)->themes.front().id;
    const auto quote = house.themes.voices_of(lead, id, theme)->front();
    words = quote.words;
    ResponseId response;
    for (const listen::Voice& voice : *house.voices.all(lead, id))
      if (voice.id == quote.voice) response = voice.response;
    ASSERT_TRUE(house.themes.approve_quote(lead, id, theme, quote.voice, true, "Jo"));
    ASSERT_TRUE(house.findings.approve(lead, id, theme, "Crossings frighten people.", "Jo"));
    ASSERT_TRUE(house.activities.say_outcome(lead, id, house.activities.activity(lead, id)->version,
                                             "A crossing patrol starts.", "", ""));
    const auto before = house.findings.publish(lead, id);
    ASSERT_TRUE(before) << before.error().detail;
    ASSERT_EQ(before->findings[0].quotes, std::vector<std::string>{words});

    const auto erased = house.own.erase_for(lead, response, "Wrote to us on 3 March");
    ASSERT_TRUE(erased) << erased.error().detail;
    const auto after = house.findings.published(Scope::for_public(partnership->id), id);
    ASSERT_TRUE(after);
    EXPECT_TRUE(after->findings[0].quotes.empty());
    EXPECT_EQ(after->content_hash, before->content_hash) << "what was published stays provable";
    EXPECT_EQ(house.voices.counts(lead, id)->withdrawn, 1);
    EXPECT_TRUE(house.record.verify(partnership->id));
  }
  for (const char* store : {"main.sqlite", "identity.sqlite", "keys.sqlite"})
    EXPECT_EQ(bytes_of(data + "/" + store).find(words), std::string::npos) << store;
  EXPECT_TRUE(bytes_of(data + "/main.sqlite-wal").empty());
}

}  // namespace
}  // namespace heed::app
