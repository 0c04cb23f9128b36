// GET /what-happened and /what-happened/{activity}: You said / We did / We didn't, because.
#include "act/difference.h"
#include "act/workstreams.h"
#include "base/text.h"
#include "decide/findings.h"
#include "decide/governance.h"
#include "platform/clock.h"
#include "web/site/inside/around.h"
#include "web/site/inside/progress_shown.h"

namespace heed::web::site {
namespace {

using namespace pages;
using decide::Finding;
using plan::Activity;

std::string number_of_people(const decide::Published& page, const Words& words) {
  // Already through disclosure: a number, or "fewer than 8 people".
  if (page.heard_from.find("people") != std::string::npos) return page.heard_from;
  return tr(words, "{n} people", {{"n", page.heard_from}});
}

Html one_finding(const Finding& finding, const Html& done, const Html& more, const Words& words) {
  Html body = join(heading(3, tr(words, "You said"), Size::s), typed_text(finding.summary),
                   el("p", {{"class", "nhsuk-hint"}}, finding.said_by,
                      finding.material ? tr(words, " · few said this, and it matters") : ""));
  for (const std::string& said : finding.quotes) body += quote({.words = said});
  if (!finding.response) {
    body += inset_text(paragraph(tr(words, "We have not answered this yet.")));
  } else {
    const decide::OurResponse& r = *finding.response;
    const bool did = r.effect == decide::Effect::changed || r.effect == decide::Effect::partly ||
                     r.effect == decide::Effect::mitigated;
    body +=
        join(heading(3,
                     did                                          ? tr(words, "We did")
                     : r.effect == decide::Effect::sent_elsewhere ? tr(words, "We passed it on")
                                                                  : tr(words, "We didn't, because"),
                     Size::s));
    if (did || r.effect == decide::Effect::sent_elsewhere) {
      body += join(typed_text(r.what), el("p", el("strong", tr(words, "Because: ")), r.because));
    } else {
      body += join(typed_text(r.because), typed_text(r.what));
    }
    if (!trimmed(r.progress).empty())
      body += el("p", el("strong", tr(words, "Progress: ")), r.progress);
  }
  if (!done.empty()) body += join(heading(3, tr(words, "What is being done"), Size::s), done);
  body += more;
  return el("section", {{"id", "finding-" + finding.theme.text()}, {"class", "heed-finding"}},
            heading(2, finding.name, Size::l), body);
}

Html reference_box(const Words& words) {
  return form(
      {.action = Href("/follow"),
       .body =
           join(input({.name = "reference",
                       .label = std::string(tr(words, "Your reference")),
                       .hint = std::string(tr(
                           words, "Such as FM-4K7P-9DQ2-W. See what happened to what you said.")),
                       .width = 20,
                       .spellcheck = false},
                      words),
                button({.text = std::string(tr(words, "Follow your feedback")),
                        .look = Look::secondary}))});
}

Result<Reply> happened_page(Services& services, const Request& request, const Match& match) {
  const Words& words = words_of(request);
  const auto id = TRY(match.id<ActivityId>("activity"));
  const Activity activity = TRY(services.activities.activity(scope_of(services), id));
  const auto page = services.findings.published(scope_of(services), id);
  if (!page && !page.failed_with(ErrorKind::not_found)) return Error(page.error());
  if (!page)
    return show(services, request,
                {.title = activity.details.title,
                 .heading = activity.details.title,
                 .section = Section::what_happened,
                 .body = join(TRY(late_or_due(services, activity, words)), reference_box(words))});
  Html body = el("p", {{"class", "nhsuk-body-l"}}, page->outcome);
  body += paragraph(tr(words, "We heard from {who}. Updated {date}.",
                       {{"who", number_of_people(*page, words)},
                        {"date", show_date(page->published, services.zone)}}));
  const auto plans = TRY(services.actions.plans(scope_of(services), id));
  body += everything_done(plans, *page, services.zone, words);
  const auto decisions = TRY(services.governance.decisions(scope_of(services), id));
  std::vector<act::SentTo> sent;
  if (services.workstreams != nullptr)
    sent = TRY(services.workstreams->sent_from(scope_of(services), id));
  for (const Finding& finding : page->findings)
    body += one_finding(finding, done_about(plans, finding.id, services.zone, words),
                        join(workstreams_of(sent, finding.id, services.zone, words),
                             decided_on(decisions, finding.id, services.zone, words)),
                        words);
  if (!trimmed(page->against).empty())
    body += join(heading(2, tr(words, "The strongest point against"), Size::m),
                 typed_text(page->against));
  body += join(heading(2, tr(words, "Who we did not hear from"), Size::m),
               typed_text(trimmed(page->not_heard).empty()
                              ? tr(words, "We have not said yet who we did not hear from.")
                              : std::string_view(page->not_heard)));
  for (const decide::Decision& each : decisions)
    body += el("p", link(Href("/decisions/" + each.id.text()),
                         tr(words, "{body} decided on {date}",
                            {{"body", each.body}, {"date", show_date(each.held, services.zone)}})));
  if (!page->equality.empty()) {
    body += heading(2, tr(words, "What the equality adviser said"), Size::m);
    for (const decide::EqualityView& view : page->equality)
      body += join(el("p", el("strong", decide::words_for(view.satisfied)), ", ",
                      show_date(view.recorded, services.zone)),
                   typed_text(view.words));
  }
  if (services.difference && TRY(services.difference->asking(scope_of(services), id)))
    body += el("p", link(Href("/difference/" + id.text()),
                         tr(words, "Did it make a difference? Say so, and read what people said")));
  if (!page->heard_by_channel.empty()) {
    std::vector<std::vector<Html>> rows;
    for (const auto& [channel, count] : page->heard_by_channel)
      rows.push_back({pages::text(channel), pages::text(count)});
    body += table(
        {.caption = std::string(tr(words, "How people answered")),
         .columns = {{std::string(tr(words, "Channel"))}, {std::string(tr(words, "People")), true}},
         .rows = rows});
    body += el("p", link(Href("/what-happened/" + id.text() + "/who"),
                         tr(words, "More about who we heard from")));
  }
  body += join(
      heading(2, tr(words, "Find what you said"), Size::m), reference_box(words),
      details({.summary = std::string(tr(words, "Technical proof")),
               .body = paragraph(tr(
                   words, "This page is entry {index} of our record. Its SHA-256 hash is {hash}.",
                   {{"index", std::to_string(page->log_index)}, {"hash", page->content_hash}}))}));
  body += times_of(activity.opened ? *activity.opened : page->published, page->published,
                   services.zone, words);
  Reply reply =
      show(services, request,
           {.title = page->title,
            .heading = page->title,
            .section = Section::what_happened,
            .breadcrumb = {{std::string(tr(words, "What happened")), Href("/what-happened")}},
            .body = body});
  reply.compress = true;
  return reply;
}

Result<Reply> happened_list(Services& services, const Request& request) {
  const Words& words = words_of(request);
  Html body;
  Between times;
  for (const Activity& activity : TRY(services.activities.list(scope_of(services)))) {
    const bool answered = activity.state == plan::ActivityState::answered;
    if (answered || activity.state == plan::ActivityState::closed) {
      times.add(activity.opened.value_or(activity.created));
      times.add(activity.changed);
    }
    if (answered)
      body +=
          card({.heading = activity.details.title,
                .href = Href("/what-happened/" + activity.id.text()),
                .body = paragraph(shortened(TRY(published_outcome(services, activity.id)), 240))});
    if (activity.state == plan::ActivityState::closed)
      body += card({.heading = activity.details.title,
                    .href = Href("/what-happened/" + activity.id.text()),
                    .body = TRY(late_or_due(services, activity, words))});
  }
  if (body.empty()) body = inset_text(paragraph(tr(words, "Nothing has been answered yet.")));
  body += bullets({link(Href("/promises"), tr(words, "What we promised, and whether it was kept")),
                   link(Href("/meetings"), tr(words, "When and where it is decided")),
                   link(Href("/learning"), tr(words, "What we learnt, for others to use"))});
  body += times.shown(services.zone, words);
  return show(services, request,
              {.title = std::string(tr(words, "What happened")),
               .heading = std::string(tr(words, "What happened")),
               .section = Section::what_happened,
               .body = body});
}

}  // namespace

Routes happened_routes(Services& services) {
  return {
      {Method::get, "/what-happened", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return happened_list(services, request);
       },
       Kept::until_changed},
      {Method::get, "/what-happened/{activity}", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return happened_page(services, request, match);
       },
       Kept::until_changed},
  };
}

}  // namespace heed::web::site
