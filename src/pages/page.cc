#include "pages/components.h"

namespace heed::pages {

namespace {

Html brand(const Page& page) {
  const bool staff = page.area == Area::staff;
  Html name = el("span", {{"class", "heed-brand__name"}}, "Heed");
  if (!page.partnership.empty())
    name += el("span", {{"class", "heed-brand__partnership"}}, page.partnership);
  return el("div", {{"class", "nhsuk-header__service"}},
            el("a", {{"class", "heed-brand"}, {"href", Href(staff ? "/staff" : "/")}}, name));
}

Html account(const Page& page, const Words& words) {
  if (page.signed_in_name.empty()) return {};
  const Html sign_out = el(
      "form",
      {{"class", "nhsuk-header__account-form"}, {"action", Href("/sign-out")}, {"method", "post"}},
      hidden_input("csrf", page.csrf),
      el("button", {{"class", "nhsuk-header__account-button"}, {"type", "submit"}},
         tr(words, "Sign out")));
  return el("nav", {{"class", "nhsuk-header__account"}, {"aria-label", tr(words, "Account")}},
            el("ul", {{"class", "nhsuk-header__account-list"}},
               el("li", {{"class", "nhsuk-header__account-item"}}, page.signed_in_name),
               el("li", {{"class", "nhsuk-header__account-item"}}, sign_out)));
}

Html menu(const Page& page, const Words& words) {
  std::vector<Html> items;
  for (const NavLink& each : navigation(page.area, words)) {
    const bool current = each.section == page.section;
    Attrs attrs{{"class", "nhsuk-header__navigation-link"}, {"href", Href(each.path)}};
    attrs.add_if(current, {"aria-current", "true"});
    // The design system's `strong`: who overrides our colours still sees which one is current.
    const Html words_of_link =
        current
            ? el("strong", {{"class", "nhsuk-header__navigation-item-current-fallback"}}, each.text)
            : text(each.text);
    items.push_back(el("li",
                       {{"class", current ? "nhsuk-header__navigation-item "
                                            "nhsuk-header__navigation-item--current"
                                          : "nhsuk-header__navigation-item"}},
                       el("a", attrs, words_of_link)));
  }
  return el("nav", {{"class", "nhsuk-header__navigation"}, {"aria-label", tr(words, "Menu")}},
            el("div", {{"class", "nhsuk-header__navigation-container nhsuk-width-container"}},
               el("ul", {{"class", "nhsuk-header__navigation-list"}}, items)));
}

Html header(const Page& page, const Words& words) {
  return el("header", {{"class", "nhsuk-header heed-header"}},
            el("div", {{"class", "nhsuk-header__container nhsuk-width-container"}}, brand(page),
               account(page, words)),
            menu(page, words));
}

Html way_back(const Page& page, const Words& words) {
  if (page.back)
    return el("nav", {{"aria-label", tr(words, "Back")}},
              el("a", {{"class", "nhsuk-back-link"}, {"href", *page.back}}, tr(words, "Back")));
  if (page.breadcrumb.empty()) return {};
  std::vector<Html> crumbs;
  for (const Crumb& crumb : page.breadcrumb) {
    crumbs.push_back(
        el("li", {{"class", "nhsuk-breadcrumb__list-item"}},
           el("a", {{"class", "nhsuk-breadcrumb__link"}, {"href", crumb.href}}, crumb.text)));
  }
  const Crumb& last = page.breadcrumb.back();
  const Html narrow =
      el("a", {{"class", "nhsuk-back-link"}, {"href", last.href}},
         el("span", {{"class", "nhsuk-u-visually-hidden"}}, tr(words, "Back to"), " "), last.text);
  return el("nav", {{"class", "nhsuk-breadcrumb"}, {"aria-label", tr(words, "Breadcrumb")}},
            el("ol", {{"class", "nhsuk-breadcrumb__list"}}, crumbs), narrow);
}

Html language_switch(const Page& page, const Words& words) {
  if (!page.switch_language) return {};
  const Words& other = Words::for_language(page.switch_to);
  return el("nav", {{"class", "heed-language"}, {"aria-label", tr(words, "Language")}},
            el("a",
               {{"href", *page.switch_language},
                {"lang", other.language()},
                {"hreflang", other.language()},
                {"dir", other.right_to_left() ? "rtl" : "ltr"}},
               other.own_name()));
}

Html main_part(const Page& page) {
  Html top = page.banner;
  if (!page.heading.empty()) {
    Html words;
    if (!page.caption.empty())
      words += el("span", {{"class", "nhsuk-caption-l"}}, page.caption,
                  el("span", {{"class", "nhsuk-u-visually-hidden"}}, " – "));
    words += text(page.heading);
    const char* size = page.area == Area::staff ? "nhsuk-heading-l" : "nhsuk-heading-xl";
    top += el("h1", {{"class", size}}, words);
  }
  return el("main", {{"class", "nhsuk-main-wrapper"}, {"id", "maincontent"}, {"tabindex", "-1"}},
            top, page.body);
}

Html footer_link(std::string_view path, std::string_view words) {
  return el("li", {{"class", "nhsuk-footer__list-item"}},
            el("a", {{"class", "nhsuk-footer__list-item-link"}, {"href", Href(path)}}, words));
}

Html footer(const Page& page, const Words& words) {
  const Html whose =
      page.partnership.empty() ? Html() : el("p", {{"class", "nhsuk-body-s"}}, page.partnership);
  return el("footer", {{"class", "nhsuk-footer"}},
            el("div", {{"class", "nhsuk-width-container"}},
               el("div", {{"class", "nhsuk-footer__meta"}},
                  el("h2", {{"class", "nhsuk-u-visually-hidden"}}, tr(words, "About this site")),
                  el("ul", {{"class", "nhsuk-footer__list"}},
                     footer_link("/contact", tr(words, "Contact us")),
                     footer_link("/accessibility", tr(words, "Accessibility statement")),
                     footer_link("/privacy", tr(words, "Privacy"))),
                  whose)));
}

Html head(const Page& page, const Words& words) {
  std::string title =
      page.has_error ? tr(words, "Error: {title}", {{"title", page.title}}) : page.title;
  title += " – Heed";
  if (!page.partnership.empty()) title += " – " + page.partnership;
  std::vector<Html> scripts;
  for (const std::string& name : page.scripts) scripts.push_back(script_file(name));
  return el(
      "head", el("meta", {{"charset", "utf-8"}}), el("title", title),
      el("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
      el("link", {{"rel", "stylesheet"}, {"href", Href("/assets/heed.css")}}),
      el("link",
         {{"rel", "icon"}, {"href", Href("/assets/heed-icon.svg")}, {"type", "image/svg+xml"}}),
      scripts);
}

}  // namespace

std::vector<NavLink> navigation(Area area, const Words& words) {
  switch (area) {
    case Area::visitor:
      return {{Section::have_your_say, tr(words, "Have your say"), "/"},
              {Section::what_happened, tr(words, "What happened"), "/what-happened"},
              {Section::follow, tr(words, "Follow your feedback"), "/follow"}};
    case Area::staff:
      return {{Section::today, tr(words, "Today"), "/staff"},
              {Section::plan, tr(words, "Plan"), "/staff/plan"},
              {Section::said, tr(words, "What people said"), "/staff/said"},
              {Section::response, tr(words, "Our response"), "/staff/response"},
              {Section::actions, tr(words, "Actions and promises"), "/staff/actions"},
              {Section::reports, tr(words, "Reports"), "/staff/reports"},
              {Section::people, tr(words, "People and groups"), "/staff/people"}};
  }
  CHECK(false);
}

std::string page(const Page& page) {
  const Words& words = Words::for_language(page.language);
  const Html skip = el("a", {{"class", "nhsuk-skip-link"}, {"href", Href("#maincontent")}},
                       tr(words, "Skip to main content"));
  const Html body =
      el("body", {{"class", page.area == Area::staff ? "heed-staff" : "heed-visitor"}}, skip,
         header(page, words),
         el("div", {{"class", "nhsuk-width-container heed-page"}}, language_switch(page, words),
            way_back(page, words), main_part(page)),
         footer(page, words));
  return document(words.language(), words.right_to_left(), head(page, words), body).str();
}

}  // namespace heed::pages
