// GET /meetings, /decisions/{decision} and /promises: when it is decided, what was decided with its
// gaps and dissent, and what was promised: kept, late or changed.
#include "act/promises.h"
#include "base/text.h"
#include "decide/governance.h"
#include "platform/clock.h"
#include "web/site/inside/site.h"

namespace heed::web::site {
namespace {

using namespace pages;

std::string said(Literal words, const Words& in) { return std::string(tr(in, words)); }

Result<Reply> meetings(Services& services, const Request& request) {
  const Words& words = words_of(request);
  Html body;
  for (const auto& each : TRY(services.governance.meetings(scope_of(services)))) {
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
  return show(services, request,
              {.title = said("Meetings where it is decided", words),
               .heading = said("Meetings where it is decided", words),
               .section = Section::what_happened,
               .body = body});
}

// What was recommended, with the findings for it and against it; once they are public.
Result<Html> recommended(Services& services, ActivityId activity, const Words& words) {
  const auto all = TRY(services.recommendations->all(scope_of(services), activity));
  const auto page = services.findings.published(scope_of(services), activity);
  if (all.empty() || !page) return Html();
  const auto names = [&](const std::vector<FindingId>& ids) {
    std::vector<Html> lines;
    for (const FindingId id : ids)
      for (const auto& each : page->findings)
        if (each.id == id)
          lines.push_back(
              link(Href("/what-happened/" + activity.text() + "#finding-" + each.theme.text()),
                   each.name));
    return lines.empty() ? pages::text(tr(words, "Nothing")) : bullets(lines);
  };
  Html out = heading(2, tr(words, "What was recommended"));
  for (const auto& each : all)
    out += card(
        {.heading = each.details.words,
         .body = summary_list({{said("Speaks for it", words), names(each.details.in_favour)},
                               {said("Speaks against it", words), names(each.details.against)}},
                              words),
         .level = 3});
  return out;
}

Result<Reply> decision(Services& services, const Request& request, const Match& match) {
  const Words& words = words_of(request);
  const auto d = TRY(services.governance.decision(scope_of(services),
                                                  TRY(match.id<decide::DecisionId>("decision"))));
  Html body = el("p", {{"class", "nhsuk-body-l"}}, d.decided);
  body += paragraph(
      tr(words, "{body} decided this on {date}, {where}.",
         {{"body", d.body}, {"date", show_date(d.held, services.zone)}, {"where", d.place}}));
  body += paragraph(d.in_public ? tr(words, "Anyone could watch.")
                                : tr(words, "Not in public: {why}", {{"why", d.closed_reason}}));
  body += join(heading(2, tr(words, "Reasons")), typed_text(d.reasons));
  if (services.recommendations != nullptr) body += TRY(recommended(services, d.activity, words));
  if (!d.options.empty())
    body += join(heading(2, tr(words, "Options considered")), typed_text(d.options));
  if (!d.conditions.empty())
    body += join(heading(2, tr(words, "Conditions and promises")), typed_text(d.conditions));
  if (!d.gaps.empty()) {
    body += heading(2, tr(words, "Decided without an answer to"));
    for (const auto& gap : d.gaps)
      body += inset_text(join(el("p", el("strong", gap.name)), typed_text(gap.reason)));
  }
  if (!d.equality.empty()) {
    body += heading(2, tr(words, "What the equality adviser said"));
    for (const auto& view : d.equality)
      body += join(el("p", el("strong", decide::words_for(view.satisfied)), ", ",
                      show_date(view.recorded, services.zone)),
                   typed_text(view.words));
  }
  const auto scrutiny = TRY(services.scrutiny.items(scope_of(services), d.activity));
  if (!scrutiny.empty()) {
    body += heading(2, tr(words, "What councils said"));
    for (const auto& item : scrutiny) {
      body += heading(3, item.details.authority, Size::s);
      std::vector<Html> lines;
      for (const auto& event : item.events)
        lines.push_back(join(el("strong", decide::words_for(event.kind)), ", ",
                             show_date(event.said, services.zone), ": ", event.words));
      body += bullets(lines);
    }
  }
  if (!d.interests.empty())
    body += join(heading(2, tr(words, "Who was there, and interests declared")),
                 typed_text(d.interests));
  body += el("p", link(Href("/what-happened/" + d.activity.text()),
                       tr(words, "Read everything that happened")));
  body += details(
      {.summary = said("Technical proof", words),
       .body = paragraph(tr(words,
                            "This decision is entry {index} of our record. Its SHA-256 hash is "
                            "{hash}; that of what was before the meeting is {pack}.",
                            {{"index", std::to_string(d.log_index)},
                             {"hash", d.content_hash},
                             {"pack", d.pack_hash}}))});
  return show(services, request,
              {.title = d.activity_title,
               .heading = d.activity_title,
               .caption = said("Decision", words),
               .section = Section::what_happened,
               .breadcrumb = {{said("What happened", words), Href("/what-happened")}},
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
  for (const act::Promise& each : all) {
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
       [&services](const Request& request, const Match&) { return meetings(services, request); }},
      {Method::get, "/decisions/{decision}", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return decision(services, request, match);
       }},
      {Method::get, "/promises", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) { return promises(services, request); }},
  };
}

}  // namespace heed::web::site
