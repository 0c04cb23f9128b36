// Components: the NHS design system's parts, and the whole page around them, as functions that
// take a plain struct and give Html. Names are the design system's.
//
//   const Html body = join(input({.name = "postcode", .label = "Postcode", .width = 10}),
//                          button({.text = "Continue"}));
//   return page({.title = "Your postcode", .heading = "Where do you live?",
//                .body = form({.action = Href("/near"), .body = body})});
//
// A control's id is its name unless told otherwise; its hint is `<id>-hint` and its error
// `<id>-error`. Everything works without script.
//
// Threads: pure.
// Does not: know any screen, or say more than the few words a component always says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "disclosure/disclosed.h"
#include "pages/html.h"
#include "pages/words.h"

namespace heed::pages {

// --- The page -------------------------------------------------------------------------------
enum class Area { visitor, staff };  // Which navigation, and how wide.
enum class Section {
  none,
  // Public pages.
  have_your_say,
  what_happened,
  follow,
  // Staff pages.
  today,
  plan,
  said,
  response,
  actions,
  reports,
  people,
};

struct Crumb {
  std::string text;
  Href href;
};

struct Page {
  std::string title;         // In the tab, before the service's name.
  std::string heading = {};  // The h1; leave it out when a label or legend is the h1.
  std::string caption = {};  // A smaller line above the heading.
  Area area = Area::visitor;
  Section section = Section::none;  // Marked in the navigation.
  std::string_view language = "en";
  std::string partnership = {};        // Beside the service's name.
  std::string signed_in_name = {};     // Empty: nobody.
  std::string csrf = {};               // Of the person signed in, for "Sign out".
  std::vector<Crumb> breadcrumb = {};  // From the top, without this page.
  std::optional<Href> back = {};       // A "Back" link instead of a breadcrumb.
  Html banner = {};                    // Notification or error summary, above the heading.
  Html body = {};
  std::vector<std::string> scripts = {};     // Names in the assets folder. They may only add.
  std::optional<Href> switch_language = {};  // Same page in another language: its address, …
  std::string_view switch_to = "";           // … and which.
  bool has_error = false;                    // Puts "Error: " before the title.
};

std::string page(const Page& page);

struct NavLink {
  Section section;
  std::string_view text;
  std::string_view path;
};
// Where each section's link goes: app checks that every one of these is a route.
std::vector<NavLink> navigation(Area area, const Words& words);

// --- Text -----------------------------------------------------------------------------------
Html link(const Href& to, std::string_view words);
Html paragraph(std::string_view words);
// Text as someone typed it, its paragraphs and line breaks kept.
Html typed_text(std::string_view words);
enum class Size { s, m, l, xl };
Html heading(int level, std::string_view words, Size size = Size::m, std::string_view id = "");
Html bullets(const std::vector<Html>& items);
Html numbered(const std::vector<Html>& items);
Html hidden_text(std::string_view words);  // For screen readers only.

// --- Forms ----------------------------------------------------------------------------------
struct Form {
  Href action{"#"};
  Html body = {};
  std::string csrf = {};   // Written as the hidden field "csrf". Leave out for the public.
  bool get = false;        // A search; otherwise POST.
  bool multipart = false;  // It has a file.
  std::string id = {};
};
Html form(const Form& form);
Html hidden_input(std::string_view name, std::string_view value);

enum class Look { primary, secondary, reverse, warning, small };
struct Button {
  std::string text;
  Look look = Look::primary;
  std::string name = {};  // With `value`, tells the handler which button was pressed.
  std::string value = {};
  bool prevent_double = false;
  std::string described_by = {};         // Hidden words after the text: "Remove <Tom Hale>".
  std::optional<Href> form_action = {};  // Sends the form elsewhere.
};
Html button(const Button& button);
struct LinkButton {
  std::string text;
  Href href;
  Look look = Look::primary;
};
Html link_button(const LinkButton& button);
// Buttons side by side.
Html button_group(const std::vector<Html>& buttons);

struct Input {
  std::string name;
  std::string label;
  std::string hint = {};
  std::string error = {};
  std::string value = {};
  std::string id = {};  // The name when empty.
  std::string type = "text";
  std::string autocomplete = {};
  std::string inputmode = {};
  int width = 0;         // In characters: 2, 3, 4, 5, 10, 20, 30; 0 is the column's.
  bool heading = false;  // The label is the page's h1.
  std::string prefix = {};
  std::string suffix = {};
  bool spellcheck = true;
  bool required = false;  // Says so to assistive technology; the server decides.
  bool dir_auto = false;  // Somebody may write in a script that runs the other way.
};
Html input(const Input& input, const Words& words = Words::english());

struct Textarea {
  std::string name;
  std::string label;
  std::string hint = {};
  std::string error = {};
  std::string value = {};
  std::string id = {};
  int rows = 8;
  int chars_max = 0;  // Said in words under the box when given.
  bool heading = false;
  std::string lang = {};  // When the answer is expected in another language.
};
Html textarea(const Textarea& textarea, const Words& words = Words::english());

struct Option {
  std::string value;
  std::string label;
  std::string hint = {};
  bool chosen = false;
  Html more = {};          // Shown under this option, always: without script nothing hides.
  bool or_before = false;  // The word "or" above it.
  std::string group = {};  // A heading above it, where a long list has parts.
};
struct Radios {
  std::string name;
  std::string legend;
  std::string hint = {};
  std::string error = {};
  std::vector<Option> options = {};
  bool heading = false;  // The legend is the page's h1.
  bool inline_options = false;
  bool small = false;
  std::string id = {};
};
Html radios(const Radios& radios, const Words& words = Words::english());
using Checkboxes = Radios;
Html checkboxes(const Checkboxes& checkboxes, const Words& words = Words::english());

struct Select {
  std::string name;
  std::string label;
  std::string hint = {};
  std::string error = {};
  std::vector<Option> options = {};
  bool heading = false;
  std::string id = {};
};
Html select(const Select& select, const Words& words = Words::english());

// One box for a date as people write it, or three.
struct Date {
  std::string name;  // Three boxes are `<name>-day`, `<name>-month`, `<name>-year`.
  std::string label;
  std::string hint = {};
  std::string error = {};
  bool three_boxes = false;
  std::string value = {};  // One box.
  std::string day = {};
  std::string month = {};
  std::string year = {};
  bool heading = false;
};
Html date(const Date& date, const Words& words = Words::english());

struct FileUpload {
  std::string name;
  std::string label;
  std::string hint = {};
  std::string error = {};
  std::string accept = {};  // ".xlsx,.csv"
  bool multiple = false;
  bool heading = false;
  std::string id = {};
};
Html file_upload(const FileUpload& upload, const Words& words = Words::english());

struct Fieldset {
  std::string legend;
  Size size = Size::m;
  bool heading = false;
  Html body = {};
  std::string described_by = {};
  bool is_wrong = false;  // Its error message is in `body`: it stands out as any wrong field does.
};
Html fieldset(const Fieldset& fieldset);

Html hint(std::string_view id, std::string_view words);
Html error_message(std::string_view id, std::string_view message,
                   const Words& words = Words::english());

struct Mistake {
  std::string field_id;  // Where the link goes: a control's id. Empty: no link.
  std::string message = {};
  std::optional<Href> href = {};  // Where the link goes instead: another page.
};
// Nothing when there are none, so a page can always ask for it.
Html error_summary(const std::vector<Mistake>& mistakes, const Words& words = Words::english());

// --- Showing --------------------------------------------------------------------------------
struct Details {
  std::string summary;
  Html body = {};
  bool open = false;
  std::string id = {};
};
Html details(const Details& details);
Html inset_text(const Html& body);
struct WarningCallout {
  std::string heading;
  Html body = {};
  int level = 2;
};
Html warning_callout(const WarningCallout& callout, const Words& words = Words::english());

enum class Colour { blue, white, grey, green, aqua, purple, pink, red, orange, yellow };
Html tag(std::string_view words, Colour colour = Colour::blue);

struct Column {
  std::string heading;
  bool numeric = false;
};
struct Table {
  std::string caption;  // Always: it is the table's name.
  std::vector<Column> columns = {};
  std::vector<std::vector<Html>> rows = {};  // One Html for each column.
  bool first_is_header = true;               // The first cell names its row.
  bool caption_hidden = false;               // A heading above already says it.
  std::string when_empty = {};               // Said instead of an empty table.
};
// Columns stack on a narrow screen.
Html table(const Table& table);

struct SummaryRow {
  std::string key;
  Html value;
  std::optional<Href> change = {};  // A "Change" link, named for screen readers by the key.
  std::string change_words = {};    // Instead of "Change".
};
Html summary_list(const std::vector<SummaryRow>& rows, const Words& words = Words::english());

struct Pagination {
  std::uint64_t page = 1;  // From 1.
  std::uint64_t pages = 1;
  std::string path;  // "/staff/said?theme=4": `page=` is added to it.
};
// Nothing when there is only one page.
Html pagination(const Pagination& pagination, const Words& words = Words::english());

struct Card {
  std::string heading;
  std::optional<Href> href = {};  // The heading is a link, and the card can be clicked.
  Html body = {};
  int level = 2;
  std::optional<Html> tag = {};  // Beside the heading.
};
Html card(const Card& card);
// Cards side by side where there is room.
Html card_group(const std::vector<Html>& cards);

struct NotificationBanner {
  std::string heading;  // One sentence.
  Html body = {};
  bool success = false;
};
Html notification_banner(const NotificationBanner& banner, const Words& words = Words::english());

struct Panel {
  std::string heading;  // The page's h1.
  Html body = {};
};
Html panel(const Panel& panel);

Html action_link(const Href& to, std::string_view words);

// What someone said, with where it came from ("A letter, 4 May"). Words kept as typed.
struct Quote {
  std::string words;
  std::string source = {};
  std::string lang = {};  // When it is not the page's language.
};
Html quote(const Quote& quote);

// A figure with its name under it: "1,204" "of 1,247 answers read".
struct Figure {
  std::string value;
  std::string label;
  std::optional<Href> href = {};
};
Html figures(const std::vector<Figure>& figures);

// Which tab of an activity: links, not script.
struct SubNavLink {
  std::string text;
  Href href;
  bool current = false;
};
Html sub_navigation(std::string_view label, const std::vector<SubNavLink>& links);

// --- Bars -----------------------------------------------------------------------------------
// Horizontal bars drawn on the server, with the same numbers in a table behind. For numbers that
// staff may see; public numbers have an overload of their own that takes only what disclosure let
// through.
struct Bar {
  std::string label;
  std::string value;  // As said: "1,204" or "fewer than 8 people".
  double width = 0;   // Of the longest, 0 to 1. Nothing drawn for 0.
};
struct Bars {
  std::string title;               // Names the picture and the table.
  std::string label_heading = {};  // "Area"
  std::string value_heading = {};  // "Answers"
  std::vector<Bar> bars = {};
};
Html bars(const Bars& bars, const Words& words = Words::english());

// For the public: one bar for each row of a plain list, and only what disclosure let through.
struct PublicBars {
  std::string title;
  std::string label_heading = {};
  std::string value_heading = {};
  const disclosure::Disclosed& counts;
};
Html bars(const PublicBars& bars, const Words& words = Words::english());
// A table of what disclosure let through, with its totals.
Html table(const PublicBars& counts, const Words& words = Words::english());

}  // namespace heed::pages
