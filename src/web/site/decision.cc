// GET /decisions/{decision}: what was decided with its gaps and dissent, what people had said, and
// whether it did what it was for.
#include "act/evaluations.h"
#include "base/text.h"
#include "decide/equality.h"
#include "decide/governance.h"
#include "platform/clock.h"
#include "web/site/inside/around.h"

namespace heed::web::site {
namespace {

using namespace pages;

// The way back to what people said, as it was when it was decided.
Html what_was_heard(const decide::Decision& d, const Words& words) {
  if (d.heard.empty()) return {};
  std::vector<Html> lines;
  for (const decide::HeardBefore& each : d.heard)
    lines.push_back(
        join(link(Href("/what-happened/" + d.activity.text() + "#finding-" + each.theme.text()),
                  each.name),
             ", ", each.said_by));
  return join(heading(2, tr(words, "What people had said")), bullets(lines));
}

// What it is for and what it is judged by, when; and beside that what was found (T-094).
Result<Html> looked_at_again(Services& services, const decide::Decision& d, const Words& words) {
  Html out = heading(2, tr(words, "Does it do what it is for?"));
  const decide::EvaluationPlan& plan = d.evaluation;
  if (plan.due)
    out += summary_list(
        {{said("What it is for", words), typed_text(plan.aims)},
         {said("What it is judged by", words), typed_text(plan.measures)},
         {said("Looked at again by", words), pages::text(show_date(*plan.due, services.zone))}},
        words);
  else if (!plan.none_because.empty())
    out += paragraph(tr(words, "There will be no evaluation: {why}", {{"why", plan.none_because}}));
  else
    out += paragraph(tr(words, "No day was set on which it is looked at again."));
  if (services.evaluations == nullptr) return out;
  const auto found = TRY(services.evaluations->of(scope_of(services), d.id));
  if (found.empty()) {
    if (plan.due && *plan.due < services.clock.now())
      out += inset_text(paragraph(tr(words, "That day has passed. Nothing is published yet.")));
    return out;
  }
  for (const act::Evaluation& each : found) {
    std::vector<std::vector<Html>> rows;
    for (const act::Judgement& one : each.details.judgements)
      rows.push_back(
          {pages::text(one.name),
           pages::text(one.finding.is_null() ? tr(words, "An aim") : tr(words, "What people said")),
           el("strong", act::words_for(one.judged)), typed_text(one.evidence)});
    out += join(table({.caption = tr(words, "What was found on {date}",
                                     {{"date", show_date(each.written, services.zone)}}),
                       .columns = {{said("Aim or concern", words)},
                                   {said("Of", words)},
                                   {said("Met?", words)},
                                   {said("What shows it", words)}},
                       .rows = std::move(rows)}),
                each.details.words.empty() ? Html()
                                           : join(heading(3, tr(words, "What follows"), Size::s),
                                                  typed_text(each.details.words)));
  }
  return out;
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
  body += what_was_heard(d, words);
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
    body += paragraph(decide::words_for(decide::standing_of(d.equality)));
    for (const auto& view : d.equality)
      body += join(el("p", el("strong", decide::words_for(view.satisfied)), ", ",
                      show_date(view.recorded, services.zone)),
                   typed_text(view.words));
  }
  Between times;
  times.add(d.decided_at);
  const auto scrutiny = TRY(services.scrutiny.items(scope_of(services), d.activity));
  if (!scrutiny.empty()) {
    body += heading(2, tr(words, "What councils said"));
    for (const auto& item : scrutiny) {
      body += heading(3, item.details.authority, Size::s);
      std::vector<Html> lines;
      for (const auto& event : item.events) {
        lines.push_back(join(el("strong", decide::words_for(event.kind)), ", ",
                             show_date(event.said, services.zone), ": ", event.words));
        if (event.said > d.decided_at) times.add(event.said);
      }
      body += bullets(lines);
    }
  }
  body += TRY(looked_at_again(services, d, words));
  if (!d.interests.empty())
    body += join(heading(2, tr(words, "Who was there, and interests declared")),
                 typed_text(d.interests));
  body += el("p", link(Href("/what-happened/" + d.activity.text()),
                       tr(words, "Read everything that happened")));
  body += times.shown(services.zone, words);
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

}  // namespace

Routes decision_routes(Services& services) {
  return {
      {Method::get, "/decisions/{decision}", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return decision(services, request, match);
       },
       Kept::until_changed},
  };
}

}  // namespace heed::web::site
