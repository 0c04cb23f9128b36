// Answering: one question a page, kept as it goes; check answers; send; the reference.
#include "base/text.h"
#include "listen/drafts.h"
#include "listen/intake.h"
#include "platform/clock.h"
#include "questions/questionnaire.h"
#include "web/site/inside/site.h"

namespace heed::web::site {
namespace {

using namespace pages;
using plan::Activity;
using questions::Question;
using questions::Questionnaire;

constexpr std::int64_t kDraftCookieS = 30 * 24 * 3600;

// One cookie for each activity, so that two can be answered side by side.
std::string draft_cookie(ActivityId id) { return "heed_draft_" + id.text().substr(0, 12); }
std::string press_cookie(ActivityId id) { return "heed_press_" + id.text().substr(0, 12); }

struct Place {
  Activity activity;
  Questionnaire asked;
  std::vector<const Question*> questions;
};

Result<std::shared_ptr<Place>> place_of(Services& services, const Match& match) {
  auto place = std::make_shared<Place>();
  const auto id = TRY(match.id<ActivityId>("activity"));
  place->activity = TRY(services.activities.activity(scope_of(services), id));
  place->asked = TRY(services.activities.questionnaire(scope_of(services), id));
  place->questions = place->asked.questions();
  return place;
}

Result<std::size_t> question_number(const Place& place, const Match& match) {
  std::size_t n = 0;
  for (const char c : match["number"]) {
    if (c < '0' || c > '9' || n > 10'000) return fail(ErrorKind::not_found, "question number");
    n = n * 10 + static_cast<std::size_t>(c - '0');
  }
  if (n == 0 || n > place.questions.size()) return fail(ErrorKind::not_found, "question number");
  return n;
}

std::string question_path(ActivityId id, std::size_t n) {
  return fmt::format("/a/{}/q/{}", id.text(), n);
}

std::string answer_to(const listen::Draft& draft, QuestionId id) {
  for (const auto& [question, words] : draft.answers)
    if (question == id) return words;
  return "";
}

struct Shown {
  std::string typed;
  std::string error;
  std::string code;
};

Reply question_page(const Services& services, const Request& request, const Place& place,
                    std::size_t n, const Shown& shown, int status = 200) {
  const Words& words = words_of(request);
  const Question& question = *place.questions[n - 1];
  const std::string label(questions::in_language(question.text, words.language()));
  const std::string help(questions::in_language(question.help, words.language()));
  std::string hint = help;
  if (hint.empty() && !question.required) hint = tr(words, "You can skip this question.");
  std::vector<Mistake> mistakes;
  if (!shown.error.empty()) mistakes.push_back({"answer", shown.error});
  const Html box = textarea({.name = "answer",
                             .label = label,
                             .hint = hint,
                             .error = shown.error,
                             .value = shown.typed,
                             .rows = 8,
                             .heading = true},
                            words);
  const Html buttons = button_group({button({.text = std::string(tr(words, "Continue"))}),
                                     button({.text = std::string(tr(words, "Save and come back")),
                                             .look = Look::secondary,
                                             .name = "then",
                                             .value = "save"})});
  Html body = el("p", {{"class", "nhsuk-hint"}},
                 tr(words, "Question {n} of {all}",
                    {{"n", std::to_string(n)}, {"all", std::to_string(place.questions.size())}}));
  body += form({.action = Href(question_path(place.activity.id, n)), .body = join(box, buttons)});
  if (!shown.code.empty())
    body += paragraph(tr(words, "Your code to come back with: {code}", {{"code", shown.code}}));
  const std::string back =
      n > 1 ? question_path(place.activity.id, n - 1) : path_of(place.activity);
  return show(services, request,
              {.title = label,
               .caption = place.activity.details.title,
               .section = Section::have_your_say,
               .back = Href(back),
               .banner = error_summary(mistakes, words),
               .body = body,
               .has_error = !mistakes.empty()},
              status);
}

// The draft of this browser; without one people start at the start.
Result<listen::Draft> draft_of(Services& services, const Request& request, const Place& place) {
  const std::string_view token = request.cookie(draft_cookie(place.activity.id));
  listen::Draft draft = TRY(services.drafts.by_token(scope_of(services), token));
  if (draft.activity != place.activity.id) return fail(ErrorKind::not_found, "another activity's");
  return draft;
}

Result<Reply> start(Services& services, const Request& request, const Match& match) {
  const auto place = TRY(place_of(services, match));
  if (!plan::takes_answers(place->activity, services.clock.now()))
    return see_other(path_of(place->activity));
  // Pressing Start twice, or coming back to it, goes on with what there is.
  if (draft_of(services, request, *place)) return see_other(question_path(place->activity.id, 1));
  const listen::Started started =
      TRY(services.drafts.start(scope_of(services), place->activity.id));
  Reply reply = see_other(question_path(place->activity.id, 1));
  reply.cookies.push_back({draft_cookie(place->activity.id), started.token, kDraftCookieS});
  return reply;
}

Result<Reply> show_question(Services& services, const Request& request, const Match& match) {
  const auto place = TRY(place_of(services, match));
  const std::size_t n = TRY(question_number(*place, match));
  const auto draft = draft_of(services, request, *place);
  if (draft.failed_with(ErrorKind::not_found)) return see_other(path_of(place->activity));
  if (!draft) return Error(draft.error());
  return question_page(services, request, *place, n,
                       {answer_to(*draft, place->questions[n - 1]->id), "", draft->code});
}

Result<Reply> keep_answer(Services& services, const Request& request, const Match& match) {
  const Words& words = words_of(request);
  const auto place = TRY(place_of(services, match));
  const std::size_t n = TRY(question_number(*place, match));
  const Question& question = *place->questions[n - 1];
  const std::string typed(request.field("answer"));
  auto draft = draft_of(services, request, *place);
  if (draft.failed_with(ErrorKind::not_found))
    return question_page(services, request, *place, n,
                         {typed,
                          std::string(tr(words,
                                         "We have lost your place, so this is not kept yet. "
                                         "Copy your words, then go back and press Start.")),
                          ""},
                         409);
  if (!draft) return Error(draft.error());
  const auto problems = questions::check_answer(question, typed);
  if (!problems.empty())
    return question_page(services, request, *place, n,
                         {typed, problems.front().message_key, draft->code}, 422);
  std::erase_if(draft->answers, [&](const auto& answer) { return answer.first == question.id; });
  draft->answers.emplace_back(question.id, typed);
  const auto saved = services.drafts.save(scope_of(services), draft->token, draft->answers);
  if (!saved)
    return question_page(
        services, request, *place, n,
        {typed, std::string(tr(words, "Not kept yet. Your answer is still here. Try again.")),
         draft->code},
        503);
  if (request.field("then") == "save") return see_other(path_of(place->activity) + "/saved");
  return see_other(n == place->questions.size() ? path_of(place->activity) + "/check"
                                                : question_path(place->activity.id, n + 1));
}

// The queue is full before anything was looked up: the words go straight back.
Reply busy_answer(const Services& services, const Request& request) {
  const Words& words = words_of(request);
  const std::string error(tr(words, "Not kept yet. Your answer is still here. Try again."));
  Reply reply =
      show(services, request,
           {.title = std::string(tr(words, "Not kept yet")),
            .banner = error_summary({{"answer", error}}, words),
            .body = form({.action = Href(request.path),
                          .body = join(textarea({.name = "answer",
                                                 .label = std::string(tr(words, "Your answer")),
                                                 .error = error,
                                                 .value = std::string(request.field("answer")),
                                                 .heading = true},
                                                words),
                                       button({.text = std::string(tr(words, "Try again"))}))}),
            .has_error = true},
           503);
  reply.headers.emplace_back("Retry-After", "5");
  return reply;
}

Result<Reply> saved_page(Services& services, const Request& request, const Match& match) {
  const Words& words = words_of(request);
  const auto place = TRY(place_of(services, match));
  const auto draft = draft_of(services, request, *place);
  if (draft.failed_with(ErrorKind::not_found)) return see_other(path_of(place->activity));
  if (!draft) return Error(draft.error());
  const Html body = join(
      panel(
          {.heading = std::string(tr(words, "Your answers are saved")),
           .body = join(pages::text(tr(words, "Your code")), el("br"), el("strong", draft->code))}),
      paragraph(tr(words,
                   "Write this code down. With it you can come back from any phone or "
                   "computer until {date}. We do not need your e-mail.",
                   {{"date", show_date(draft->expires, services.zone)}})),
      paragraph(tr(words, "Anyone who has the code can read and send these answers.")),
      el("p", link(Href(question_path(place->activity.id, 1)), tr(words, "Go on now"))));
  return show(services, request,
              {.title = std::string(tr(words, "Your answers are saved")),
               .section = Section::have_your_say,
               .body = body});
}

// The page promises that the code lasts, so the code is written down first.
void show_saved(Services& services, const Request& request, const Match& match,
                const ReplyLater& later) {
  const auto id = match.id<ActivityId>("activity");
  if (!id) return later(Error(id.error()));
  auto asked = std::make_shared<std::pair<Request, Match>>(request, match);
  services.drafts.keep_code(scope_of(services), request.cookie(draft_cookie(*id)),
                            [&services, later, asked](const Result<>& kept) {
                              if (!kept && !kept.failed_with(ErrorKind::not_found))
                                return later(Error(kept.error()));
                              later(saved_page(services, asked->first, asked->second));
                            });
}

Reply come_back_page(const Services& services, const Request& request, const std::string& error,
                     int status) {
  const Words& words = words_of(request);
  std::vector<Mistake> mistakes;
  if (!error.empty()) mistakes.push_back({"code", error});
  const Html body =
      form({.action = Href("/come-back"),
            .body = join(input({.name = "code",
                                .label = std::string(tr(words, "Your code")),
                                .hint = std::string(tr(
                                    words, "Twelve letters and numbers, such as 7K4P-9DQ2-W0XY")),
                                .error = error,
                                .value = std::string(request.field("code")),
                                .width = 20,
                                .spellcheck = false},
                               words),
                         button({.text = std::string(tr(words, "Find my answers"))}))});
  return show(services, request,
              {.title = std::string(tr(words, "Come back to your answers")),
               .heading = std::string(tr(words, "Come back to your answers")),
               .section = Section::have_your_say,
               .back = Href("/"),
               .banner = error_summary(mistakes, words),
               .body = body,
               .has_error = !error.empty()},
              status);
}

Result<Reply> come_back(Services& services, Throttle& throttle, const Request& request) {
  if (!throttle.allows(request.peer, services.clock.now())) return too_many(services, request);
  const auto draft = services.drafts.by_code(scope_of(services), request.field("code"));
  if (draft.failed_with(ErrorKind::not_found))
    return come_back_page(services, request, draft.error().said, 404);
  if (!draft) return Error(draft.error());
  Reply reply = see_other(question_path(draft->activity, 1));
  reply.cookies.push_back({draft_cookie(draft->activity), draft->token, kDraftCookieS});
  return reply;
}

Reply check_page(const Services& services, const Request& request, const Place& place,
                 const listen::Draft& draft, const std::vector<Mistake>& mistakes, int status) {
  const Words& words = words_of(request);
  std::vector<SummaryRow> rows;
  for (std::size_t n = 1; n <= place.questions.size(); ++n) {
    const Question& question = *place.questions[n - 1];
    const std::string answer = answer_to(draft, question.id);
    rows.push_back(
        {std::string(questions::in_language(question.text, words.language())),
         trimmed(answer).empty() ? el("em", tr(words, "Not answered")) : typed_text(answer),
         Href(question_path(place.activity.id, n))});
  }
  const Html body = join(
      summary_list(rows, words),
      inset_text(
          join(paragraph(tr(words,
                            "Once sent, your words are read by the people running this and grouped "
                            "into themes. They are not shown in public without your agreement.")),
               paragraph(tr(words, "You will get a reference to follow what happens.")))),
      form({.action = Href(path_of(place.activity) + "/send"),
            .body = button({.text = std::string(tr(words, "Send")), .prevent_double = true})}));
  return show(services, request,
              {.title = std::string(tr(words, "Check your answers")),
               .heading = std::string(tr(words, "Check your answers")),
               .caption = place.activity.details.title,
               .section = Section::have_your_say,
               .back = Href(question_path(place.activity.id, place.questions.size())),
               .banner = error_summary(mistakes, words),
               .body = body,
               .has_error = !mistakes.empty()},
              status);
}

Result<Reply> show_check(Services& services, const Request& request, const Match& match) {
  const auto place = TRY(place_of(services, match));
  const auto draft = draft_of(services, request, *place);
  if (draft.failed_with(ErrorKind::not_found)) return see_other(path_of(place->activity));
  if (!draft) return Error(draft.error());
  return check_page(services, request, *place, *draft, {}, 200);
}

Reply sent_to(ActivityId id, PressKey press_key) {
  Reply reply = see_other("/a/" + id.text() + "/sent");
  reply.cookies.push_back({press_cookie(id), press_key.text(), 15 * 60});
  return reply;
}

std::vector<Mistake> said_of(const Error& error, const Words& words) {
  if (error.kind == ErrorKind::closed)
    return {
        {"", std::string(tr(
                 words, "This has closed, so your answers were not sent. They are still here."))}};
  return {{"", std::string(tr(words, "Not sent yet. Your answers are still here. Try again."))}};
}

void send(Services& services, const Request& request, const Match& match, const ReplyLater& later) {
  const auto begun = [&]() -> Result<Done> {
    const auto place = TRY(place_of(services, match));
    const auto draft = draft_of(services, request, *place);
    if (draft.failed_with(ErrorKind::not_found)) {
      // Sent already: the second of a double click, or a reload.
      const auto press = PressKey::parse(request.cookie(press_cookie(place->activity.id)));
      later(see_other(path_of(place->activity) + (press ? "/sent" : "")));
      return Done{};
    }
    if (!draft) return Error(draft.error());
    questions::Checked checked =
        questions::check_response(place->asked, draft->press_key, draft->answers);
    if (!checked.response) {
      std::vector<Mistake> mistakes;
      for (const Problem& problem : checked.problems) mistakes.push_back({"", problem.message_key});
      later(check_page(services, request, *place, *draft, mistakes, 422));
      return Done{};
    }
    auto shared = std::make_shared<listen::Draft>(*draft);
    auto asked_by = std::make_shared<Request>(request);
    const Result<> queued = services.intake.accept(
        scope_of(services), place->activity.id, *std::move(checked.response), "web",
        [&services, later, place, shared, asked_by](Result<listen::Receipt> receipt) {
          if (receipt) return later(sent_to(place->activity.id, shared->press_key));
          const bool closed = receipt.failed_with(ErrorKind::closed);
          Reply reply =
              check_page(services, *asked_by, *place, *shared,
                         said_of(receipt.error(), words_of(*asked_by)), closed ? 409 : 503);
          if (!closed) reply.headers.emplace_back("Retry-After", "5");
          later(std::move(reply));
        });
    if (queued) return Done{};
    Reply reply = check_page(services, request, *place, *draft,
                             said_of(queued.error(), words_of(request)), 503);
    reply.headers.emplace_back("Retry-After", "5");
    later(std::move(reply));
    return Done{};
  }();
  if (!begun) later(Error(begun.error()));
}

Reply busy_send(const Services& services, const Request& request) {
  const Words& words = words_of(request);
  Reply reply =
      show(services, request,
           {.title = std::string(tr(words, "Not sent yet")),
            .heading = std::string(tr(words, "Not sent yet")),
            .body = join(paragraph(tr(words, "Your answers are still here. Try again.")),
                         form({.action = Href(request.path),
                               .body = button({.text = std::string(tr(words, "Try again"))})}))},
           503);
  reply.headers.emplace_back("Retry-After", "5");
  return reply;
}

Result<Reply> sent_page(Services& services, const Request& request, const Match& match) {
  const Words& words = words_of(request);
  const auto id = TRY(match.id<ActivityId>("activity"));
  const Activity activity = TRY(services.activities.activity(scope_of(services), id));
  const auto press = PressKey::parse(request.cookie(press_cookie(id)));
  if (!press) return see_other(path_of(activity));
  const listen::Receipt receipt = TRY(services.intake.receipt(scope_of(services), id, *press));
  // The draft goes once the person has their reference, and not before.
  const std::string_view token = request.cookie(draft_cookie(id));
  if (!token.empty()) (void)services.drafts.remove(scope_of(services), token);
  Html body = panel({.heading = std::string(tr(words, "We have your answers")),
                     .body = join(pages::text(tr(words, "Your reference")), el("br"),
                                  el("strong", receipt.reference))});
  if (!receipt.private_part.empty())
    body += warning_callout(
        {.heading = std::string(tr(words, "Keep this to yourself")),
         .body = join(paragraph(tr(words,
                                   "With this private part, and your reference, you can read your "
                                   "own words again. It is shown for 15 minutes and never "
                                   "after. Nobody may demand it from you.")),
                      el("p", {{"class", "heed-code"}}, receipt.private_part))},
        words);
  const std::string hear = activity.details.hear_by
                               ? show_date(*activity.details.hear_by, services.zone)
                               : std::string();
  body += heading(2, tr(words, "What happens next"));
  if (!hear.empty())
    body += paragraph(tr(words, "We will say what happened by {date}.", {{"date", hear}}));
  body += paragraph(tr(words,
                       "Your answers are read, grouped into themes, and answered in public. With "
                       "the reference anyone can see what happened to them, but not your words."));
  body += el("p", link(Href("/follow"), tr(words, "Follow your feedback")));
  body += el("p", link(Href("/told/" + activity.id.text()), tr(words, "Let me know what happens")));
  Reply reply = show(services, request,
                     {.title = std::string(tr(words, "We have your answers")),
                      .section = Section::have_your_say,
                      .body = body});
  reply.cookies.push_back({draft_cookie(id), "", 0});
  return reply;
}

}  // namespace

Routes answer_routes(Services& services) {
  auto throttle = std::make_shared<Throttle>(services.lookups_a_minute);
  return {
      {Method::post, "/a/{activity}/start", Who::anyone, Limit::form, Safety::origin_only,
       [&services](const Request& request, const Match& match) {
         return start(services, request, match);
       }},
      {Method::get, "/a/{activity}/q/{number}", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return show_question(services, request, match);
       }},
      {Method::post, "/a/{activity}/q/{number}", Who::anyone, Limit::form, Safety::origin_only,
       [&services](const Request& request, const Match& match) {
         return keep_answer(services, request, match);
       },
       [&services](const Request& request) { return busy_answer(services, request); }},
      {Method::get, "/a/{activity}/saved", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match, ReplyLater later) {
         show_saved(services, request, match, later);
       }},
      {Method::get, "/a/{activity}/check", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return show_check(services, request, match);
       }},
      {Method::post, "/a/{activity}/send", Who::anyone, Limit::form, Safety::origin_only,
       [&services](const Request& request, const Match& match, ReplyLater later) {
         send(services, request, match, later);
       },
       [&services](const Request& request) { return busy_send(services, request); }},
      {Method::get, "/a/{activity}/sent", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return sent_page(services, request, match);
       }},
      {Method::get, "/come-back", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) -> Result<Reply> {
         return come_back_page(services, request, "", 200);
       }},
      {Method::post, "/come-back", Who::anyone, Limit::form, Safety::origin_only,
       [&services, throttle](const Request& request, const Match&) {
         return come_back(services, *throttle, request);
       }},
  };
}

}  // namespace heed::web::site
