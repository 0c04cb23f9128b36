#include "pages/fixtures.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

namespace heed::pages {
namespace {

bool is_void(std::string_view tag) {
  static const std::set<std::string_view> kVoid = {"br", "hr", "img", "input", "link", "meta"};
  return kVoid.contains(tag);
}

// What is wrong with the nesting, the ids or the references of a document; empty when nothing is.
std::string fault(std::string_view html) {
  std::vector<std::string> open;
  std::set<std::string> ids;
  std::vector<std::string> wanted;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
    const std::size_t end = html.find('>', at);
    if (end == std::string_view::npos) return "a tag does not end";
    std::string_view inside = html.substr(at + 1, end - at - 1);
    at = end;
    if (inside.starts_with('!')) continue;
    if (inside.starts_with('/')) {
      if (open.empty() || open.back() != inside.substr(1))
        return "</" + std::string(inside.substr(1)) + "> closes " +
               (open.empty() ? "nothing" : open.back());
      open.pop_back();
      continue;
    }
    const std::string tag(inside.substr(0, inside.find(' ')));
    if (!is_void(tag)) open.push_back(tag);
    const auto attribute = [&](std::string_view name) -> std::string {
      const std::string start = " " + std::string(name) + "=\"";
      const std::size_t from = inside.find(start);
      if (from == std::string_view::npos) return "";
      const std::string_view rest = inside.substr(from + start.size());
      return std::string(rest.substr(0, rest.find('"')));
    };
    const std::string id = attribute("id");
    if (!id.empty() && !ids.insert(id).second) return "two have the id " + id;
    for (const char* name : {"for", "aria-describedby", "aria-labelledby"}) {
      const std::string of = attribute(name);
      for (std::size_t from = 0; from < of.size();) {
        const std::size_t space = std::min(of.find(' ', from), of.size());
        wanted.push_back(of.substr(from, space - from));
        from = space + 1;
      }
    }
    const std::string href = attribute("href");
    if (href.size() > 1 && href[0] == '#') wanted.push_back(href.substr(1));
  }
  if (!open.empty()) return open.back() + " is never closed";
  for (const std::string& id : wanted) {
    if (!ids.contains(id)) return "nothing has the id " + id;
  }
  return "";
}

TEST(Fault, FindsWhatItIsMeantToFind) {
  EXPECT_EQ(fault("<p><b>x</b></p>"), "");
  EXPECT_NE(fault("<p><b>x</p></b>"), "");
  EXPECT_NE(fault("<p>x"), "");
  EXPECT_NE(fault("<p id=\"a\"></p><p id=\"a\"></p>"), "");
  EXPECT_NE(fault("<label for=\"a\"></label>"), "");
}

TEST(Fixtures, AreWellFormedWithIdsThatExistOnce) {
  const std::vector<Fixture> all = fixtures();
  EXPECT_GT(all.size(), 10u);
  for (const Fixture& fixture : all) EXPECT_EQ(fault(fixture.html), "") << fixture.name;
}

TEST(Fixtures, HaveOneMainHeadingAndNothingThatRunsOrRestyles) {
  for (const Fixture& fixture : fixtures()) {
    const std::string& html = fixture.html;
    const std::size_t first = html.find("<h1");
    EXPECT_NE(first, std::string::npos) << fixture.name;
    EXPECT_EQ(html.find("<h1", first + 1), std::string::npos) << fixture.name;
    EXPECT_EQ(html.find("<script"), std::string::npos) << fixture.name;
    EXPECT_EQ(html.find(" style="), std::string::npos) << fixture.name;
  }
}

TEST(Fixtures, NumbersTooSmallToShowAreNowhereInThePage) {
  for (const Fixture& fixture : fixtures()) {
    if (fixture.name != "public-numbers") continue;
    EXPECT_NE(fixture.html.find("not shown, to protect people"), std::string::npos);
    EXPECT_NE(fixture.html.find("fewer than 8 people"), std::string::npos);
    EXPECT_EQ(fixture.html.find(">3<"), std::string::npos);
    EXPECT_EQ(fixture.html.find(">412<"), std::string::npos);
  }
}

TEST(Fixtures, AreWrittenWhereTheBrowserTestsAskForThem) {
  const char* out = std::getenv("HEED_FIXTURES_OUT");
  if (out == nullptr) GTEST_SKIP() << "HEED_FIXTURES_OUT is not set";
  std::filesystem::create_directories(out);
  for (const Fixture& fixture : fixtures()) {
    std::ofstream file(std::filesystem::path(out) / (fixture.name + ".html"), std::ios::binary);
    file << fixture.html;
    ASSERT_TRUE(file.good()) << fixture.name;
  }
}

}  // namespace
}  // namespace heed::pages
