// Answering: one question a page, kept as it goes. Which comes next depends on what was answered.
#include "base/text.h"
#include "platform/clock.h"
#include "questions/reading.h"
#include "web/site/inside/answering.h"

namespace heed::web::site {
namespace {

using namespace pages;
using questions::Question;

// A page's worth of answer: a photo, and the fields around it.
constexpr Limit kAnswerLimit{limits::kAnswerFileBytes + limits::kFormBytes};

struct Shown {
  std::string kept;
  std::string error;
  std::string code;
  const questions::Answers* answers = nullptr;
};

const questions::Section& section_of(const Place& place, const Question& question) {
  for (const questions::Section& section : place.asked.sections)
    for (const Question& each : section.questions)
      if (&each == &question) return section;
  return place.asked.sections.front();
}

bool is_about_you(const questions::Section& section) {
  return std::ranges::all_of(section.questions, [](const Question& question) {
    return questions::asker_of(question).kept_apart;
  });
}

// Where in the form this is, and what its section says first.
Html before_question(const Place& place, const Question& question, const Shown& shown,
                     const Words& words) {
  const questions::Section& section = section_of(place, question);
  const auto asked = questions::questions_shown(
      place.asked, shown.answers == nullptr ? questions::Answers{} : *shown.answers);
  const auto at = std::ranges::find(asked, &question);
  const std::string title(questions::in_language(section.title, place.language));
  Html body =
      el("p", {{"class", "nhsuk-caption-l"}}, title.empty() ? place.activity.details.title : title);
  if (at != asked.end())
    body += el(
        "p", {{"class", "nhsuk-hint"}},
        tr(words, "Question {n} of {all}",
           {{"n", std::to_string(at - asked.begin() + 1)}, {"all", std::to_string(asked.size())}}));
  const bool first =
      at != asked.end() && (at == asked.begin() || &section_of(place, **(at - 1)) != &section);
  const std::string intro(questions::in_language(section.intro, place.language));
  if (first && !intro.empty()) body += inset_text(typed_text(intro));
  if (first && is_about_you(section))
    body += paragraph(tr(words,
                         "These questions are about you. They show whom we have heard from. They "
                         "are kept apart from your other answers, and you can skip any or all."));
  return body;
}

Html buttons_of(const Place& place, const Question& question, const Request& request,
                const Words& words) {
  std::vector<Html> buttons = {button({.text = std::string(tr(words, "Continue"))})};
  if (is_about_you(section_of(place, question)))
    buttons.push_back(button({.text = std::string(tr(words, "Skip the questions about me")),
                              .look = Look::secondary,
                              .name = "then",
                              .value = "skip-about"}));
  buttons.push_back(button({.text = std::string(tr(words, "Save and come back")),
                            .look = Look::secondary,
                            .name = "then",
                            .value = "save"}));
  Html all = button_group(buttons);
  // Buttons, not links: what stands in the boxes is kept before the language changes.
  std::vector<Html> languages;
  for (const std::string& each : place.asked.languages)
    if (each != place.language)
      languages.push_back(el("button",
                             {{"class", "nhsuk-button nhsuk-button--secondary nhsuk-button--small"},
                              {"type", "submit"},
                              {"name", "lang_to"},
                              {"value", each},
                              {"lang", each},
                              {"dir", questions::is_right_to_left(each) ? "rtl" : "ltr"}},
                             questions::language_name(each)));
  if (!languages.empty())
    all += el("div",
              {{"class", "heed-languages"},
               {"role", "group"},
               {"aria-label", tr(words, "Other languages")}},
              languages);
  const std::string from(request.has_field("from") ? request.field("from") : request.asked("from"));
  if (from == "check") all += hidden_input("from", "check");
  return all;
}

Reply question_page(const Services& services, const Request& request, const Place& place,
                    std::size_t n, const Shown& shown, int status = 200) {
  const Words& words = words_of(request);
  const Question& question = *place.questions[n - 1];
  const Question said = questions::said_in(question, place.language);
  const questions::Asker& kind = questions::asker_of(question);
  std::string hint(questions::in_language(said.help, "en"));
  if (!question.required)
    hint += (hint.empty() ? "" : " ") + std::string(tr(words, "You can skip this question."));
  std::vector<Mistake> mistakes;
  if (!shown.error.empty()) mistakes.push_back({"answer" + std::string(kind.first), shown.error});
  // What nobody has translated is in English: read out, and laid out, as that.
  const std::string language = question.text.contains(place.language) ? place.language : "en";
  const Html box = marked_as(
      language, words,
      kind.box(said, {.kept = shown.kept, .error = shown.error, .hint = std::move(hint)}, words));
  Html body = in_its_language(place, words, before_question(place, question, shown, words));
  body += form({.action = Href(question_path(place.activity.id, n)),
                .body = join(hidden_input("kind", kind.name), box,
                             buttons_of(place, question, request, words)),
                .multipart = kind.multipart});
  if (!shown.code.empty())
    body += paragraph(tr(words, "Your code to come back with: {code}", {{"code", shown.code}}));
  const std::size_t before =
      shown.answers == nullptr ? n - 1 : shown_before(place, *shown.answers, n);
  const std::string back =
      before > 0 ? question_path(place.activity.id, before) : path_of(place.activity);
  return show(services, request,
              {.title = std::string(questions::in_language(question.text, place.language)),
               .section = pages::Section::have_your_say,
               .back = Href(back),
               .banner = error_summary(mistakes, words),
               .body = body,
               .has_error = !mistakes.empty()},
              status);
}

Result<Reply> start(Services& services, const Request& request, const Match& match) {
  const auto place = TRY(place_of(services, request, match));
  if (!plan::takes_answers(place->activity, services.clock.now()))
    return see_other(path_of(place->activity));
  const std::size_t first = std::max<std::size_t>(1, shown_after(*place, {}, 0));
  // Pressing Start twice, or coming back to it, goes on with what there is.
  if (draft_of(services, request, *place))
    return see_other(question_path(place->activity.id, first));
  const listen::Started started =
      TRY(services.drafts.start(scope_of(services), place->activity.id));
  Reply reply = see_other(question_path(place->activity.id, first));
  reply.cookies.push_back({draft_cookie(place->activity.id), started.token, kDraftCookieS});
  return reply;
}

Result<Reply> show_question(Services& services, const Request& request, const Match& match) {
  const auto place = TRY(place_of(services, request, match));
  const std::size_t n = TRY(question_number(*place, match));
  const auto draft = draft_of(services, request, *place);
  if (draft.failed_with(ErrorKind::not_found)) return see_other(path_of(place->activity));
  if (!draft) return Error(draft.error());
  // One that these answers do not lead to: the next that they do.
  if (shown_after(*place, draft->answers, n - 1) != n) {
    const std::size_t next = shown_after(*place, draft->answers, n);
    return see_other(next > 0 ? question_path(place->activity.id, next)
                              : path_of(place->activity) + "/check");
  }
  const std::string_view kept = questions::answer_to(draft->answers, place->questions[n - 1]->id);
  return question_page(services, request, *place, n,
                       {std::string(kept), "", draft->code, &draft->answers});
}

// After the last question about people, or to checking when there is nothing after them.
std::size_t after_about(const Place& place, const questions::Answers& answers, std::size_t n) {
  std::size_t next = shown_after(place, answers, n);
  while (next > 0 && questions::asker_of(*place.questions[next - 1]).kept_apart)
    next = shown_after(place, answers, next);
  return next;
}

Result<Reply> keep_answer(Services& services, const Request& request, const Match& match) {
  const Words& words = words_of(request);
  const auto place = TRY(place_of(services, request, match));
  const std::size_t n = TRY(question_number(*place, match));
  const Question& question = *place->questions[n - 1];
  auto draft = draft_of(services, request, *place);
  if (!draft && !draft.failed_with(ErrorKind::not_found)) return Error(draft.error());
  const std::string before(draft ? questions::answer_to(draft->answers, question.id) : "");
  const std::string kept = kept_from(services, request, question, before);
  if (!draft)
    return question_page(services, request, *place, n,
                         {kept,
                          std::string(tr(words,
                                         "We have lost your place, so this is not kept yet. "
                                         "Copy your words, then go back and press Start.")),
                          ""},
                         409);
  const bool skips =
      request.field("then") == "skip-about" && !questions::is_answered(question, kept);
  const auto problems = questions::check_answer(question, kept, &words);
  if (!problems.empty() && !skips)
    return question_page(services, request, *place, n,
                         {kept, problems.front().message_key, draft->code, &draft->answers}, 422);
  std::erase_if(draft->answers, [&](const auto& answer) { return answer.first == question.id; });
  if (questions::is_answered(question, kept)) draft->answers.emplace_back(question.id, kept);
  if (!questions::fits(draft->answers))
    return question_page(
        services, request, *place, n,
        {before, std::string(tr(words, "Your answers are too large together. Take a file out.")),
         draft->code, &draft->answers},
        422);
  const auto saved = services.drafts.save(scope_of(services), *draft);
  // With their reference is how to change them.
  if (saved.failed_with(ErrorKind::conflict)) return sent_to(place->activity.id, draft->press_key);
  if (!saved)
    return question_page(
        services, request, *place, n,
        {kept, std::string(tr(words, "Not kept yet. Your answer is still here. Try again.")),
         draft->code, &draft->answers},
        503);
  if (const std::string_view to = request.field("lang_to"); questions::is_language(to))
    return see_other(question_path(place->activity.id, n) + "?lang=" + std::string(to));
  const std::string check = path_of(place->activity) + "/check";
  if (request.field("then") == "save") return see_other(path_of(place->activity) + "/saved");
  if (request.field("from") == "check") return see_other(check);
  const std::size_t next = request.field("then") == "skip-about"
                               ? after_about(*place, draft->answers, n)
                               : shown_after(*place, draft->answers, n);
  return see_other(next > 0 ? question_path(place->activity.id, next) : check);
}

// The queue is full before anything was looked up: the words go straight back, whatever the kind
// of question. Only a file has to be chosen again.
Reply busy_answer(const Services& services, const Request& request) {
  const Words& words = words_of(request);
  const std::string error(tr(words, "Not kept yet. Your answer is still here. Try again."));
  const bool typed = request.field("kind").empty() || request.field("kind") == "long_text" ||
                     request.field("kind") == "short_text";
  Html fields;
  for (const auto& [name, value] : request.form) {
    if (typed && name == "answer")
      fields += textarea({.name = "answer",
                          .label = std::string(tr(words, "Your answer")),
                          .error = error,
                          .value = value,
                          .heading = true},
                         words);
    else
      fields += hidden_input(name, value);
  }
  if (!typed)
    fields = join(el("h1", {{"class", "nhsuk-heading-l"}}, tr(words, "Not kept yet")),
                  paragraph(error), fields);
  Reply reply =
      show(services, request,
           {.title = std::string(tr(words, "Not kept yet")),
            .banner = typed ? error_summary({{"answer", error}}, words) : Html(),
            .body = form({.action = Href(request.path),
                          .body = join(fields, button({.text = std::string(tr(words,
                                                                              "Try "
                                                                              "again"))}))}),
            .has_error = true},
           503);
  reply.headers.emplace_back("Retry-After", "5");
  return reply;
}

}  // namespace

Routes answer_routes(Services& services) {
  Routes routes = {
      {Method::post, "/a/{activity}/start", Who::anyone, Limit::form, Safety::origin_only,
       [&services](const Request& request, const Match& match) {
         return start(services, request, match);
       }},
      {Method::get, "/a/{activity}/q/{number}", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return show_question(services, request, match);
       }},
      {Method::post, "/a/{activity}/q/{number}", Who::anyone, kAnswerLimit, Safety::origin_only,
       [&services](const Request& request, const Match& match) {
         return keep_answer(services, request, match);
       },
       Kept::no, [&services](const Request& request) { return busy_answer(services, request); }},
  };
  for (Routes more : {saved_routes(services), check_routes(services)})
    for (Route& route : more) routes.push_back(std::move(route));
  return routes;
}

}  // namespace heed::web::site
