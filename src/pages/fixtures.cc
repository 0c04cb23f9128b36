#include "pages/fixtures.h"

#include "pages/components.h"

namespace heed::pages {

namespace {

constexpr const char* kPartnership = "Fenmere and Tarn Valley Health and Care Partnership";

Page visitor(std::string heading, Html body) {
  return {.title = heading,
          .heading = heading,
          .section = Section::have_your_say,
          .partnership = kPartnership,
          .body = std::move(body)};
}

Page staff(std::string heading, Section section, Html body) {
  return {
      .title = heading,
      .heading = heading,
      .area = Area::staff,
      .section = section,
      .partnership = kPartnership,
      .signed_in_name = "Priya Raman",
      .csrf = "token",
      .breadcrumb = {{"Today", Href("/staff")}, {"Stroke rehabilitation beds", Href("/staff/1")}},
      .body = std::move(body)};
}

Html open_activity() {
  return card({.heading = "Getting a GP appointment",
               .href = Href("/getting-a-gp-appointment"),
               .body = join(paragraph("Tell us how you book, what works and what does not. Nothing "
                                      "has been decided."),
                            paragraph("Closes on 5 December 2026. Online, on paper or by phone.")),
               .tag = tag("Engagement")});
}

Html front_page() {
  return join(
      el("p", {{"class", "nhsuk-lede-text"}},
         "Health and care where you live is changing. Say what matters to you, and see what was "
         "done with what you said."),
      form({.action = Href("/near"),
            .body = join(input({.name = "postcode",
                                .label = "Find what’s near you (optional)",
                                .hint = "Your postcode, for example FM4 7PQ",
                                .autocomplete = "postal-code",
                                .width = 10}),
                         button({.text = "Find", .look = Look::secondary})),
            .get = true}),
      heading(2, "Open now", Size::l), open_activity(),
      card({.heading = "Young people’s mental health",
            .href = Href("/young-people"),
            .body =
                join(paragraph("A plan made with young people. Help us choose what comes first."),
                     paragraph("Closes on 19 December 2026.")),
            .tag = tag("Formal consultation", Colour::purple)}),
      action_link(Href("/something-else"), "Tell us something else"),
      paragraph("Or ring us on 01632 960 018, Monday to Friday, 9am to 5pm."));
}

Html said_and_did() {
  return join(
      el("p", {{"class", "nhsuk-lede-text"}},
         "The beds stay at Tarn Valley, and a shuttle bus runs in the evening."),
      heading(2, "You said"),
      quote({.words = "The last bus goes at 4.40. My wife is on the ward "
                      "until 8.",
             .source = "A letter, 4 May 2026"}),
      heading(2, "We did"), paragraph("An evening shuttle has been running since 3 March 2027."),
      heading(2, "We didn’t, because"),
      paragraph("We could not keep a second site open: there are not enough therapists for two."),
      details({.summary = "Technical proof",
               .body = paragraph("Entry 4,192 of the public record. You can check it yourself.")}));
}

Html question(std::string error) {
  const bool wrong = !error.empty();
  return form(
      {.action = Href("/answer"),
       .body = join(
           radios({.name = "book",
                   .legend = "How did you last try to get an appointment?",
                   .hint = "You can skip this question.",
                   .error = error,
                   .options = {{.value = "phone", .label = "By phone"},
                               {.value = "online",
                                .label = "Online or in the app",
                                .hint = "For example the practice’s website"},
                               {.value = "desk", .label = "At the desk", .chosen = !wrong},
                               {.value = "other", .label = "I did not try", .or_before = true}},
                   .heading = true}),
           button_group({button({.text = "Continue"}), button({.text = "Save and come back",
                                                               .look = Look::secondary,
                                                               .name = "save",
                                                               .value = "1"})}))});
}

Html controls(const std::string& error) {
  return form(
      {.action = Href("/controls"),
       .body = join(
           input({.name = "name",
                  .label = "Your name",
                  .hint = "As you would like to be called",
                  .error = error,
                  .value = "Amina \"Mina\" O'Hara",
                  .autocomplete = "name"}),
           input({.name = "cost",
                  .label = "What did it cost?",
                  .error = error,
                  .width = 5,
                  .prefix = "£",
                  .suffix = "a week"}),
           textarea({.name = "story",
                     .label = "Tell us what happened",
                     .error = error,
                     .value = "\nTwo lines,\nand <tags> too.",
                     .chars_max = 10000}),
           checkboxes({.name = "heard",
                       .legend = "Where did you hear about this?",
                       .hint = "Choose all that apply.",
                       .error = error,
                       .options = {{.value = "gp", .label = "At my GP practice", .chosen = true},
                                   {.value = "bus", .label = "On a bus"},
                                   {.value = "else",
                                    .label = "Somewhere else",
                                    .more = input({.name = "where", .label = "Where?"})}}}),
           radios({.name = "age",
                   .legend = "Are you over 18?",
                   .error = error,
                   .options = {{.value = "yes", .label = "Yes"}, {.value = "no", .label = "No"}},
                   .inline_options = true,
                   .small = true}),
           select({.name = "area",
                   .label = "Area",
                   .error = error,
                   .options = {{.value = "", .label = "Choose an area"},
                               {.value = "f", .label = "Fenmere", .chosen = true}}}),
           date({.name = "seen",
                 .label = "When were you seen?",
                 .hint = "For example 27 3 2026",
                 .error = error,
                 .three_boxes = true,
                 .day = "27",
                 .month = "3"}),
           date({.name = "closes",
                 .label = "Closing date",
                 .hint = "For example 5 December 2026",
                 .error = error}),
           file_upload({.name = "sheet",
                        .label = "Spreadsheet",
                        .hint = "Excel or CSV",
                        .error = error,
                        .accept = ".xlsx,.csv"}),
           fieldset({.legend = "Where to send it",
                     .body = input({.name = "email",
                                    .label = "Email address",
                                    .type = "email",
                                    .autocomplete = "email",
                                    .spellcheck = false})}),
           button({.text = "Continue"})),
       .csrf = "token",
       .multipart = true});
}

Html today() {
  return join(
      figures({{.value = "1,247",
                .label = "answers to Getting a GP appointment",
                .href = Href("/staff/1")},
               {.value = "6 of 9", .label = "themes answered"},
               {.value = "9 days", .label = "late with one promise"}}),
      button_group({link_button({.text = "Bring in responses", .href = Href("/staff/imports")}),
                    link_button({.text = "Plan something",
                                 .href = Href("/staff/plan/new"),
                                 .look = Look::secondary}),
                    link_button({.text = "Add a letter, call or event",
                                 .href = Href("/staff/add"),
                                 .look = Look::secondary})}),
      heading(2, "Needs you", Size::m),
      table({.caption = "Needs you",
             .columns = {{.heading = "What"},
                         {.heading = "Where it stands"},
                         {.heading = "Waiting", .numeric = true}},
             .rows = {{link(Href("/staff/2"), "Working Better Together"),
                       tag("Promise late", Colour::red), text("9 days")},
                      {link(Href("/staff/3"), "Getting a GP appointment"),
                       tag("Being read", Colour::yellow), text("43 answers")},
                      {link(Href("/staff/4"), "Stroke rehabilitation beds"),
                       tag("Decided", Colour::green), text("1 theme")}},
             .caption_hidden = true}),
      card_group({card({.heading = "Young people’s mental health",
                        .href = Href("/staff/5"),
                        .body = paragraph("Open until 19 December. No one under 18 yet.")}),
                  card({.heading = "Leg-ulcer clinics",
                        .href = Href("/staff/6"),
                        .body = paragraph("Draft. Healthwatch asked about this in March."),
                        .tag = tag("Draft", Colour::grey)})}));
}

Html themes() {
  return join(
      sub_navigation("Stroke rehabilitation beds",
                     {{.text = "Overview", .href = Href("/staff/1")},
                      {.text = "Questions", .href = Href("/staff/1/questions")},
                      {.text = "Responses", .href = Href("/staff/1/responses")},
                      {.text = "Themes", .href = Href("/staff/1/themes"), .current = true},
                      {.text = "Public page", .href = Href("/staff/1/public")}}),
      bars({.title = "What people talked about",
            .label_heading = "Theme",
            .value_heading = "Answers",
            .bars = {{.label = "Getting there and back", .value = "412", .width = 1.0},
                     {.label = "Beds close to home", .value = "305", .width = 305.0 / 412},
                     {.label = "Therapists at weekends", .value = "96", .width = 96.0 / 412},
                     {.label = "Parking", .value = "8", .width = 8.0 / 412}}}),
      quote({.words = "The last bus goes at 4.40.", .source = "A letter, 4 May 2026"}),
      quote(
          {.words = "آخر حافلة تغادر الساعة ٤:٤٠.", .source = "Online, 6 May 2026", .lang = "ar"}),
      pagination({.page = 2, .pages = 14, .path = "/staff/1/themes?theme=4"}));
}

Html who_was_heard() {
  const disclosure::Disclosed areas = disclosure::disclose(disclosure::Table::list(
      {"Fenmere", "Tarn Valley", "Saltby", "Outlying villages"}, {412, 238, 57, 3}));
  const disclosure::Disclosed crossed = disclosure::disclose(disclosure::Table::crossed(
      {"Fenmere", "Tarn Valley", "Saltby"}, {"Under 25", "25 to 64", "65 and over"},
      {40, 200, 172, 31, 90, 117, 22, 30, 41}));
  const disclosure::Disclosed few =
      disclosure::disclose(disclosure::Table::list({"Yes", "No"}, {3, 2}));
  return join(bars({.title = "Where people live",
                    .label_heading = "Area",
                    .value_heading = "People",
                    .counts = areas}),
              table({.title = "Area by age",
                     .label_heading = "Area",
                     .value_heading = "People",
                     .counts = crossed}),
              bars({.title = "People who used a sign-language interpreter",
                    .label_heading = "Answer",
                    .value_heading = "People",
                    .counts = few}));
}

Html check_answers(const Words& words) {
  return join(
      summary_list({{.key = "How did you last try?",
                     .value = text("At the desk"),
                     .change = Href("/answer/1")},
                    {.key = "What happened?",
                     .value = typed_text("I waited.\nThen I went home."),
                     .change = Href("/answer/2")},
                    {.key = "Your area", .value = text("Fenmere")}},
                   words),
      form({.action = Href("/send"), .body = button({.text = std::string(tr(words, "Send"))})}));
}

Html messages() {
  return join(
      inset_text(paragraph("You can answer for somebody else. Say so on the next page.")),
      warning_callout({.heading = "Do not tell us about an emergency here",
                       .body = paragraph("If somebody is in danger, ring 999.")}),
      bullets({text("The beds may move to one site."), text("Visiting times may change."),
               link(Href("https://example.org/report"), "The report behind this")}),
      numbered({text("We read every answer."), text("The board decides in May.")}),
      el("p", tag("Blue"), " ", tag("Grey", Colour::grey), " ", tag("Green", Colour::green), " ",
         tag("Aqua", Colour::aqua), " ", tag("Purple", Colour::purple), " ",
         tag("Pink", Colour::pink), " ", tag("Red", Colour::red), " ",
         tag("Orange", Colour::orange), " ", tag("Yellow", Colour::yellow), " ",
         tag("White", Colour::white)),
      details({.summary = "What “formal consultation” means",
               .body = paragraph("The law says we must ask before we decide."),
               .open = true}),
      button_group({button({.text = "Remove", .look = Look::warning, .described_by = "Tom Hale"}),
                    button({.text = "Reword", .look = Look::small})}));
}

}  // namespace

std::vector<Fixture> fixtures() {
  std::vector<Fixture> all;
  const auto add = [&](std::string name, const Page& shown) {
    all.push_back({std::move(name), page(shown)});
  };

  Page front = visitor("Have your say", front_page());
  front.switch_language = Href("/?lang=cy");
  front.switch_to = "cy";
  add("front-page", front);

  Page happened = visitor("Stroke rehabilitation beds", said_and_did());
  happened.caption = "What happened";
  happened.section = Section::what_happened;
  happened.breadcrumb = {{"What happened", Href("/what-happened")}};
  add("what-happened", happened);

  Page asked = visitor("", question(""));
  asked.title = "How did you last try to get an appointment?";
  asked.back = Href("/answer");
  add("question", asked);

  Page wrong = visitor("", question("Choose how you tried, or choose “I did not try”"));
  wrong.title = asked.title;
  wrong.back = Href("/answer");
  wrong.has_error = true;
  wrong.banner = error_summary({{"book", "Choose how you tried, or choose “I did not try”"}});
  add("question-error", wrong);

  Page checked = visitor("Check your answers", check_answers(Words::english()));
  checked.back = Href("/answer/3");
  add("check-answers", checked);

  Page sent =
      visitor("", join(panel({.heading = "We have your answers",
                              .body = join("Your reference", el("br"), el("strong", "FM-4K7P-2"))}),
                       heading(2, "What happens next"),
                       paragraph("We will publish what people said by 12 May 2027.")));
  sent.title = "We have your answers";
  add("panel", sent);

  add("controls", visitor("Every control", controls("")));
  Page errors = visitor("Every control", controls("Say something here"));
  errors.has_error = true;
  errors.banner = error_summary({{"name", "Say something here"},
                                 {"seen-day", "Enter the year you were seen"},
                                 {"", "Nothing was sent"}});
  add("controls-errors", errors);
  add("messages", visitor("Messages", messages()));
  add("public-numbers", visitor("Who we heard from", who_was_heard()));

  Page home = staff("Today", Section::today, today());
  home.breadcrumb.clear();
  home.banner = notification_banner({.heading = "412 answers were brought in.",
                                     .body = paragraph("3 rows had no date and were left out."),
                                     .success = true});
  add("today", home);
  add("themes", staff("Themes and our response", Section::said, themes()));

  for (const char* language : {"cy", "ar"}) {
    const Words& words = Words::for_language(language);
    const std::string skip(tr(words, "You can skip this question."));
    const Html more = form(
        {.action = Href("/answer"),
         .body = join(
             textarea(
                 {.name = "more", .label = skip, .hint = skip, .error = skip, .chars_max = 10000},
                 words),
             radios({.name = "one",
                     .legend = skip,
                     .options = {{.value = "1", .label = skip, .hint = skip, .chosen = true},
                                 {.value = "2", .label = skip, .or_before = true}}},
                    words),
             checkboxes({.name = "many",
                         .legend = skip,
                         .options = {{.value = "1", .label = skip, .chosen = true}}},
                        words),
             details({.summary = skip, .body = paragraph(skip)}),
             button_group({button({.text = std::string(tr(words, "Continue"))}),
                           button({.text = std::string(tr(words, "Save and come back")),
                                   .look = Look::secondary})}))});
    Page other = visitor(
        std::string(tr(words, "Check your answers")),
        join(check_answers(words), more, pagination({.page = 2, .pages = 3, .path = "/x"}, words)));
    other.language = language;
    other.back = Href("/answer/3");
    other.has_error = true;
    other.banner = error_summary({{"more", skip}}, words);
    other.switch_language = Href("/?lang=en");
    other.switch_to = "en";
    add(std::string("check-answers-") + language, other);
  }
  return all;
}

}  // namespace heed::pages
