#include "pages/components.h"

namespace heed::pages {

namespace {

enum class Way { back, on };

// Drawn here rather than fetched: three lines are smaller than a request.
Html arrow(Way way) {
  const char* path = way == Way::on ? "M5 12h13M12 6l6 6-6 6" : "M19 12H6M12 6l-6 6 6 6";
  return el("svg",
            {{"class", "heed-arrow"},
             {"viewBox", "0 0 24 24"},
             {"width", "24"},
             {"height", "24"},
             {"focusable", "false"},
             {"aria-hidden", "true"}},
            el("path", {{"d", path},
                        {"fill", "none"},
                        {"stroke", "currentColor"},
                        {"stroke-width", "2.5"},
                        {"stroke-linecap", "round"},
                        {"stroke-linejoin", "round"}}));
}

std::string look_of(Look look) {
  switch (look) {
    case Look::primary:
      return "nhsuk-button";
    case Look::secondary:
      return "nhsuk-button nhsuk-button--secondary";
    case Look::reverse:
      return "nhsuk-button nhsuk-button--reverse";
    case Look::warning:
      return "nhsuk-button nhsuk-button--warning";
    case Look::small:
      return "nhsuk-button nhsuk-button--secondary nhsuk-button--small";
  }
  CHECK(false);
}

// A heading whose level is only known when running.
Html heading_at(int level, const Attrs& attrs, const Html& words) {
  switch (level) {
    case 1:
      return el("h1", attrs, words);
    case 2:
      return el("h2", attrs, words);
    case 3:
      return el("h3", attrs, words);
    default:
      return el("h4", attrs, words);
  }
}

}  // namespace

Html link(const Href& to, std::string_view words) { return el("a", {{"href", to}}, words); }

Html paragraph(std::string_view words) { return el("p", words); }

Html typed_text(std::string_view words) {
  return el("div", {{"class", "nhsuk-body heed-typed"}, {"dir", "auto"}}, words);
}

Html heading(int level, std::string_view words, Size size, std::string_view id) {
  static constexpr const char* kSizes[] = {"nhsuk-heading-s", "nhsuk-heading-m", "nhsuk-heading-l",
                                           "nhsuk-heading-xl"};
  Attrs attrs{{"class", kSizes[static_cast<int>(size)]}};
  attrs.add_if(!id.empty(), {"id", id});
  return heading_at(level, attrs, text(words));
}

Html bullets(const std::vector<Html>& items) {
  std::vector<Html> lines;
  for (const Html& item : items) lines.push_back(el("li", item));
  return el("ul", {{"class", "nhsuk-list nhsuk-list--bullet"}}, lines);
}

Html numbered(const std::vector<Html>& items) {
  std::vector<Html> lines;
  for (const Html& item : items) lines.push_back(el("li", item));
  return el("ol", {{"class", "nhsuk-list nhsuk-list--number"}}, lines);
}

Html hidden_text(std::string_view words) {
  return el("span", {{"class", "nhsuk-u-visually-hidden"}}, words);
}

Html button(const Button& button) {
  Attrs attrs{{"class", look_of(button.look)}, {"type", "submit"}};
  attrs.add_if(!button.name.empty(), {"name", button.name});
  attrs.add_if(!button.name.empty(), {"value", button.value});
  attrs.add_if(button.prevent_double, {"data-prevent-double-click", "true"});
  if (button.form_action) attrs.add({"formaction", *button.form_action});
  return el("button", attrs, button.text,
            button.described_by.empty() ? Html() : hidden_text(" " + button.described_by));
}

Html link_button(const LinkButton& button) {
  return el("a", {{"class", look_of(button.look)}, {"href", button.href}, {"draggable", "false"}},
            button.text);
}

Html button_group(const std::vector<Html>& buttons) {
  return el("div", {{"class", "nhsuk-button-group"}}, buttons);
}

Html details(const Details& details) {
  Attrs attrs{{"class", "nhsuk-details"}};
  attrs.add_if(!details.id.empty(), {"id", details.id});
  attrs.add_if(details.open, {"open", true});
  return el("details", attrs,
            el("summary", {{"class", "nhsuk-details__summary"}},
               el("span", {{"class", "nhsuk-details__summary-text"}}, details.summary)),
            el("div", {{"class", "nhsuk-details__text"}}, details.body));
}

Html inset_text(const Html& body) { return el("div", {{"class", "nhsuk-inset-text"}}, body); }

Html warning_callout(const WarningCallout& callout, const Words& words) {
  const std::string said =
      callout.heading.empty() ? std::string(tr(words, "Important")) : callout.heading;
  return el(
      "div", {{"class", "nhsuk-card nhsuk-card--warning"}},
      el("div", {{"class", "nhsuk-card__content"}},
         heading_at(callout.level, {{"class", "nhsuk-card__heading"}}, text(said)), callout.body));
}

Html tag(std::string_view words, Colour colour) {
  static constexpr const char* kColours[] = {
      "nhsuk-tag nhsuk-tag--blue",       "nhsuk-tag nhsuk-tag--white",
      "nhsuk-tag nhsuk-tag--grey",       "nhsuk-tag nhsuk-tag--green",
      "nhsuk-tag nhsuk-tag--aqua-green", "nhsuk-tag nhsuk-tag--purple",
      "nhsuk-tag nhsuk-tag--pink",       "nhsuk-tag nhsuk-tag--red",
      "nhsuk-tag nhsuk-tag--orange",     "nhsuk-tag nhsuk-tag--yellow"};
  return el("strong", {{"class", kColours[static_cast<int>(colour)]}}, words);
}

Html summary_list(const std::vector<SummaryRow>& rows, const Words& words) {
  std::vector<Html> lines;
  for (const SummaryRow& row : rows) {
    Html line = el("dt", {{"class", "nhsuk-summary-list__key"}},
                   words.right_to_left() ? el("bdi", row.key) : text(row.key));
    line += el("dd", {{"class", "nhsuk-summary-list__value"}}, row.value);
    if (row.change) {
      const std::string change =
          row.change_words.empty() ? std::string(tr(words, "Change")) : row.change_words;
      line += el("dd", {{"class", "nhsuk-summary-list__actions"}},
                 el("a", {{"class", "nhsuk-link"}, {"href", *row.change}}, change,
                    hidden_text(" " + row.key)));
    }
    lines.push_back(el("div",
                       {{"class", row.change ? "nhsuk-summary-list__row"
                                             : "nhsuk-summary-list__row "
                                               "nhsuk-summary-list__row--no-actions"}},
                       line));
  }
  return el("dl", {{"class", "nhsuk-summary-list"}}, lines);
}

Html pagination(const Pagination& pagination, const Words& words) {
  if (pagination.pages <= 1) return {};
  const auto to = [&](std::uint64_t page) {
    return Href(pagination.path, {{"page", std::to_string(page)}});
  };
  Html back;
  if (pagination.page > 1)
    back = el("a",
              {{"class", "nhsuk-pagination__previous"},
               {"href", to(pagination.page - 1)},
               {"rel", "prev"}},
              arrow(Way::back),
              el("span", {{"class", "nhsuk-pagination__title"}}, tr(words, "Previous page")));
  Html on;
  if (pagination.page < pagination.pages)
    on = el(
        "a",
        {{"class", "nhsuk-pagination__next"}, {"href", to(pagination.page + 1)}, {"rel", "next"}},
        el("span", {{"class", "nhsuk-pagination__title"}}, tr(words, "Next page")), arrow(Way::on));
  return el("nav",
            {{"class", "nhsuk-pagination heed-pagination"},
             {"aria-label", tr(words, "Pages of this list")}},
            back,
            el("p", {{"class", "heed-pagination__where"}},
               tr(words, "Page {page} of {pages}",
                  {{"page", number(words, pagination.page)},
                   {"pages", number(words, pagination.pages)}})),
            on);
}

Html card(const Card& card) {
  const Html words =
      card.href ? el("a", {{"class", "nhsuk-card__link"}, {"href", *card.href}}, card.heading)
                : text(card.heading);
  return el("div", {{"class", card.href ? "nhsuk-card nhsuk-card--clickable" : "nhsuk-card"}},
            el("div", {{"class", "nhsuk-card__content"}}, card.tag,
               heading_at(card.level, {{"class", "nhsuk-card__heading nhsuk-heading-m"}}, words),
               card.body));
}

Html card_group(const std::vector<Html>& cards) {
  std::vector<Html> items;
  for (const Html& each : cards) items.push_back(el("li", {{"class", "heed-cards__item"}}, each));
  return el("ul", {{"class", "heed-cards"}}, items);
}

Html notification_banner(const NotificationBanner& banner, const Words& words) {
  // One on a page, so its id can be fixed.
  const char* id = "heed-banner-title";
  return el(
      "div",
      {{"class", banner.success ? "nhsuk-notification-banner nhsuk-notification-banner--success"
                                : "nhsuk-notification-banner"},
       {"role", banner.success ? "alert" : "region"},
       {"aria-labelledby", id}},
      el("div", {{"class", "nhsuk-notification-banner__header"}},
         el("h2", {{"class", "nhsuk-notification-banner__title"}, {"id", id}},
            banner.success ? tr(words, "Success") : tr(words, "Important"))),
      el("div", {{"class", "nhsuk-notification-banner__content"}},
         el("p", {{"class", "nhsuk-notification-banner__heading"}}, banner.heading), banner.body));
}

Html panel(const Panel& panel) {
  return el("div", {{"class", "nhsuk-panel"}},
            el("h1", {{"class", "nhsuk-panel__heading"}}, panel.heading),
            el("div", {{"class", "nhsuk-panel__body"}}, panel.body));
}

Html action_link(const Href& to, std::string_view words) {
  return el("a", {{"class", "heed-action-link"}, {"href", to}},
            el("span", {{"class", "heed-action-link__circle"}}, arrow(Way::on)),
            el("span", {{"class", "heed-action-link__text"}}, words));
}

Html quote(const Quote& quote) {
  Attrs attrs{{"class", "heed-quote__words"}};
  attrs.add_if(!quote.lang.empty(), {"lang", quote.lang});
  // The whole figure follows the words, so the line beside them stands where they start.
  return el(
      "figure", {{"class", "heed-quote"}, {"dir", "auto"}}, el("blockquote", attrs, quote.words),
      quote.source.empty() ? Html()
                           : el("figcaption", {{"class", "heed-quote__source"}}, quote.source));
}

Html figures(const std::vector<Figure>& figures) {
  std::vector<Html> items;
  for (const Figure& figure : figures) {
    Html said = el("strong", {{"class", "heed-figure__value"}}, figure.value);
    said += el("span", {{"class", "heed-figure__label"}}, figure.label);
    items.push_back(el("li", {{"class", "heed-figure"}},
                       figure.href
                           ? el("a", {{"class", "heed-figure__link"}, {"href", *figure.href}}, said)
                           : said));
  }
  return el("ul", {{"class", "heed-figures"}}, items);
}

Html sub_navigation(std::string_view label, const std::vector<SubNavLink>& links) {
  std::vector<Html> items;
  for (const SubNavLink& each : links) {
    Attrs attrs{{"class", "heed-subnav__link"}, {"href", each.href}};
    attrs.add_if(each.current, {"aria-current", "page"});
    items.push_back(el("li", {{"class", "heed-subnav__item"}}, el("a", attrs, each.text)));
  }
  return el("nav", {{"class", "heed-subnav"}, {"aria-label", label}},
            el("ul", {{"class", "heed-subnav__list"}}, items));
}

}  // namespace heed::pages
