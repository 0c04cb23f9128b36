// Our response: which findings have an answer, and answering the next.
#include "base/text.h"
#include "decide/findings.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using decide::Effect;
using decide::Finding;
using decide::OurResponse;

constexpr std::array kEffects = {Effect::changed, Effect::partly, Effect::mitigated,
                                 Effect::not_changed, Effect::sent_elsewhere};

std::string finding_path(ActivityId activity, FindingId finding) {
  return path_of(activity, "response/" + finding.text());
}

std::int64_t answered(const std::vector<Finding>& findings) {
  return std::count_if(findings.begin(), findings.end(),
                       [](const Finding& f) { return f.response.has_value(); });
}

std::string progress_words(const std::vector<Finding>& findings) {
  return tr("{answered} of {all} answered",
            {{"answered", said_number(answered(findings))},
             {"all", said_number(static_cast<std::int64_t>(findings.size()))}});
}

// The first one without an answer after `from`, round to the start; null when all are answered.
const Finding* next_unanswered(const std::vector<Finding>& findings, FindingId from) {
  std::size_t start = 0;
  for (std::size_t i = 0; i < findings.size(); ++i)
    if (findings[i].id == from) start = i + 1;
  for (std::size_t step = 0; step < findings.size(); ++step) {
    const Finding& each = findings[(start + step) % findings.size()];
    if (!each.response) return &each;
  }
  return nullptr;
}

Result<Reply> list(Services& services, const Request& request, const Match& match) {
  const auto activity = TRY(activity_of(services, request, match));
  Page page{.heading = tr("Response"), .section = Section::response};
  if (!may(request, Capability::read_text)) {
    page.body = not_for_you();
    return show_in(services, request, activity, Tab::response, std::move(page));
  }
  const auto findings = TRY(services.findings.findings(scope_of(request), activity.id));
  if (findings.empty()) {
    page.body = join(paragraph(tr("No finding yet. Approve a theme as a finding, and it can be "
                                  "answered here.")),
                     el("p", link(Href(path_of(activity.id, "themes")), tr("Look at the themes"))));
    return show_in(services, request, activity, Tab::response, std::move(page));
  }
  std::vector<std::vector<Html>> rows;
  for (const Finding& each : findings)
    rows.push_back({link(Href(finding_path(activity.id, each.id)), each.name),
                    text(said_number(each.voices)),
                    each.response ? tag(decide::words_for(each.response->effect), Colour::green)
                                  : tag(tr("No answer yet"), Colour::red),
                    text(each.response ? each.response->owner : "")});
  const Finding* next = next_unanswered(findings, {});
  page.body = join(
      paragraph(progress_words(findings)),
      next && may(request, Capability::respond)
          ? link_button({.text = tr("Answer the next one"),
                         .href = Href(finding_path(activity.id, next->id))})
          : Html(),
      table({.caption = tr("Findings and our response"),
             .columns =
                 {{tr("Finding")}, {tr("Comments"), true}, {tr("What changed?")}, {tr("Owner")}},
             .rows = std::move(rows)}),
      next ? Html()
           : el("p", link(Href(path_of(activity.id, "public-page")), tr("Go to the public page"))));
  return show_in(services, request, activity, Tab::response, std::move(page));
}

Html what_people_said(const Finding& finding) {
  std::vector<Html> quotes;
  for (const std::string& words : finding.quotes) quotes.push_back(quote({.words = words}));
  return join(heading(2, tr("What people said")), paragraph(finding.summary),
              paragraph(tr_n("{n} comment", "{n} comments", finding.voices)),
              finding.material ? el("p", tag(tr("Rare but material"), Colour::purple)) : Html(),
              quotes);
}

Html as_answered(const Finding& finding, const std::string& zone) {
  const OurResponse& now = *finding.response;
  return join(
      finding.responded ? paragraph(tr("{who} wrote this on {when}.",
                                       {{"who", finding.responder},
                                        {"when", show_date_time(*finding.responded, zone)}}))
                        : Html(),
      summary_list({{.key = tr("What changed?"), .value = text(decide::words_for(now.effect))},
                    {.key = tr("In a sentence"), .value = typed_text(now.what)},
                    {.key = tr("Because"), .value = typed_text(now.because)},
                    {.key = tr("Owner"), .value = text(now.owner)},
                    {.key = tr("Progress"), .value = typed_text(now.progress)}}));
}

Html answer_form(const Request& request, ActivityId activity, const Finding& finding,
                 const Trouble& trouble) {
  const OurResponse kept = finding.response.value_or(OurResponse{});
  const std::string chosen =
      typed(request, "effect", finding.response ? decide::name_of(kept.effect) : "");
  std::vector<Option> effects;
  for (const Effect effect : kEffects)
    effects.push_back({.value = std::string(decide::name_of(effect)),
                       .label = std::string(decide::words_for(effect)),
                       .chosen = decide::name_of(effect) == chosen});
  const std::string kept_version = std::to_string(finding.version);
  return post(
      request, finding_path(activity, finding.id),
      // After a conflict both versions are in view, and saving again is meant.
      join(hidden_input("version",
                        trouble.conflict ? kept_version : typed(request, "version", kept_version)),
           radios({.name = "effect",
                   .legend = tr("What changed?"),
                   .error = trouble.about("effect"),
                   .options = std::move(effects)}),
           textarea({.name = "what",
                     .label = tr("Say it in a sentence"),
                     .hint = tr("What changed, what was done instead, or where it was sent."),
                     .error = trouble.about("what"),
                     .value = typed(request, "what", kept.what),
                     .rows = 3}),
           textarea({.name = "because",
                     .label = tr("Because"),
                     .hint = tr("The reason, as you would say it to the person who asked."),
                     .error = trouble.about("because"),
                     .value = typed(request, "because", kept.because),
                     .rows = 4}),
           input({.name = "owner",
                  .label = tr("Owner"),
                  .hint = tr("Who sees that it happens."),
                  .error = trouble.about("owner"),
                  .value = typed(request, "owner", kept.owner)}),
           input({.name = "progress",
                  .label = tr("Progress"),
                  .hint = tr("Such as “Running since 3 March”. Leave empty if nothing yet."),
                  .error = trouble.about("progress"),
                  .value = typed(request, "progress", kept.progress)}),
           button({.text = tr("Save and go to the next"), .prevent_double = true})));
}

