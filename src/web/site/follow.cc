// GET and POST /follow: what a reference opens. Themes, our response and progress for anyone; the
// words only with the private part, which goes in a form's body and never into an address.
#include "act/actions.h"
#include "base/text.h"
#include "decide/findings.h"
#include "decide/governance.h"
#include "listen/moderation.h"
#include "listen/voices.h"
#include "platform/clock.h"
#include "understand/themes.h"
#include "web/site/inside/progress_shown.h"
#include "web/site/inside/site.h"

namespace heed::web::site {
namespace {

using namespace pages;

Html follow_form(const Request& request, const std::string& error, const Words& words) {
  return form({.action = Href("/follow"),
               .body = join(input({.name = "reference",
                                   .label = std::string(tr(words, "Your reference")),
                                   .hint = std::string(tr(words, "Such as FM-4K7P-9DQ2-W")),
                                   .error = error,
                                   .value = std::string(request.field("reference")),
                                   .width = 20,
                                   .spellcheck = false},
                                  words),
                            input({.name = "private",
                                   .label = std::string(tr(words, "Private part (optional)")),
                                   .hint = std::string(tr(words,
                                                          "Only if you want to read your own words "
                                                          "again. Nobody may demand it from you.")),
                                   .width = 30,
                                   .spellcheck = false},
                                  words),
                            button({.text = std::string(tr(words, "Follow"))}),
                            el("p", link(Href("/own"),
                                         tr(words, "Change, take back or erase what you said"))))});
}

Reply follow_page(const Services& services, const Request& request, const std::string& error,
                  int status) {
  const Words& words = words_of(request);
  std::vector<Mistake> mistakes;
  if (!error.empty()) mistakes.push_back({"reference", error});
  return show(services, request,
              {.title = std::string(tr(words, "Follow your feedback")),
               .heading = std::string(tr(words, "Follow your feedback")),
               .section = Section::follow,
               .banner = error_summary(mistakes, words),
               .body = follow_form(request, error, words),
               .has_error = !error.empty()},
              status);
}

Html found_in(const decide::Published& page, const std::vector<FindingId>& held,
              const std::vector<act::Plan>& plans, const plan::Activity& activity,
              const std::string& zone, const Words& words) {
  Html found;
  for (const decide::Finding& finding : page.findings) {
    if (std::find(held.begin(), held.end(), finding.id) == held.end()) continue;
    const std::string answer =
        finding.response
            ? std::string(words_for(finding.response->effect)) + ": " + finding.response->what
            : std::string(tr(words, "We have not answered this yet."));
    std::vector<SummaryRow> rows = {
        {std::string(tr(words, "What people said")), typed_text(finding.summary)},
        {std::string(tr(words, "How many")), pages::text(finding.said_by)},
        {std::string(tr(words, "Our response")), typed_text(answer)}};
    if (finding.response) {
      rows.push_back({std::string(tr(words, "Because")), typed_text(finding.response->because)});
      if (!trimmed(finding.response->progress).empty())
        rows.push_back(
            {std::string(tr(words, "Progress")), typed_text(finding.response->progress)});
    }
    const Html actions = done_about(plans, finding.id, zone, words);
    if (!actions.empty()) rows.push_back({std::string(tr(words, "What is being done")), actions});
    found += card(
        {.heading = finding.name,
         .href = Href("/what-happened/" + activity.id.text() + "#finding-" + finding.theme.text()),
         .body = summary_list(rows, words)});
  }
  return found;
}

Result<Reply> follow(Services& services, Throttle& throttle, const Request& request) {
  if (!throttle.allows(request.peer, services.clock.now())) return too_many(services, request);
  const Words& words = words_of(request);
  const Scope scope = scope_of(services);
  auto followed = services.voices.follow(scope, trimmed(request.field("reference")),
                                         trimmed(request.field("private")));
  if (!followed && !followed.error().said.empty())
    return follow_page(services, request, followed.error().said,
                       followed.failed_with(ErrorKind::not_found) ? 404 : 422);
  if (!followed) return Error(followed.error());
  TRY(services.moderation.uncover(scope, *followed));
  const plan::Activity activity = TRY(services.activities.activity(scope, followed->activity));
  Html body = paragraph(tr(words, "Received on {date}. It is counted.",
                           {{"date", show_date(followed->received, services.zone)}}));
  if (followed->state == "withdrawn")
    body = paragraph(tr(words, "It was taken back, and is not counted."));
  else if (followed->state != "counted")
    body = paragraph(
        tr(words, "Received on {date}.", {{"date", show_date(followed->received, services.zone)}}));
  if (!followed->words.empty()) {
    std::vector<SummaryRow> rows;
    for (const auto& [question, said] : followed->words)
      rows.push_back({question, typed_text(said)});
    body += join(heading(2, tr(words, "Your own words")), summary_list(rows, words));
  }
  body += heading(2, tr(words, "What happened to it"));
  const auto page = services.findings.published(scope, activity.id);
  if (page) {
    const auto held = TRY(services.findings.holding(scope, activity.id, followed->voices));
    const auto plans = TRY(services.actions.plans(scope, activity.id));
    const Html found = found_in(*page, held, plans, activity, services.zone, words);
    body += found.empty()
                ? paragraph(tr(words,
                               "It was read, and is part of everything we heard. It is not "
                               "in one of the themes that were answered by name."))
                : found;
    for (const decide::Decision& each : TRY(services.governance.decisions(scope, activity.id)))
      body +=
          el("p", link(Href("/decisions/" + each.id.text()),
                       tr(words, "{body} decided on {date}",
                          {{"body", each.body}, {"date", show_date(each.held, services.zone)}})));
    body += el("p", link(Href("/what-happened/" + activity.id.text()),
                         tr(words, "Read everything that happened")));
  } else if (page.failed_with(ErrorKind::not_found)) {
    body += TRY(late_or_due(services, activity, words));
  } else {
    return Error(page.error());
  }
  return show(services, request,
              {.title = std::string(tr(words, "Follow your feedback")),
               .heading = activity.details.title,
               .caption = std::string(tr(words, "Follow your feedback")),
               .section = Section::follow,
               .back = Href("/follow"),
               .body = body});
}

}  // namespace

Routes follow_routes(Services& services) {
  auto throttle = std::make_shared<Throttle>(services.lookups_a_minute);
  return {
      {Method::get, "/follow", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) -> Result<Reply> {
         return follow_page(services, request, "", 200);
       }},
      {Method::post, "/follow", Who::anyone, Limit::form, Safety::origin_only,
       [&services, throttle](const Request& request, const Match&) {
         return follow(services, *throttle, request);
       }},
  };
}

}  // namespace heed::web::site
