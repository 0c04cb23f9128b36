// The questions as people will meet them: on a phone and on paper, before anybody else does.
#include "web/staff/inside/asking.h"

namespace heed::web::staff {
namespace {

using questions::Question;

std::string language_asked(const Request& request, const Asking& asking) {
  for (const std::string& each : asking.asked.languages)
    if (each == request.asked("lang")) return each;
  return "en";
}

Html preview_languages(const Asking& asking, std::string_view path, const std::string& now) {
  std::vector<Html> links;
  for (const std::string& each : asking.asked.languages)
    if (each != now)
      links.push_back(
          el("li",
             el("a", {{"href", Href(path, {{"lang", each}})}, {"lang", each}, {"hreflang", each}},
                questions::language_name(each))));
  if (links.empty()) return {};
  return el("nav", {{"class", "heed-languages"}, {"aria-label", tr("Other languages")}},
            el("ul", {{"class", "nhsuk-list"}}, links));
}

Html in_language_block(const std::string& language, std::string_view classes, const Html& body) {
  return el("div",
            {{"class", classes},
             {"lang", language},
             {"dir", questions::is_right_to_left(language) ? "rtl" : "ltr"}},
            body);
}

Result<Reply> preview_questions(Services& services, const Request& request, const Match& match) {
  const Asking asking = TRY(asking_of(services, request, match));
  if (asking.version == 0) return see_other(path_of(asking.activity.id, "questions"));
  const std::string language = language_asked(request, asking);
  const Words& words = Words::for_language(language);
  Html list;
  std::size_t n = 0;
  for (const questions::Section& section : asking.asked.sections) {
    const std::string title(questions::in_language(section.title, language));
    if (!title.empty()) list += heading(2, title);
    const std::string intro(questions::in_language(section.intro, language));
    if (!intro.empty()) list += inset_text(typed_text(intro));
    for (const Question& question : section.questions) {
      ++n;
      const Question said = questions::said_in(question, language);
      if (question.show_if.test != questions::Condition::Test::always)
        list += el("p", {{"class", "nhsuk-hint"}, {"lang", "en"}, {"dir", "ltr"}},
                   condition_words(asking.asked, question.show_if));
      std::string hint_words(questions::in_language(said.help, "en"));
      if (!question.required)
        hint_words += (hint_words.empty() ? "" : " ") +
                      std::string(pages::tr(words, "You can skip this question."));
      list += questions::asker_of(question).box(
          said, {.name = "q" + std::to_string(n), .heading = false, .hint = std::move(hint_words)},
          words);
    }
  }
  const std::string path = path_of(asking.activity.id, "questions/preview");
  return show_in(
      services, request, asking.activity, Tab::questions,
      {.heading = tr("As people will see it"),
       .section = Section::plan,
       .body = join(
           paragraph(tr("About {n} minutes. People see one question at a time, as narrow as this "
                        "on a phone. Nothing that you choose here is kept.",
                        {{"n", said_number(questions::reading_minutes(asking.asked, language))}})),
           preview_languages(asking, path, language),
           in_language_block(language, "heed-phone", list))});
}

Result<Reply> questions_on_paper(Services& services, const Request& request, const Match& match) {
  const Asking asking = TRY(asking_of(services, request, match));
  if (asking.version == 0) return see_other(path_of(asking.activity.id, "questions"));
  const std::string language = language_asked(request, asking);
  const Words& words = Words::for_language(language);
  const bool large = !request.asked("large").empty();
  const auto& d = asking.activity.details;
  const std::string link_shown = services.public_origin + "/a/" + asking.activity.id.text();
  Html body = join(
      typed_text(d.purpose),
      paragraph(pages::tr(words,
                          "You can skip any question. Use more paper if you need it, and write the "
                          "form’s code on it.")),
      paragraph(pages::tr(words, "Or answer at {link}", {{"link", link_shown}})),
      el("p", pages::tr(words, "Code of this form:"), " ",
         el("strong", {{"class", "heed-code"}},
            asking.activity.id.text().substr(0, 8) + "-" + std::to_string(asking.version))));
  if (!d.contact.empty())
    body += paragraph(
        pages::tr(words, "Help, and where to send it: {contact}", {{"contact", d.contact}}));
  std::size_t n = 0;
  for (const questions::Section& section : asking.asked.sections) {
    const std::string title(questions::in_language(section.title, language));
    if (!title.empty()) body += heading(2, title);
    const std::string intro(questions::in_language(section.intro, language));
    if (!intro.empty()) body += typed_text(intro);
    for (const Question& question : section.questions) {
      ++n;
      const Question said = questions::said_in(question, language);
      const std::string help(questions::in_language(said.help, "en"));
      Html one = heading(
          3, std::to_string(n) + ". " + std::string(questions::in_language(said.text, "en")));
      // On paper nothing hides by itself, so the form says when to answer.
      if (question.show_if.test != questions::Condition::Test::always)
        one += paragraph(pages::tr(words, "Only if an earlier answer led you here."));
      if (!help.empty()) one += paragraph(help);
      one += questions::asker_of(question).paper(said, words);
      body += el("div", {{"class", "heed-paper-question"}}, one);
    }
  }
  return show(services, request,
              {.title = tr("Paper form") + " – " + d.title,
               .heading = d.title,
               .section = Section::plan,
               .body = in_language_block(
                   language, large ? "heed-paper heed-paper--large" : "heed-paper", body)});
}

}  // namespace

Routes question_preview_routes(Services& services) {
  return {
      {Method::get, "/staff/activities/{activity}/questions/preview", Who::signed_in,
       Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return preview_questions(services, request, match);
       }},
      {Method::get, "/staff/activities/{activity}/questions/paper", Who::signed_in, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return questions_on_paper(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
