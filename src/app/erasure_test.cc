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

// A survey, one of its answers quoted on the page that was published of it.
struct Quoted {
  ActivityId activity;
  ResponseId response;
  std::string words;
  decide::Published page;
};

Quoted quoted(House& house, const Scope& lead) {
  Quoted made{.activity = *house.activities.add(lead, {.title = "Crossings"})};
  const ActivityId id = made.activity;
  EXPECT_TRUE(house.imports.run(lead, id, "survey.csv", survey(),
                                {{listen::Role::answer, listen::Role::may_quote}, ""},
                                "Europe/London"));
  EXPECT_TRUE(house.themes.propose(lead, id));
  const ThemeId theme = house.themes.frame(lead, id)->themes.front().id;
  const auto quote = house.themes.voices_of(lead, id, theme)->front();
  made.words = quote.words;
  for (const listen::Voice& voice : *house.voices.all(lead, id))
    if (voice.id == quote.voice) made.response = voice.response;
  EXPECT_TRUE(house.themes.approve_quote(lead, id, theme, quote.voice, true, "Jo"));
  EXPECT_TRUE(house.findings.approve(lead, id, theme, "Crossings frighten people.", "Jo"));
  EXPECT_TRUE(house.activities.say_outcome(lead, id, house.activities.activity(lead, id)->version,
                                           "A crossing patrol starts.", "", ""));
  made.page = *house.findings.publish(lead, id);
  EXPECT_EQ(made.page.findings[0].quotes, std::vector<std::string>{made.words});
  return made;
}

TEST(Withdrawal, TakesTheWordsOffThePublishedPage) {
  const testing::TempDir folder;
  auto opened = House::open({.data = folder.file("data"), .unsafe_disk = true});
  ASSERT_TRUE(opened) << opened.error().detail;
  House& house = **opened;
  const auto partnership = house.partnership({.name = "Fenmere", .prefix = "FM"});
  const Scope lead = Scope::for_operator(partnership->id);
  const Quoted made = quoted(house, lead);
  ASSERT_TRUE(house.own.withdraw_for(lead, made.response, "Rang us on 3 March"));
  const auto after = house.findings.published(Scope::for_public(partnership->id), made.activity);
  ASSERT_TRUE(after);
  EXPECT_TRUE(after->findings[0].quotes.empty());
  EXPECT_EQ(after->content_hash, made.page.content_hash);
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
    const Quoted made = quoted(house, lead);
    words = made.words;
    const auto erased = house.own.erase_for(lead, made.response, "Wrote to us on 3 March");
    ASSERT_TRUE(erased) << erased.error().detail;
    const auto after = house.findings.published(Scope::for_public(partnership->id), made.activity);
    ASSERT_TRUE(after);
    EXPECT_TRUE(after->findings[0].quotes.empty());
    EXPECT_EQ(after->content_hash, made.page.content_hash) << "what was published stays provable";
    EXPECT_EQ(house.voices.counts(lead, made.activity)->withdrawn, 1);
    EXPECT_TRUE(house.record.verify(partnership->id));
  }
  for (const char* store : {"main.sqlite", "identity.sqlite", "keys.sqlite"})
    EXPECT_EQ(bytes_of(data + "/" + store).find(words), std::string::npos) << store;
  EXPECT_TRUE(bytes_of(data + "/main.sqlite-wal").empty());
}

}  // namespace
}  // namespace heed::app
