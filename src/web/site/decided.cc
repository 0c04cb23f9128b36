// GET /meetings and /promises: when it is decided, and what was promised: kept, late or changed.
#include "act/promises.h"
#include "base/text.h"
#include "decide/governance.h"
#include "platform/clock.h"
#include "web/site/inside/around.h"

namespace heed::web::site {
namespace {

using namespace pages;

Result<Reply> meetings(Services& services, const Request& request) {
  const Words& words = words_of(request);
  Html body;
  Between times;
  for (const auto& each : TRY(services.governance.meetings(scope_of(services)))) {
    times.add(*each.notice);
    // Minutes are written after it; the day of the meeting is the least that is known.
    if (!each.minutes.empty()) times.add(each.details.held);
    std::vector<Html> agenda;
    for (const auto& item : each.items)
      agenda.push_back(join(item.title, item.asked.empty() ? "" : " – ", item.asked));
    body += card(
        {.heading = each.body_name,
         .body = join(
             paragraph(tr(words, "{when}, {where}",
                          {{"when", show_date_time(each.details.held, services.zone)},
                           {"where", each.details.place}})),
             each.details.in_public ? paragraph(tr(words, "Anyone may come and watch."))
                                    : paragraph(tr(words, "Not in public: {why}",
                                                   {{"why", each.details.closed_reason}})),
             agenda.empty() ? Html() : numbered(agenda),
             each.minutes.empty() || !each.details.in_public ? Html() : typed_text(each.minutes),
             paragraph(tr(words, "Notice published on {date}.",
                          {{"date", show_date(*each.notice, services.zone)}})))});
  }
  if (body.empty()) body = inset_text(paragraph(tr(words, "No meeting is announced.")));
  body += times.shown(services.zone, words);
  return show(services, request,
              {.title = said("Meetings where it is decided", words),
               .heading = said("Meetings where it is decided", words),
               .section = Section::what_happened,
               .body = body});
}

Result<Reply> promises(Services& services, const Request& request) {
  const Words& words = words_of(request);
  const auto all = TRY(services.promises.promises(scope_of(services)));
  const auto late = std::count_if(all.begin(), all.end(), [](const act::Promise& each) {
    return each.state == act::PromiseState::late;
  });
  Html body;
  if (late > 0)
    body += inset_text(paragraph(tr_n(words, "{n} promise is late.", "{n} promises are late.",
                                      static_cast<std::uint64_t>(late))));
  Between times;
  for (const act::Promise& each : all) {
    for (const auto& step : each.steps) times.add(step.when);
    std::vector<Html> history;
    for (std::size_t i = 1; i < each.steps.size(); ++i)
      if (each.steps[i].kind != "handed_over")
        history.push_back(
            join(show_date(each.steps[i].when, services.zone), ": ", each.steps[i].words));
    body += card(
        {.heading = each.details.words,
         .body = join(each.details.set_off.empty() ? Html() : paragraph(each.details.set_off),
                      paragraph(tr(words, "Promised for {date} at the latest.",
                                   {{"date", show_date(each.steps.empty() ? each.details.due
                                                                          : each.steps.front().due,
                                                       services.zone)}})),
                      each.days_late > 0
                          ? paragraph(tr_n(words, "It is {n} day late.", "It is {n} days late.",
                                           static_cast<std::uint64_t>(each.days_late)))
                          : Html(),
                      history.empty() ? Html() : bullets(history)),
         .tag = tag(act::words_for(each.state), each.state == act::PromiseState::late ? Colour::red
                                                : each.state == act::PromiseState::kept
                                                    ? Colour::green
                                                    : Colour::blue)});
  }
  if (body.empty()) body = inset_text(paragraph(tr(words, "Nothing has been promised yet.")));
  body += times.shown(services.zone, words);
  return show(services, request,
              {.title = said("What we promised", words),
               .heading = said("What we promised", words),
               .section = Section::what_happened,
               .body = body});
}

}  // namespace

Routes decided_routes(Services& services) {
  return {
      {Method::get, "/meetings", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) { return meetings(services, request); },
       Kept::until_changed},
      {Method::get, "/promises", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) { return promises(services, request); },
       Kept::until_changed},
  };
}

}  // namespace heed::web::site