struct Here {
  plan::Activity activity;
  std::vector<Finding> findings;
  Finding finding;
};

Result<Here> here_of(Services& services, const Request& request, const Match& match) {
  Here here{.activity = TRY(activity_of(services, request, match))};
  const auto id = TRY(match.id<FindingId>("finding"));
  here.findings = TRY(services.findings.findings(scope_of(request), here.activity.id));
  for (const Finding& each : here.findings)
    if (each.id == id) {
      here.finding = each;
      return here;
    }
  return fail(ErrorKind::not_found, "no such finding");
}

Reply finding_page(const Services& services, const Request& request, const Here& here,
                   const Trouble& trouble = {}) {
  const Finding& finding = here.finding;
  Html body = join(el("p", link(Href(path_of(here.activity.id, "response")), tr("All findings")),
                      " – ", progress_words(here.findings)),
                   what_people_said(finding), heading(2, tr("Our response")));
  if (trouble.conflict && finding.response)
    body += warning_callout({.heading = tr("What is kept now"),
                             .body = join(as_answered(finding, services.zone),
                                          paragraph(tr("Yours is below, not kept yet."))),
                             .level = 3});
  if (may(request, Capability::respond))
    body += answer_form(request, here.activity.id, finding, trouble);
  else
    body +=
        finding.response ? as_answered(finding, services.zone) : paragraph(tr("No answer yet."));
  return show_in(services, request, here.activity, Tab::response,
                 {.heading = finding.name, .section = Section::response, .body = std::move(body)},
                 trouble);
}

Result<Reply> respond(Services& services, const Request& request, const Match& match) {
  const Here here = TRY(here_of(services, request, match));
  Trouble trouble;
  const auto effect = decide::effect_named(request.field("effect"));
  if (!effect) trouble.add("effect", tr("Choose what changed."));
  if (trimmed(request.field("what")).empty())
    trouble.add("what", tr("Say what changed, or what was decided instead."));
  if (trimmed(request.field("because")).empty())
    trouble.add("because", tr("Say why: people need the reason as well as the answer."));
  if (trouble.any()) return finding_page(services, request, here, trouble);
  const OurResponse response{.effect = *effect,
                             .what = typed(request, "what"),
                             .because = typed(request, "because"),
                             .owner = typed(request, "owner"),
                             .progress = typed(request, "progress")};
  const auto done = services.findings.respond(scope_of(request), here.activity.id, here.finding.id,
                                              whole_number(request.field("version")).value_or(-1),
                                              response, request.signed_in().person_name);
  if (!done)  // Looked at again: a conflict shows what is kept now.
    return finding_page(services, request, TRY(here_of(services, request, match)),
                        TRY(trouble_of(done.error(), "what")));
  const Here after = TRY(here_of(services, request, match));
  const Finding* next = next_unanswered(after.findings, here.finding.id);
  return see_other(next ? finding_path(here.activity.id, next->id)
                        : path_of(here.activity.id, "response"));
}

Result<Reply> all_activities(Services& services, const Request& request) {
  std::vector<std::vector<Html>> rows;
  for (const auto& each : TRY(services.activities.list(scope_of(request)))) {
    if (each.state == plan::ActivityState::draft) continue;
    std::string progress = "–";
    if (may(request, Capability::read_text)) {
      const auto findings = TRY(services.findings.findings(scope_of(request), each.id));
      progress = findings.empty() ? tr("No finding yet") : progress_words(findings);
    }
    rows.push_back({link(Href(path_of(each.id, "response")), each.details.title),
                    state_tag(each.state), text(progress)});
  }
  return show(services, request,
              {.heading = tr("Our response"),
               .section = Section::response,
               .body = table({.caption = tr("What has an answer and what has none"),
                              .columns = {{tr("Activity")}, {tr("State")}, {tr("Findings")}},
                              .rows = std::move(rows),
                              .when_empty = tr("Nothing to answer yet.")})});
}

}  // namespace

Routes response_routes(Services& services) {
  return {
      {Method::get, "/staff/response", Who::signed_in, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return all_activities(services, request);
       }},
      {Method::get, "/staff/activities/{activity}/response", Who::signed_in, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return list(services, request, match);
       }},
      {Method::get, "/staff/activities/{activity}/response/{finding}",
       Who::may(Capability::read_text), Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) -> Result<Reply> {
         return finding_page(services, request, TRY(here_of(services, request, match)));
       }},
      {Method::post, "/staff/activities/{activity}/response/{finding}",
       Who::may(Capability::respond), Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return respond(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
