// Saving and coming back: the code, and the box for it.
#include "platform/clock.h"
#include "web/site/inside/answering.h"

namespace heed::web::site {
namespace {

using namespace pages;

// Where somebody goes on: the first question that is not answered yet, or the first of all.
std::size_t first_open(const Place& place, const questions::Answers& answers) {
  const auto shown = questions::questions_shown(place.asked, answers);
  for (const questions::Question* question : shown)
    if (questions::answer_to(answers, question->id).empty()) return number_of(place, question);
  return shown.empty() ? 1 : number_of(place, shown.front());
}

Result<Reply> saved_page(Services& services, const Request& request, const Match& match) {
  const Words& words = words_of(request);
  const auto place = TRY(place_of(services, request, match));
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
      el("p", link(Href(question_path(place->activity.id, first_open(*place, draft->answers))),
                   tr(words, "Go on now"))));
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
  // At the start, where people see that their words are there.
  Reply reply = see_other(question_path(draft->activity, 1));
  reply.cookies.push_back({draft_cookie(draft->activity), draft->token, kDraftCookieS});
  return reply;
}

}  // namespace

Routes saved_routes(Services& services) {
  auto throttle = std::make_shared<Throttle>(services.lookups_a_minute);
  return {
      {Method::get, "/a/{activity}/saved", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match, ReplyLater later) {
         show_saved(services, request, match, later);
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
