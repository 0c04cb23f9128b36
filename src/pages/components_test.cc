#include "pages/components.h"

#include <gtest/gtest.h>

namespace heed::pages {
namespace {

bool has(const Html& html, std::string_view part) {
  return html.str().find(part) != std::string::npos;
}

TEST(Components, WhatSomebodyTypedIsNeverMarkup) {
  const std::string typed = "<img src=x onerror=alert(1)>\"'";
  const std::vector<Html> all = {
      input({.name = "a", .label = typed, .hint = typed, .error = typed, .value = typed}),
      textarea({.name = "b", .label = typed, .value = "</textarea>" + typed}),
      radios({.name = "c", .legend = typed, .options = {{.value = typed, .label = typed}}}),
      select({.name = "d", .label = typed, .options = {{.value = typed, .label = typed}}}),
      quote({.words = typed, .source = typed}),
      summary_list({{.key = typed, .value = typed_text(typed), .change = Href(typed)}}),
      error_summary({{typed, typed}}),
      card({.heading = typed, .href = Href("javascript:alert(1)")}),
      bars({.title = typed, .bars = {{.label = typed, .value = typed, .width = 1}}}),
      pagination({.page = 1, .pages = 2, .path = "/x?" + percent_encoded(typed)})};
  for (const Html& html : all) {
    EXPECT_FALSE(has(html, "<img")) << html.str();
    EXPECT_FALSE(has(html, "x onerror=alert(1)>\"")) << html.str();
    EXPECT_FALSE(has(html, "javascript:")) << html.str();
  }
  EXPECT_EQ(all[1].str().find("</textarea>"), all[1].str().rfind("</textarea>"));
}

TEST(Components, AControlIsDescribedByItsHintAndItsError) {
  const Html html = input({.name = "age", .label = "Age", .hint = "In years", .error = "Say it"});
  EXPECT_TRUE(has(html, "aria-describedby=\"age-hint age-error\"")) << html.str();
  EXPECT_TRUE(has(html, "id=\"age-error\"")) << html.str();
  EXPECT_FALSE(has(input({.name = "age", .label = "Age"}), "aria-describedby"));
}

TEST(Components, ABlankFirstLineOfAnAnswerIsKept) {
  EXPECT_TRUE(has(textarea({.name = "a", .label = "A", .value = "\nsecond"}), ">\n\nsecond<"));
}

TEST(Components, AFormCarriesItsTokenAndAPublicOneHasNone) {
  EXPECT_TRUE(has(form({.action = Href("/x"), .csrf = "t0k"}),
                  "<input type=\"hidden\" name=\"csrf\" value=\"t0k\">"));
  EXPECT_FALSE(has(form({.action = Href("/x")}), "csrf"));
}

TEST(Components, NoMistakesAreNoSummaryAndOnePageIsNoPagination) {
  EXPECT_TRUE(error_summary({}).empty());
  EXPECT_TRUE(pagination({.page = 1, .pages = 1, .path = "/x"}).empty());
}

TEST(PublicBars, AHiddenNumberDrawsNothing) {
  const disclosure::Disclosed counts =
      disclosure::disclose(disclosure::Table::list({"Many", "Few"}, {400, 3}));
  const Html html =
      bars({.title = "T", .label_heading = "L", .value_heading = "V", .counts = counts});
  EXPECT_TRUE(has(html, "not shown, to protect people")) << html.str();
  EXPECT_TRUE(has(html, "class=\"heed-bar__fill\" width=\"0\"")) << html.str();
  EXPECT_TRUE(has(html, "class=\"heed-bar__fill\" width=\"1000\"")) << html.str();
}

TEST(PublicBars, TooFewPeopleIsSaidOnceAndNothingIsDrawn) {
  const disclosure::Disclosed counts =
      disclosure::disclose(disclosure::Table::list({"Yes", "No"}, {4, 0}));
  const Html html = bars({.title = "T", .counts = counts});
  EXPECT_TRUE(has(html, "T: fewer than 8 people")) << html.str();
  EXPECT_FALSE(has(html, "<svg")) << html.str();
  EXPECT_FALSE(has(html, "Yes")) << html.str();
}

TEST(Page, SignsOutWithTheTokenAndOnlyWhenSomebodyIsSignedIn) {
  Page shown{.title = "T", .area = Area::staff, .signed_in_name = "Jo", .csrf = "t0k"};
  EXPECT_NE(page(shown).find("name=\"csrf\" value=\"t0k\""), std::string::npos);
  shown.signed_in_name.clear();
  EXPECT_EQ(page(shown).find("/sign-out"), std::string::npos);
}

TEST(Page, SaysItsLanguageAndWhichWayItRuns) {
  EXPECT_NE(page({.title = "T", .language = "ar"}).find("<html lang=\"ar\" dir=\"rtl\">"),
            std::string::npos);
  EXPECT_NE(page({.title = "T"}).find("<html lang=\"en\" dir=\"ltr\">"), std::string::npos);
}

TEST(Page, TellsOfAnErrorBeforeTheTitle) {
  EXPECT_NE(page({.title = "T", .has_error = true}).find("<title>Error: T – Heed</title>"),
            std::string::npos);
}

}  // namespace
}  // namespace heed::pages
