#include "pages/html.h"

#include <gtest/gtest.h>

namespace heed::pages {
namespace {

TEST(Html, TextIsEscapedWhereverItStands) {
  const std::string said = "<b onclick=\"x\">Tom & Jo's</b>";
  EXPECT_EQ(el("p", {{"title", said}}, said).str(),
            "<p title=\"&lt;b onclick=&quot;x&quot;&gt;Tom &amp; Jo&#39;s&lt;/b&gt;\">"
            "&lt;b onclick=&quot;x&quot;&gt;Tom &amp; Jo&#39;s&lt;/b&gt;</p>");
}

TEST(Html, ElementsNestAndVoidOnesDoNotClose) {
  const std::vector<Html> items = {el("li", 1), el("li", std::string_view("2"))};
  EXPECT_EQ(el("div", el("ul", items), el("br"), std::optional<Html>()).str(),
            "<div><ul><li>1</li><li>2</li></ul><br></div>");
}

TEST(Html, AttributesMayBeBareOrLeftOut) {
  EXPECT_EQ(el("input", {{"required", true},
                         {"disabled", false},
                         {"name", "a"},
                         {"value", std::optional<std::string>()}})
                .str(),
            "<input required name=\"a\">");
}

TEST(Html, AttributesOutliveTheTextTheyWereMadeFrom) {
  Attrs attrs;
  {
    const std::string passing(100, 'x');
    attrs.add({"id", passing});
  }
  EXPECT_EQ(el("p", attrs).str(), "<p id=\"" + std::string(100, 'x') + "\"></p>");
}

TEST(Href, KeepsPathsOfThisSiteAndThreeSchemes) {
  for (const char* good : {"/", "/a/b?c=d#e", "#main", "?page=2", "next", "HTTPS://example.org/x",
                           "mailto:a@example.org", "tel:+441632960000", "/a:b", "?a=b:c"})
    EXPECT_EQ(Href(good).str(), good);
}

TEST(Href, TurnsEverythingElseIntoANumberSign) {
  for (const char* bad : {"", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)",
                          " javascript:alert(1)", "\x01javascript:alert(1)", "data:text/html,x",
                          "vbscript:x", "//evil.example", "/\\evil.example", "\\\\evil.example",
                          "http://example.org", "https:evil", "/a b", "blob:x"})
    EXPECT_EQ(Href(bad).str(), "#") << bad;
}

TEST(Href, EncodesWhatGoesIntoAQuery) {
  EXPECT_EQ(Href("/near", {{"postcode", "FM1 2&x=é"}, {"p", "2"}}).str(),
            "/near?postcode=FM1%202%26x%3D%C3%A9&p=2");
}

TEST(ScriptFile, ComesFromTheAssetsFolderOnly) {
  EXPECT_EQ(script_file("places.js").str(),
            "<script type=\"module\" src=\"/assets/places.js\"></script>");
  EXPECT_DEATH(script_file("../x.js\" "), "broken promise");
  EXPECT_DEATH(script_file("//evil.example/x.js"), "broken promise");
}

}  // namespace
}  // namespace heed::pages
