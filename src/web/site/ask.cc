// GET and POST /a/{activity}/ask: a question about an activity, and the answers to earlier ones.
// GET /something-else: what nobody asked about; there is always somewhere to say it.
#include "base/text.h"
#include "platform/clock.h"
#include "web/site/inside/around.h"

namespace heed::web::site {
namespace {

using namespace pages;
using plan::Activity;

Html answers(const Services& services, const std::vector<plan::AskedQuestion>& asked,
             const Words& words) {
  if (asked.empty()) return paragraph(tr(words, "No question has been answered here yet."));
  Html all;
  if (const auto reply = plan::Activities::usual_reply_ms(asked))
    all +=
        paragraph(tr_n(words, "The usual time to an answer is {n} day.",
                       "The usual time to an answer is {n} days.", (*reply + kDayMs - 1) / kDayMs));
  for (const plan::AskedQuestion& one : asked)
    all += join(el("h3", {{"class", "nhsuk-heading-s"}}, one.words), typed_text(one.answer),
                el("p", {{"class", "nhsuk-hint"}},
                   tr(words, "Asked on {asked}, answered on {answered}",
                      {{"asked", show_date(one.asked, services.zone)},
                       {"answered", show_date(one.answered.value_or(one.asked), services.zone)}})));
  return all;
}

Result<Reply> question_page(Services& services, const Request& request, const Match& match,
                            const std::string& error = "", int status = 200, bool sent = false) {
  const Words& words = words_of(request);
  const auto id = TRY(match.id<ActivityId>("activity"));
  const Activity activity = TRY(services.activities.activity(scope_of(services), id));
  const auto asked = TRY(services.activities.asked(scope_of(services), id));
  Html banner;
  if (!error.empty()) banner = error_summary({{"question", error}}, words);
  if (sent)
    banner = notification_banner(
        {.body = paragraph(tr(words,
                              "We have your question. The answer will be on this page, without "
                              "your name.")),
         .success = true},
        words);
  const Html the_form = form(
      {.action = Href(path_of(activity) + "/ask"),
       .body = join(
           textarea({.name = "question",
                     .label = std::string(tr(words, "Your question")),
                     .hint = std::string(tr(words,
                                            "Do not write your name or anything about "
                                            "your health here. To ask in private, ring "
                                            "or write to us.")),
                     .error = error,
                     .value = std::string(request.field("question")),
                     .rows = 5},
                    words),
           button({.text = std::string(tr(words, "Send the question")), .prevent_double = true}))});
  Html contact = heading(2, tr(words, "Or ask us directly"), Size::m);
  if (!trimmed(activity.details.contact).empty()) contact += typed_text(activity.details.contact);
  contact += el("p", link(Href("/contact", {{"about", activity.id.text()}}),
                          tr(words, "Ask in private, by email, phone or letter")));
  Page page{.title = std::string(tr(words, "Ask a question")),
            .heading = std::string(tr(words, "Ask a question")),
            .caption = activity.details.title,
            .section = Section::have_your_say,
            .breadcrumb = {{std::string(tr(words, "Have your say")), Href("/")},
                           {activity.details.title, Href(path_of(activity))}},
            .banner = banner,
            .body = join(the_form, contact, heading(2, tr(words, "Questions and answers"), Size::m),
                         answers(services, asked, words))};
  page.has_error = !error.empty();
  return show(services, request, std::move(page), status);
}

Result<Reply> ask_question(Services& services, Throttle& throttle, const Request& request,
                           const Match& match) {
  if (!throttle.allows(request.peer, services.clock.now())) return too_many(services, request);
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto done = services.activities.ask(scope_of(services), id, request.field("question"));
  if (done) return see_other("/a/" + id.text() + "/ask?sent=1");
  if (done.error().said.empty()) return Error(done.error());
  const Words& words = words_of(request);
  return question_page(services, request, match,
                       done.failed_with(ErrorKind::too_large)
                           ? std::string(tr(words, "Your question is longer than 1,000 letters."))
                       : done.failed_with(ErrorKind::busy)
                           ? std::string(tr(words,
                                            "Many questions are waiting already. Please ring us, "
                                            "or ask another day."))
                           : std::string(tr(words, "Write your question.")),
                       400);
}

}  // namespace

Routes ask_routes(Services& services) {
  const auto throttle = std::make_shared<Throttle>(10);
  return {
      {Method::get, "/a/{activity}/ask", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return question_page(services, request, match, "", 200, request.asked("sent") == "1");
       },
       Kept::until_changed},
      {Method::post, "/a/{activity}/ask", Who::anyone, Limit::form, Safety::origin_only,
       [&services, throttle](const Request& request, const Match& match) {
         return ask_question(services, *throttle, request, match);
       }},
      {Method::get, "/something-else", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request&, const Match&) -> Result<Reply> {
         const auto id = TRY(services.activities.something_else(services.partnership));
         return see_other("/a/" + id.text());
       }},
  };
}

}  // namespace heed::web::site
