// Checking answers, sending them, and the reference.
#include "base/text.h"
#include "listen/amend.h"
#include "listen/intake.h"
#include "platform/clock.h"
#include "questions/reading.h"
#include "web/site/inside/answering.h"

namespace heed::web::site {
namespace {

using namespace pages;
using plan::Activity;
using questions::Question;

// A problem's link leads to its question, and from there back here.
Mistake mistake_of(const Place& place, const Problem& problem) {
  const auto id = QuestionId::parse(problem.field);
  const Question* const question = id ? place.asked.find(*id) : nullptr;
  if (question == nullptr) return {"", problem.message_key};
  const std::string wording(questions::in_language(question->text, place.language));
  return {.field_id = "",
          .message = wording + ": " + problem.message_key,
          .href = Href(question_path(place.activity.id, number_of(place, question)),
                       {{"from", "check"}})};
}

std::string shown_answer(const Place& place, const Question& question, std::string_view kept,
                         const Words& words) {
  return questions::asker_of(question).shown(questions::said_in(question, place.language), kept,
                                             words);
}

// What other answers have taken out: said, so that nobody thinks it was sent.
Html left_out(const Place& place, const questions::Answers& answers, const Words& words) {
  std::vector<Html> items;
  for (const Question* question : questions::answers_left_out(place.asked, answers))
    items.push_back(
        join(el("strong", questions::in_language(question->text, place.language)),
             typed_text(shown_answer(place, *question, questions::answer_to(answers, question->id),
                                     words))));
  if (items.empty()) return {};
  return inset_text(
      join(paragraph(tr(words,
                        "You answered these, and then changed an answer that led to them. They "
                        "will not be sent:")),
           bullets(items)));
}

Html answers_by_section(const Place& place, const listen::Draft& draft, const Words& words) {
  const auto shown = questions::questions_shown(place.asked, draft.answers);
  Html body;
  for (const questions::Section& section : place.asked.sections) {
    std::vector<SummaryRow> rows;
    for (const Question& question : section.questions) {
      if (std::ranges::find(shown, &question) == shown.end()) continue;
      const std::string_view kept = questions::answer_to(draft.answers, question.id);
      rows.push_back({std::string(questions::in_language(question.text, place.language)),
                      questions::is_answered(question, kept)
                          ? typed_text(shown_answer(place, question, kept, words))
                          : el("em", tr(words, "Not answered")),
                      Href(question_path(place.activity.id, number_of(place, &question)),
                           {{"from", "check"}})});
    }
    if (rows.empty()) continue;
    const std::string title(questions::in_language(section.title, place.language));
    if (place.asked.sections.size() > 1 && !title.empty()) body += heading(2, title);
    body += summary_list(rows, words);
  }
  return body;
}

Reply check_page(const Services& services, const Request& request, const Place& place,
                 const listen::Draft& draft, const std::vector<Mistake>& mistakes, int status) {
  const Words& words = words_of(request);
  const std::size_t last = shown_before(place, draft.answers, place.questions.size() + 1);
  const Html body = join(
      draft.amends.is_null()
          ? Html()
          : inset_text(paragraph(tr(words,
                                    "You are changing what you sent before. Until you press Send, "
                                    "it stays as it was."))),
      language_links(place, path_of(place.activity) + "/check", words),
      in_its_language(
          place, words,
          join(answers_by_section(place, draft, words), left_out(place, draft.answers, words))),
      inset_text(
          join(paragraph(tr(words,
                            "Once sent, your words are read by the people running this and grouped "
                            "into themes. They are not shown in public without your agreement.")),
               paragraph(tr(words, "You will get a reference to follow what happens.")))),
      form({.action = Href(path_of(place.activity) + "/send"),
            .body =
                join(of_words_fields(place, draft, words),
                     button({.text = std::string(tr(words, "Send")), .prevent_double = true}))}));
  return show(
      services, request,
      {.title = std::string(tr(words, "Check your answers")),
       .heading = std::string(tr(words, "Check your answers")),
       .caption = place.activity.details.title,
       .section = Section::have_your_say,
       .back = Href(last > 0 ? question_path(place.activity.id, last) : path_of(place.activity)),
       .banner = error_summary(mistakes, words),
       .body = body,
       .has_error = !mistakes.empty()},
      status);
}

Result<Reply> show_check(Services& services, const Request& request, const Match& match) {
  const auto place = TRY(place_of(services, request, match));
  const auto draft = draft_of(services, request, *place);
  if (draft.failed_with(ErrorKind::not_found)) return see_other(path_of(place->activity));
  if (!draft) return Error(draft.error());
  return check_page(services, request, *place, *draft, {}, 200);
}

std::vector<Mistake> said_of(const Error& error, const Words& words) {
  if (error.kind == ErrorKind::closed)
    return {
        {"", std::string(tr(
                 words, "This has closed, so your answers were not sent. They are still here."))}};
  if (error.kind == ErrorKind::conflict) return {{"", std::string(words.find(error.said.c_str()))}};
  return {{"", std::string(tr(words, "Not sent yet. Your answers are still here. Try again."))}};
}

void send_answers(Services& services, const Request& request, const Match& match,
                  const ReplyLater& later) {
  const auto begun = [&]() -> Result<Done> {
    const auto place = TRY(place_of(services, request, match));
    auto draft = draft_of(services, request, *place);
    if (draft.failed_with(ErrorKind::not_found)) {
      // Sent already: the second of a double click, or a reload.
      const auto press = PressKey::parse(request.cookie(press_cookie(place->activity.id)));
      later(see_other(path_of(place->activity) + (press ? "/sent" : "")));
      return Done{};
    }
    if (!draft) return Error(draft.error());
    const listen::OfWords of_words = of_words_sent(request, *place, draft->answers);
    keep_of_words(services, *draft, of_words);
    questions::Checked checked = questions::check_response(place->asked, draft->press_key,
                                                           draft->answers, &words_of(request));
    if (!checked.response) {
      std::vector<Mistake> mistakes;
      for (const Problem& problem : checked.problems)
        mistakes.push_back(mistake_of(*place, problem));
      later(check_page(services, request, *place, *draft, mistakes, 422));
      return Done{};
    }
    auto shared = std::make_shared<listen::Draft>(*draft);
    auto asked_by = std::make_shared<Request>(request);
    const auto told = [&services, later, place, shared, asked_by](Result<listen::Receipt> receipt) {
      if (receipt) return later(sent_to(place->activity.id, shared->press_key));
      const bool refused =
          receipt.failed_with(ErrorKind::closed) || receipt.failed_with(ErrorKind::conflict);
      Reply reply = check_page(services, *asked_by, *place, *shared,
                               said_of(receipt.error(), words_of(*asked_by)), refused ? 409 : 503);
      if (!refused) reply.headers.emplace_back("Retry-After", "5");
      later(std::move(reply));
    };
    const Scope scope = scope_of(services);
    const Result<> queued =
        draft->amends.is_null()
            ? services.intake.accept(scope, place->activity.id, *std::move(checked.response),
                                     of_words, told)
            : services.amend.accept(scope, draft->amends, *std::move(checked.response), told,
                                    of_words);
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
  auto found = services.intake.receipt(scope_of(services), id, *press);
  if (found.failed_with(ErrorKind::not_found))
    found = services.amend.receipt(scope_of(services), *press);
  const listen::Receipt receipt = TRY(std::move(found));
  const std::string thanks(receipt.changed ? tr(words, "We have your changed answers")
                                           : tr(words, "We have your answers"));
  // The draft goes once the person has their reference, and not before.
  // Another may have been begun in this browser since: that one stays.
  const std::string_view token = request.cookie(draft_cookie(id));
  bool another = false;
  if (!token.empty()) {
    const auto draft = services.drafts.by_token(scope_of(services), token);
    another = draft && draft->press_key != *press;
    if (draft && !another) (void)services.drafts.remove(scope_of(services), token);
  }
  Html body = panel({.heading = thanks,
                     .body = join(pages::text(tr(words, "Your reference")), el("br"),
                                  el("strong", receipt.reference))});
  if (receipt.changed)
    body += paragraph(tr(words,
                         "They take the place of what you sent before. Your reference and its "
                         "private part stay the same."));
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
  Reply reply =
      show(services, request, {.title = thanks, .section = Section::have_your_say, .body = body});
  if (!another) reply.cookies.push_back({draft_cookie(id), "", 0});
  return reply;
}

}  // namespace

Routes check_routes(Services& services) {
  return {
      {Method::get, "/a/{activity}/check", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return show_check(services, request, match);
       }},
      {Method::post, "/a/{activity}/send", Who::anyone, Limit::form, Safety::origin_only,
       [&services](const Request& request, const Match& match, ReplyLater later) {
         send_answers(services, request, match, later);
       },
       Kept::no, [&services](const Request& request) { return busy_send(services, request); }},
      {Method::get, "/a/{activity}/sent", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return sent_page(services, request, match);
       }},
  };
}

}  // namespace heed::web::site
